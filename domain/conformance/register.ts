import { boards } from '../organisation/events.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { registerActs } from '../register/acts.ts'
import { refuseClosing } from '../register/closing.ts'
import { FEW_BELOW, measures } from '../register/events.ts'
import { heartbeatOf } from '../register/heartbeat.ts'
import { nameOfPeriod, periodNamed } from '../register/periods.ts'
import type { Register } from '../register/register.ts'
import { addDays, type Day, formatDay } from '../time.ts'
import { whoCouldHaveActed } from './actors.ts'
import type { NamedRule } from './book.ts'
import type { Ledger } from './ledger.ts'
import { asAnswered, broken, kept, keptIf, rule, type Verdict } from './rule.ts'
import { baseFor, type Told } from './told.ts'

const before = ({ state }: Told): Register => state as Register

/** CMP-004: the domain's own rule, asked of what was published. */
const closedInTurn = rule(
  ['register.day-closed'],
  'CMP-004',
  '日承诺一天接一天公布，数目为64的倍数，由小到大、没有重复',
  (told, data) => asAnswered(refuseClosing(before(told), data, told.day)),
)

const pageChanged = rule(
  ['register.page-published'],
  'CMP-004',
  '举报页脚本的指纹在变化时公布',
  (told, { name, sha256 }) =>
    keptIf(
      !before(told).pages.some(page => page.name === name && page.sha256 === sha256),
      () => `脚本${name}没有变化，指纹又公布一次`,
    ),
)

/** CMP-008: what is published is whole, and no small number is in it. */
const countedOnce = rule(
  ['register.quarter-published'],
  'CMP-008',
  '季度统计在满季之后公布一次，板块、项目齐全，不足5的不公布数目',
  (told, { quarter, rows }) => {
    const named = periodNamed(quarter)
    if (!named || named.to >= told.day) return broken(`${nameOfPeriod(quarter)}没有满季就公布了统计`)
    if (before(told).quarters.some(q => q.quarter === quarter))
      return broken(`${nameOfPeriod(quarter)}的统计公布了两次`)
    const cells = new Set(rows.map(({ board, measure }) => `${board} ${measure}`))
    const whole = boards.length * measures.length
    if (cells.size !== whole || rows.length !== whole) return broken('统计的板块、项目不齐全，或有重复')
    return keptIf(
      rows.every(({ count }) => typeof count !== 'number' || count === 0 || count >= FEW_BELOW),
      () => `公布了不足${FEW_BELOW}件的数目，可能由此推出是谁`,
    )
  },
)

const reportedInTurn = rule(
  ['register.report-submitted'],
  'S123',
  '监督报告依次编号，报告期满之后提交',
  (told, { no, period }) => {
    const expected = before(told).reports.length + 1
    if (no !== expected) return broken(`报告应为第${expected}号，实为第${no}号`)
    const named = periodNamed(period)
    return keptIf(named !== undefined && named.to < told.day, () => `报告期${period}没有满，或不是规定的写法`)
  },
)

/** Who signed is hidden; that there was something to sign for is not. */
const receivedWhatThereIs = rule(['register.report-received'], 'S123', '签收的报告已经提交', (told, { no }) =>
  keptIf(
    before(told).reports.some(report => report.no === no),
    () => `签收的第${no}号报告没有提交`,
  ),
)

const outcomeOnce = rule(['register.outcome-published'], 'S153', '每条线索的结果公布一次', (told, { outcome }) =>
  keptIf(!before(told).outcomes.some(known => known.outcome === outcome), () => `结果${outcome}公布了两次`),
)

const exportedInTurn = rule(
  ['register.exported'],
  'E-67',
  '可核验包依次编号，起止日期在导出之前',
  (told, { export: no, from, to }) => {
    const expected = before(told).exports.length + 1
    if (no !== expected) return broken(`可核验包应为第${expected}个，实为第${no}个`)
    return keptIf(from <= to && to <= told.day, () => `起止日期${from}至${to}不合理，或在导出之后`)
  },
)

const nouns: Readonly<Record<string, string>> = {
  'register.day-closed': 'day-closing',
  'register.page-published': 'pages',
  'register.quarter-published': 'quarters',
  'register.report-submitted': 'reports',
  'register.report-received': 'report-receipts',
  'register.exported': 'exports',
}

/** S145: the post that the entry names is one whose holder may do this. */
const byWhoMay = rule(
  [
    ...(['register.day-closed', 'register.page-published', 'register.quarter-published'] as const),
    ...(['register.report-submitted', 'register.report-received', 'register.exported'] as const),
  ],
  'S145',
  '日承诺由平台、统计和报告由组长、签收由厅领导、导出由审计管理员办理',
  told => {
    const act = registerActs.find(({ noun }) => noun === nouns[told.entry.type])
    const people = whoCouldHaveActed(told)
    // That nobody held the post is said by the rule that asks just that.
    if (!act || people.length === 0) return undefined
    const may = people.some(person => {
      const roles = rolesInAgency(baseFor(told, person))
      return act.roles.some(role => roles.has(role))
    })
    return keptIf(may, () => `「${act.label}」不由该职务办理`)
  },
)

export const registerRules = [
  closedInTurn,
  pageChanged,
  countedOnce,
  reportedInTurn,
  receivedWhatThereIs,
  outcomeOnce,
  exportedInTurn,
  byWhoMay,
]

export const DAYS_CLOSED: NamedRule = { clause: 'CMP-004', rule: '日承诺公布到日志末尾的前一两天' }
export const REPORTS_SUBMITTED: NamedRule = { clause: 'S123', rule: '监督报告按期向厅党组、领导小组提交' }

/**
 * CMP-004: yesterday may still be about to be closed; the day before may not. A log in which no day was ever closed is of a
 * platform that takes no complaints, or of one before it did.
 */
export function unclosed({ lastClosed }: Register, today: Day): Verdict {
  if (lastClosed === undefined) return undefined
  return keptIf(
    lastClosed >= addDays(today, -2),
    () => `日承诺只公布到${formatDay(lastClosed)}，到${formatDay(today)}仍没有公布其后各日的`,
  )
}

/** S123: what is missing from the heartbeat is missing here. Whether somebody signed for it, is hidden with the name. */
export function unreported({ register, organisation, rulebook }: Ledger, today: Day): Verdict {
  if (register.begunOn === undefined) return undefined
  const beats = heartbeatOf(register, { organisation, rulebook, today })
  const missed = beats.filter(({ state, estimated }) => state === 'MISSED' && !estimated)
  if (missed.length === 0) return kept
  return missed.map(({ alarm = '' }) => ({ sentence: alarm }))
}
