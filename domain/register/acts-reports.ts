import * as z from 'zod'
import { act } from '../decider.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { hash } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { dayOf, formatDay } from '../time.ts'
import { nameOfBody, namesOfBodies, receiversOf } from './bodies.ts'
import { type Body, bodies } from './events.ts'
import type { RegisterFacts } from './facts.ts'
import { periodNamed } from './periods.ts'
import type { Register, SubmittedReport } from './register.ts'

const define = act<Register, RegisterFacts>()
const always = () => undefined
const no = (sentence: string, field?: string) => refuse('INVALID', 'S123', sentence, field)

const reportForm = z.strictObject({
  period: z.string({ error: '报告期必填' }).max(20, { error: '报告期不是规定的写法' }),
  to: z.array(z.enum(bodies, { error: '报告的对象为厅党组或领导小组' })).min(1, { error: '请选择报告的对象' }),
  report: hash('报告密封件'),
  part: sealedPart('报告'),
  keys: z
    .array(z.string({ error: '密钥编号应为文字' }).max(200, { error: '密钥编号过长' }))
    .min(1, { error: '请选择收件人' }),
})
type ReportForm = z.output<typeof reportForm>

/** S123: straight to those whom the group answers to, sealed to their own keys: whoever keeps the platform cannot read it. */
const submitReport = define({
  noun: 'reports',
  label: '提交监督报告',
  clause: 'S123',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: reportForm,
  may: always,
  decide: (state, input, facts) => {
    const wrong = firstRefusal(wrongPeriod(input, facts), wrongPart(input, facts), wrongReceivers(input, facts))
    if (wrong) return err(wrong)
    return ok([{ type: 'register.report-submitted', data: { no: state.reports.length + 1, ...input } }])
  },
})

function wrongPeriod({ period, to }: ReportForm, { today }: RegisterFacts): Refusal | undefined {
  const named = periodNamed(period)
  if (!named) return no('报告期应写成 2026-09、2026-Q3、2026-H2 或 2026 的样子。', 'period')
  if (named.to >= today) return no(`报告期到${formatDay(named.to)}才满，满期之后提交。`, 'period')
  return new Set(to).size === to.length ? undefined : no('同一个报告对象只列一次。', 'to')
}

function wrongPart({ report, part }: ReportForm, { sealedParts }: RegisterFacts): Refusal | undefined {
  if (report !== part.blob) return no('报告的指纹与密封件的不一致。', 'report')
  const size = Object.hasOwn(sealedParts, part.blob) ? sealedParts[part.blob] : undefined
  return size === part.size ? undefined : no('密封件没有收到，或收到的长度与提交的不一致，请重新提交。', 'part')
}

/** Every key is that of a leader it is addressed to, and each body has a reader besides the one who submits it. */
function wrongReceivers({ to, keys }: ReportForm, facts: RegisterFacts): Refusal | undefined {
  const { organisation, today, person } = facts
  if (new Set(keys).size !== keys.length) return no('同一个收件公钥只列一次。', 'keys')
  const held = keys.map(key => organisation.sealingKeys.find(k => k.key === key))
  if (held.some(k => k?.purpose !== 'LEADERSHIP' || k.revoked !== undefined)) {
    return no('收件公钥应为厅领导登记的、仍然有效的公钥。', 'keys')
  }
  const holders = held.flatMap(k => k?.person ?? [])
  const receivers = to.map(body => ({ body, people: receiversOf(organisation, body, today) }))
  if (holders.some(holder => !receivers.some(({ people }) => people.includes(holder)))) {
    return no(`收件人应为${namesOfBodies(to)}的厅领导。`, 'keys')
  }
  const without = receivers.find(({ people }) => !holders.some(h => h !== person && people.includes(h)))
  return without ? no(`${nameOfBody(without.body)}中除提交人以外，没有一位厅领导能打开这份报告。`, 'keys') : undefined
}

/** A report is signed for by a leader whom it is addressed to, by nobody twice, and never by who submitted it. */
function refuseReceipt(report: SubmittedReport, facts: RegisterFacts): Refusal | undefined {
  const { person, organisation, today } = facts
  const addressed = (body: Body) => receiversOf(organisation, body, today).includes(person)
  if (report.submittedBy === person) {
    return refuse('CONFLICT_OF_INTEREST', 'S123', '提交报告的人不能自己签收。', 'no')
  }
  if (!report.to.some(addressed)) {
    return refuse('FORBIDDEN', 'S123', `第${report.no}号报告由${namesOfBodies(report.to)}的厅领导签收。`, 'no')
  }
  const own = report.receipts.find(receipt => receipt.person === person)
  return own
    ? refuse('WRONG_STATE', 'S123', `第${report.no}号报告您已在${formatDay(dayOf(own.at))}签收。`, 'no')
    : undefined
}

const receiveReport = define({
  noun: 'report-receipts',
  label: '签收监督报告',
  clause: 'S123',
  roles: ['AGENCY_LEADER'],
  input: z.strictObject({ no: z.int({ error: '请选择报告' }).min(1, { error: '请选择报告' }) }),
  may: (state, facts) =>
    state.reports.some(report => refuseReceipt(report, facts) === undefined)
      ? undefined
      : refuse('WRONG_STATE', 'S123', '没有等待您签收的监督报告。'),
  decide: (state, input, facts) => {
    const report = state.reports.find(r => r.no === input.no)
    const wrong = report ? refuseReceipt(report, facts) : no('没有这份监督报告。', 'no')
    if (wrong) return err(wrong)
    return ok([{ type: 'register.report-received', data: { no: input.no, person: facts.person } }])
  },
})

export const reportActs = [submitReport, receiveReport] as const
