import type { ClockReading } from '../clock.ts'
import { postFilingClocks, readStay } from '../matter/clocks.ts'
import type { Matter, TierStay } from '../matter/matter.ts'
import { nameOfTier } from '../matter/route.ts'
import { numberRule, type RuleSet, rulesOfVersion, rulesOn } from '../rulebook/rulebook.ts'
import { certaintyBetween, type Day, dayOf, formatDay, workdaysBetween } from '../time.ts'
import { possibleDueDays, workdaysInPlainWeek } from './calendars.ts'
import type { Ledger } from './ledger.ts'
import { broken, kept, keptIf, rule, type Verdict } from './rule.ts'

/** Old matters run by old rules (S3). */
const rulesFor = ({ ruleSet }: Matter, { rulebook }: Ledger, day: Day): RuleSet =>
  ruleSet === undefined ? rulesOn(rulebook, day) : rulesOfVersion(rulebook, ruleSet)

/** Readings of stays by what they depend on: many matters come and go on the same days. */
const readings = new Map<string, ClockReading>()
const MOST_READINGS = 20_000

function read(stay: TierStay, rules: RuleSet, day: Day): ClockReading {
  const pauses = stay.pauses.map(({ from, to }) => `${from}/${to}`).join()
  const key = `${stay.tier} ${stay.openedOn} ${stay.closedOn ?? day} ${numberRule(rules, `case.tier${stay.tier}.dueDays`)} ${pauses}`
  const known = readings.get(key)
  if (known) return known
  if (readings.size >= MOST_READINGS) readings.clear()
  const reading = readStay(stay, rules, day)
  readings.set(key, reading)
  return reading
}

/** E-70: what can only be estimated is counted, and nobody is blamed for it. */
function lateness({ late, estimated }: Pick<ClockReading, 'late' | 'estimated'>, ledger: Ledger): boolean {
  if (late && estimated) ledger.estimates += 1
  return late && !estimated
}

export function stayVerdict(stay: TierStay, matter: Matter, ledger: Ledger, day: Day): Verdict {
  const rules = rulesFor(matter, ledger, day)
  const reading = read(stay, rules, day)
  if (!lateness(reading, ledger)) return kept
  const allowed = numberRule(rules, `case.tier${stay.tier}.dueDays`)
  const over = reading.remainingWorkdays === 0 ? '不足1个工作日' : `${-reading.remainingWorkdays}个工作日`
  const ended = stay.closedOn ? `${formatDay(stay.closedOn)}才办结` : `到${formatDay(day)}仍未办结`
  return broken(
    `第${stay.tier}级（${nameOfTier(stay.tier)}）自${formatDay(stay.openedOn)}起限${allowed}个工作日，应于${formatDay(reading.dueOn)}前办结，${ended}，超期${over}`,
  )
}

const stayInTime = rule(
  ['matter.tier-concluded', 'matter.supplemented', 'matter.withdrawn', 'matter.terminated'],
  'S4',
  '每一级在规定的工作日内办结（补正期间不计）',
  ({ matter, next, ledger, day }) => {
    const open = matter.stays.at(-1)
    const ended = (next as Matter | undefined)?.stays[matter.stays.length - 1]
    if (!open || open.closedOn !== undefined || ended?.closedOn === undefined) return undefined
    return stayVerdict(ended, matter, ledger, day)
  },
)

const dueDays = {
  'postFiling.submitWithin': '送审',
  'postFiling.completeWithin': '走完三级程序',
} as const

export function postFilingVerdict(
  key: keyof typeof dueDays,
  matter: Matter,
  ledger: Ledger,
  day: Day,
  done: boolean,
): Verdict {
  if (!matter.postFiling) return undefined
  const rules = rulesFor(matter, ledger, day)
  const reading = postFilingClocks(matter, rules, day)[key === 'postFiling.submitWithin' ? 0 : 1]
  if (!reading || !lateness(reading, ledger)) return kept
  const from = formatDay(dayOf(matter.postFiling.handledAt))
  const when = done ? `${formatDay(day)}才${dueDays[key]}` : `到${formatDay(day)}仍未${dueDays[key]}`
  return broken(
    `事后报备件，${from}实际办理，限${numberRule(rules, key)}个工作日内${dueDays[key]}，应于${formatDay(reading.dueOn)}前，${when}`,
  )
}

