import {
  type Certainty,
  calendarEnd,
  certaintyBetween,
  countDays,
  type Day,
  daysBetween,
  formatDay,
  isWorkday,
  nthDay,
  type PeriodUnit,
  postponeToWorkday,
  type WorkCalendar,
} from './time.ts'

/**
 * A time limit as recorded (S4, CAL-003). The day it starts on is not counted (民法典 201). A pause takes away the days
 * after `from` up to and including `to`; without `to` it still runs. `reason` is a short noun that completes «…中», such
 * as 补正, 征求意见, 听证, 不可抗力 (CAL-004, E-15, E-71).
 */
export interface Clock {
  startedOn: Day
  amount: number
  unit: PeriodUnit
  pauses: readonly { from: Day; to?: Day; reason: string }[]
  stoppedOn?: Day
}

/** When a clock begins to warn: `supervision.warnAt` of the rulebook, whichever comes first (SUP-001). */
export interface WarnAt {
  /** Share of the whole period, 0.2 for 20%. */
  ratio: number
  workdays: number
}

export interface ClockReading extends Certainty {
  dueOn: Day
  /** Workdays left, the due day included; negative when overdue. */
  remainingWorkdays: number
  state: 'RUNNING' | 'PAUSED' | 'STOPPED'
  colour: 'GREEN' | 'WARN' | 'YELLOW'
  late: boolean
  /** The same in Chinese for the person concerned. */
  sentence: string
}

/**
 * What a clock says on a day. A clock that is stopped is read as of the day it stopped. A pause gives back what it took
 * in the clock's own unit, workdays or calendar days, and one that begins after the due day heals nothing (CAL-004).
 * Only a running clock warns, and a late one is YELLOW only where the result is not an estimate (SUP-001, E-70).
 */
export function readClock(clock: Clock, today: Day, warn: WarnAt, calendar?: WorkCalendar): ClockReading {
  const stoppedOn = clock.stoppedOn !== undefined && clock.stoppedOn <= today ? clock.stoppedOn : undefined
  const asOf = stoppedOn ?? today
  const pause = clock.pauses.find(({ from, to }) => from <= asOf && (to === undefined || asOf < to))
  const state = stoppedOn !== undefined ? 'STOPPED' : pause ? 'PAUSED' : 'RUNNING'

  const isPaused = (day: Day) => clock.pauses.some(({ from, to }) => from < day && day <= (to ?? asOf))
  const isWorked = (day: Day) => isWorkday(day, calendar).workday && !isPaused(day)
  const dueOn = dueDayOf(clock, isPaused, isWorked, calendar)
  const remainingWorkdays = countDays(asOf, dueOn, isWorked)
  const late = asOf > dueOn

  const certainty = certaintyBetween(clock.startedOn, late ? asOf : dueOn, calendar)
  const total = countDays(clock.startedOn, dueOn, isWorked)
  const near = remainingWorkdays <= warn.workdays || remainingWorkdays <= total * warn.ratio
  const colour = late ? (certainty.estimated ? 'WARN' : 'YELLOW') : state === 'RUNNING' && near ? 'WARN' : 'GREEN'

  const told = late ? overdue(remainingWorkdays) : left(remainingWorkdays, dueOn, asOf)
  const sentence = sentenceOf(told, stoppedOn, late, pause?.reason) + estimateNote(certainty)
  return { dueOn, remainingWorkdays, state, colour, late, ...certainty, sentence }
}

function dueDayOf(
  clock: Clock,
  isPaused: (day: Day) => boolean,
  isWorked: (day: Day) => boolean,
  calendar: WorkCalendar | undefined,
): Day {
  if (clock.unit === 'WORKDAY') return nthDay(clock.startedOn, clock.amount, isWorked)
  const days = daysBetween(clock.startedOn, calendarEnd(clock.startedOn, clock))
  return postponeToWorkday(
    nthDay(clock.startedOn, days, day => !isPaused(day)),
    calendar,
  ).day
}

function sentenceOf(told: string, stoppedOn: Day | undefined, late: boolean, pausedFor: string | undefined): string {
  if (stoppedOn !== undefined) return `${formatDay(stoppedOn)}办结，${late ? told.replace('已', '') : '未超期'}`
  if (pausedFor !== undefined) return `${late ? `${told}，` : ''}${pausedFor}中，时钟暂停`
  return told
}

function left(workdays: number, dueOn: Day, today: Day): string {
  return dueOn === today ? `今天（${formatDay(dueOn)}）到期` : `还剩${workdays}个工作日，${formatDay(dueOn)}到期`
}

// The due day can be past without a workday in between: on the Saturday after a Friday.
function overdue(remainingWorkdays: number): string {
  return remainingWorkdays === 0 ? '已超期不足1个工作日' : `已超期${-remainingWorkdays}个工作日`
}

function estimateNote({ estimated, missingYears }: Certainty): string {
  return estimated ? `（暂估，缺${missingYears.join('、')}年放假安排）` : ''
}
