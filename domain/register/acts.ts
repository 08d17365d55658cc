import * as z from 'zod'
import { type Act, act } from '../decider.ts'
import { err, firstRefusal, must, ok, refuse } from '../result.ts'
import { code, day, hash, text } from '../schema.ts'
import { formatDay, quarterBounds } from '../time.ts'
import { reportActs } from './acts-reports.ts'
import { refuseClosing } from './closing.ts'
import type { RegisterFacts } from './facts.ts'
import type { Register } from './register.ts'
import { countsOf } from './statistics.ts'

const define = act<Register, RegisterFacts>()
const always = () => undefined

/** CMP-004: what the day held is committed to, and how much it was is not told. The server closes every missed day in turn. */
const closeDay = define({
  noun: 'day-closing',
  label: '公布日承诺',
  clause: 'CMP-004',
  roles: ['SYSTEM'],
  input: z.strictObject({ day: day('日期'), digests: z.array(hash('承诺'), { error: '承诺必填' }) }),
  may: always,
  decide: (state, input, { today }) => {
    const wrong = refuseClosing(state, input, today)
    return wrong ? err(wrong) : ok([{ type: 'register.day-closed', data: input }])
  },
})

const publishPage = define({
  noun: 'pages',
  label: '公布举报页脚本的指纹',
  clause: 'CMP-004',
  roles: ['SYSTEM'],
  input: z.strictObject({ name: code('脚本'), sha256: hash('脚本指纹') }),
  may: always,
  decide: (state, input) =>
    state.pages.some(page => page.name === input.name && page.sha256 === input.sha256)
      ? err(refuse('WRONG_STATE', 'CMP-004', '举报页的脚本没有变化，指纹已经公布。', 'sha256'))
      : ok([{ type: 'register.page-published', data: input }]),
})

/** CMP-008: once for each quarter, when it is over; what is published is what the platform counted. */
const publishQuarter = define({
  noun: 'quarters',
  label: '公布季度统计',
  clause: 'CMP-008',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    quarter: z.string({ error: '季度必填' }).regex(/^20\d{2}-Q[1-4]$/, { error: '季度应写成 2026-Q3 的样子' }),
  }),
  may: always,
  decide: (state, { quarter }, { today, counted }) => {
    const { to } = quarterBounds(quarter.replace('-', ''))
    const wrong = firstRefusal(
      to >= today ? refuse('INVALID', 'CMP-008', `本季度到${formatDay(to)}才满，满季之后公布。`, 'quarter') : undefined,
      state.quarters.some(q => q.quarter === quarter)
        ? refuse('WRONG_STATE', 'CMP-008', '本季度的统计已经公布，不再另行公布。', 'quarter')
        : undefined,
    )
    if (wrong) return err(wrong)
    const rows = countsOf(must(counted, 'complaints of the quarter'))
    return ok([{ type: 'register.quarter-published', data: { quarter, rows } }])
  },
})

/** E-67: the auditor alone takes a package out, and that it was is in the log. */
const exportPackage = define({
  noun: 'exports',
  label: '导出可核验包',
  clause: 'E-67',
  roles: ['AUDITOR'],
  input: z.strictObject({
    from: day('起日'),
    to: day('止日'),
    receiver: text('接收单位', 120, 2),
    reason: text('依据', 300, 2),
    entries: z.int({ error: '条目数应为整数' }).min(0, { error: '条目数应为整数' }),
    sha256: hash('可核验包指纹'),
  }),
  may: always,
  decide: (state, input, { today, person }) => {
    const wrong = firstRefusal(
      input.from > input.to ? refuse('INVALID', 'E-67', '止日不得早于起日。', 'to') : undefined,
      input.to > today ? refuse('INVALID', 'E-67', '止日不得晚于今天。', 'to') : undefined,
    )
    if (wrong) return err(wrong)
    return ok([{ type: 'register.exported', data: { export: state.exports.length + 1, ...input, person } }])
  },
})

export const registerActs: readonly Act<Register, RegisterFacts>[] = [
  closeDay,
  publishPage,
  publishQuarter,
  ...reportActs,
  exportPackage,
]