const postFilingSubmitted = rule(
  ['matter.submitted'],
  'A4',
  '事后报备在实际办理后规定的工作日内送审',
  ({ next, ledger, day }) =>
    next ? postFilingVerdict('postFiling.submitWithin', next as Matter, ledger, day, true) : undefined,
)

const postFilingCompleted = rule(
  ['matter.tier-concluded', 'matter.condition-confirmed'],
  'A4',
  '事后报备在实际办理后规定的工作日内走完三级程序',
  ({ matter, next, ledger, day }) => {
    const after = next as Matter | undefined
    if (!after?.concludedAt || matter.concludedAt) return undefined
    return postFilingVerdict('postFiling.completeWithin', after, ledger, day, true)
  },
)

/** E-24: the mark is for what is late, by either calendar, and the platform alone gives it afterwards. */
const markIsTrue = rule(['matter.marked'], 'E-24', '“逾期未补报”标识只给确已逾期的事后报备', told => {
  const { matter, ledger, day, entry, entailed } = told
  if (!matter.postFiling) return broken('标为“逾期未补报”，而本件不是事后报备')
  if (!entailed && entry.by.post !== 'SYSTEM') return broken('“逾期未补报”标识不是平台所作', 'S145')
  const rules = rulesFor(matter, ledger, day)
  const handled = dayOf(matter.postFiling.handledAt)
  const keys = ['postFiling.submitWithin', 'postFiling.completeWithin'] as const
  const due = keys.flatMap(key => possibleDueDays(handled, numberRule(rules, key)))
  return keptIf(
    due.some(last => day > last),
    () => '标为“逾期未补报”，而补报期限未满',
  )
})

export const supplementVerdict = (matter: Matter, ledger: Ledger, day: Day, done: boolean): Verdict => {
  if (!matter.supplement) return undefined
  const { dueOn } = matter.supplement
  const since = matter.stays.at(-1)?.pauses.at(-1)?.from ?? dueOn
  const reading = { late: day > dueOn, estimated: certaintyBetween(since, dueOn).estimated }
  const when = done ? `${formatDay(day)}才提交` : `到${formatDay(day)}仍未提交，也未终止`
  return keptIf(!lateness(reading, ledger), () => `补正应于${formatDay(dueOn)}前提交，${when}`)
}

const supplementInTime = rule(['matter.supplemented'], 'E-15', '补正在规定期限内提交', ({ matter, ledger, day }) =>
  supplementVerdict(matter, ledger, day, true),
)

const supplementDue = rule(
  ['matter.supplement-requested', 'matter.tier-concluded'],
  'E-15',
  '补正期限按规则参数计算',
  ({ matter, ledger, day }, data) => {
    const said = 'dueOn' in data ? data.dueOn : data.supplementDueOn
    if (said === undefined) return undefined
    // A meeting goes by the rules of its day, a leader and a request by those of the matter.
    const meeting = 'meeting' in data && data.meeting !== undefined
    const rules = meeting ? rulesOn(ledger.rulebook, day) : rulesFor(matter, ledger, day)
    const possible = possibleDueDays(day, numberRule(rules, 'supplement.dueDays'))
    return keptIf(
      possible.includes(said),
      () => `补正期限应为${formatDay(possible[0] ?? said)}，记为${formatDay(said)}`,
    )
  },
)

/** MTG-006: a shorter notice needs the chair's consent and a reason, and neither is public. */
const noticeInTime = rule(
  ['meeting.notice-sent'],
  'MTG-006',
  '会议材料按规定的工作日数提前送达',
  ({ sitting, ledger, day }, { leadDays }) => {
    if (!sitting) return undefined
    const on = dayOf(sitting.meeting.scheduledAt)
    const official = workdaysBetween(day, on).workdays
    const estimated = leadDays === official ? official : workdaysInPlainWeek(day, on)
    if (leadDays !== official && leadDays !== estimated) {
      return broken(`提前量应为${official}个工作日，记为${leadDays}个`)
    }
    const needed = numberRule(rulesOn(ledger.rulebook, day), 'agenda.materialLeadDays')
    return keptIf(leadDays >= needed, () => {
      return `距${formatDay(on)}开会只提前${leadDays}个工作日，应提前${needed}个；主持人是否同意、有无理由，不在公开数据之内`
    })
  },
)

export const clockRules = [
  stayInTime,
  postFilingSubmitted,
  postFilingCompleted,
  markIsTrue,
  supplementInTime,
  supplementDue,
  noticeInTime,
]
