import { streams } from '../domain/ids.ts'
import { summaryId } from '../domain/summary/summary.ts'
import type { Day } from '../domain/time.ts'
import { calendar, FIRST_DAY, LAST_DAY, workdaysFrom } from './calendar.ts'
import { deskWork } from './desk.ts'
import { tales } from './matters.ts'
import { type Called, hold, prepare } from './meetings.ts'
import { staff } from './people.ts'
import type { Recorder } from './recorder.ts'
import { createTeller, type Teller } from './teller.ts'
import { draft, type Told } from './verbs.ts'

export interface Telling {
  readonly onProgress?: (day: Day, done: number, of: number) => void
}

/** What happens on a certain day besides matters and meetings. */
const occasions: Readonly<Record<Day, (t: Teller) => Promise<void>>> = {
  '2026-10-13': t =>
    summarise(t, 'DEMO-PM-01', 'TRANSPORT', '三季度涉路施工许可均按承诺时限办结，未发生施工安全事故。'),
  // E-01: a leader goes away, and another signs in their place.
  '2026-10-16': t =>
    t.act('leader-2', streams.organisation, 'delegations', {
      to: 'leader-3',
      departments: ['CAPITAL_CONSTRUCTION', 'LOCAL_RAILWAY'],
      firstDay: '2026-10-19',
      lastDay: '2026-10-23',
      reason: '参加外省工作调研',
    }),
  '2026-10-20': t =>
    summarise(t, 'DEMO-EN-02', 'ENFORCEMENT_BUREAU', '三季度一般程序案件均已公示，无复议、诉讼撤销情形。'),
}

const summarise = (t: Teller, item: string, department: string, note: string) =>
  t.act(staff('clerk', department, 1), `summary/${summaryId(item, '2026Q3')}`, 'submission', { note })

/** The one 初审例会 of the last day whose minutes the chair has yet to sign. */
const leftUnsigned = ({ id, on }: Called) => on === LAST_DAY && id.includes('-CAPITAL_CONSTRUCTION-')

/**
 * Tells three months of the demonstration agency, 2026-08-24 to 2026-11-20, into a record on which the foundation has been
 * laid. Every telling gives the same events. @throws with the sentence of the refusal when a rule says no.
 */
export async function tellStory(recorder: Recorder, { onProgress }: Telling = {}): Promise<void> {
  const t = createTeller(recorder)
  const days = workdaysFrom(FIRST_DAY, LAST_DAY)
  const tolds: Told[] = []
  const called: Called[] = []
  for (const [index, day] of days.entries()) {
    t.moveTo(day, '08:40')
    await occasions[day]?.(t)
    for (const tale of tales.filter(({ on }) => on === day)) {
      tolds.push(await draft(t, tale, tolds.find(told => told.tale.key === tale.previous?.key)?.id))
    }
    for (const told of tolds) await deskWork(t, told)
    for (const meeting of called.filter(({ on }) => on === day).toSorted(byTime)) {
      t.moveTo(day, meeting.time)
      await hold(t, meeting, tolds, !leftUnsigned(meeting))
    }
    t.moveTo(day, '16:30')
    for (const sitting of calendar.filter(({ prepareOn }) => prepareOn === day)) {
      called.push(...(await prepare(t, sitting, tolds, called)))
    }
    onProgress?.(day, index + 1, days.length)
  }
}

const byTime = (a: Called, b: Called): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
