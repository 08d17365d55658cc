import type { Organisation } from '../organisation/organisation.ts'
import { numberOn, type Rulebook } from '../rulebook/rulebook.ts'
import { addDays, addWorkdays, type Day, dayOf, formatDay } from '../time.ts'
import { allBodies, namesOfBodies, receiversOf } from './bodies.ts'
import type { Body } from './events.ts'
import { nameOfPeriod, periodOn, type ReportPeriod } from './periods.ts'
import type { Register, SubmittedReport } from './register.ts'

export type BeatState = 'DUE' | 'SUBMITTED' | 'NOT_RECEIVED' | 'RECEIVED' | 'MISSED'

/** One period, as both sides see it: those who report, and those who are reported to. */
export interface Beat extends ReportPeriod {
  readonly state: BeatState
  /** The last day on which the report may be submitted. */
  readonly dueOn: Day
  /** Numbers of the reports of this period. */
  readonly reports: readonly number[]
  /** Bodies that no report of the period was submitted to. */
  readonly unaddressed: readonly Body[]
  /** Submitted to, and nobody there has signed for it. */
  readonly awaiting: readonly Body[]
  /** The last day on which those should. */
  readonly receiptDueOn?: Day
  /** Submitted, but after the last day. */
  readonly late: boolean
  /** A day of it lies in a year whose holidays were not announced yet (E-70). */
  readonly estimated: boolean
  /** What is to be shown on both sides in red. */
  readonly alarm?: string
}

interface Reading {
  readonly organisation: Organisation
  readonly rulebook: Rulebook
  readonly today: Day
}

/**
 * S123: every period since the register was begun, the one that is running last. Nothing in it can be held back by who runs
 * the platform: a report that was not submitted, or not signed for, is missing here, and both sides read the same.
 */
export function heartbeatOf(state: Register, reading: Reading): readonly Beat[] {
  const { begunOn } = state
  const beats: Beat[] = []
  if (begunOn === undefined) return beats
  for (let day = begunOn; day <= reading.today; ) {
    const period = periodOn(reading.rulebook, day)
    beats.push(beatOf(state, period, reading))
    day = addDays(period.to, 1)
  }
  return beats
}

function beatOf(register: Register, period: ReportPeriod, reading: Reading): Beat {
  const { rulebook, today } = reading
  const reports = register.reports.filter(report => report.period === period.period)
  const due = addWorkdays(period.to, numberOn(rulebook, 'supervision.reportWithin', today))
  const to = allBodies.map(body => addressedTo(body, reports, reading))
  const unaddressed = to.filter(({ first }) => first === undefined).map(({ body }) => body)
  const open = to.filter(({ first, received }) => first !== undefined && !received)
  const receiptDueOn = open.flatMap(({ dueOn }) => dueOn ?? []).toSorted()[0]
  const beat = {
    ...period,
    dueOn: due.day,
    reports: reports.map(({ no }) => no),
    unaddressed,
    awaiting: open.map(({ body }) => body),
    ...(receiptDueOn === undefined ? {} : { receiptDueOn }),
    late: to.some(({ first }) => first !== undefined && first > due.day),
    estimated: due.estimated,
  }
  const state = stateOf(beat, today)
  const alarm = alarmOf(state, beat)
  return { ...beat, state, ...(alarm === undefined ? {} : { alarm }) }
}

/** Of one body: the day of the first report of the period to it, and whether somebody there has signed for one. */
function addressedTo(body: Body, reports: readonly SubmittedReport[], { organisation, rulebook, today }: Reading) {
  const own = reports.filter(({ to }) => to.includes(body))
  const [report] = own
  if (!report) return { body, received: false }
  const first = dayOf(report.submittedAt)
  const within = numberOn(rulebook, 'supervision.receiptWithin', today)
  const received = own.some(({ receipts }) =>
    receipts.some(({ person, at }) => receiversOf(organisation, body, dayOf(at)).includes(person)),
  )
  return { body, first, dueOn: addWorkdays(first, within).day, received }
}

type Standing = Omit<Beat, 'state' | 'alarm'>

function stateOf({ unaddressed, awaiting, dueOn, receiptDueOn }: Standing, today: Day): BeatState {
  if (unaddressed.length > 0) return today > dueOn ? 'MISSED' : 'DUE'
  if (awaiting.length === 0) return 'RECEIVED'
  return receiptDueOn !== undefined && today > receiptDueOn ? 'NOT_RECEIVED' : 'SUBMITTED'
}

function alarmOf(
  state: BeatState,
  { period, dueOn, unaddressed, awaiting, receiptDueOn }: Standing,
): string | undefined {
  if (state === 'MISSED') {
    return `${nameOfPeriod(period)}的监督报告应在${formatDay(dueOn)}前向${namesOfBodies(unaddressed)}提交，至今没有提交。`
  }
  if (state === 'NOT_RECEIVED' && receiptDueOn !== undefined) {
    return `${nameOfPeriod(period)}的监督报告已经提交，${namesOfBodies(awaiting)}应在${formatDay(receiptDueOn)}前签收，至今没有签收。`
  }
  return undefined
}

const stateNames: Record<BeatState, string> = {
  DUE: '待提交',
  SUBMITTED: '已提交，待签收',
  NOT_RECEIVED: '逾期未签收',
  RECEIVED: '已签收',
  MISSED: '逾期未提交',
}
export const nameOfBeat = (state: BeatState): string => stateNames[state]
