import { registerActs } from '../../domain/register/acts.ts'
import { nameOfBody } from '../../domain/register/bodies.ts'
import type { RegisterFacts } from '../../domain/register/facts.ts'
import { type Beat, heartbeatOf, nameOfBeat } from '../../domain/register/heartbeat.ts'
import { nameOfPeriod } from '../../domain/register/periods.ts'
import type { Register } from '../../domain/register/register.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { RegisterRecord } from '../../store/views/register.ts'
import type { RegisterView } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { someone, type Viewing } from './viewing.ts'

/** Reports, their heartbeat and exports are for those concerned; the rest stands in the public log as well. */
export function registerView(
  viewing: Viewing,
  { version, state, roles, facts, visible }: Known<Register, RegisterFacts>,
  record: RegisterRecord,
): RegisterView {
  const { lastClosed, missingDays, page, quarters } = record
  return {
    version,
    ...(lastClosed === undefined ? {} : { lastClosed }),
    missingDays: [...missingDays],
    ...(page ? { page } : {}),
    quarters: quarters.map(({ quarter, rows }) => ({ quarter, rows: [...rows] })),
    reports: visible ? reportsOf(viewing, record) : [],
    heartbeat: visible ? heartbeatOf(state, viewing).toReversed().map(beatView) : [],
    exports: visible
      ? record.exports.map(({ export: no, from, to, entries, sha256, on }) => ({ no, from, to, entries, sha256, on }))
      : [],
    actions: actionsOf(registerActs, roles, state, facts),
  }
}

function reportsOf(viewing: Viewing, { reports }: RegisterRecord): RegisterView['reports'] {
  return reports.map(({ no, period, to, submittedOn, part, keys, receivedBy }) => ({
    no,
    period,
    periodName: nameOfPeriod(period),
    to: [...to],
    toNames: to.map(nameOfBody),
    submittedOn,
    part,
    keys: [...keys],
    receivedBy: receivedBy.map(({ person, on }) => ({ person: someone(viewing, person), on })),
  }))
}

const beatView = ({
  state,
  period,
  reports,
  unaddressed,
  awaiting,
  ...beat
}: Beat): RegisterView['heartbeat'][number] => ({
  ...beat,
  period,
  name: nameOfPeriod(period),
  state,
  stateName: nameOfBeat(state),
  reports: [...reports],
  unaddressed: unaddressed.map(nameOfBody),
  awaiting: awaiting.map(nameOfBody),
})
