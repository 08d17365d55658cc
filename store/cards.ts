import { overdueRectifications as overdueInClue } from '../domain/accountability/clocks.ts'
import type { Complaint } from '../domain/complaint/complaint.ts'
import { streams } from '../domain/ids.ts'
import { overdueRectifications } from '../domain/inspection/overdue.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { departmentsOf } from '../domain/organisation/posts.ts'
import type { Rulebook } from '../domain/rulebook/rulebook.ts'
import { cardForRefusedRequest, cardsForLate, type DueCard } from '../domain/supervision/due.ts'
import { type Day, dayOf, type Instant } from '../domain/time.ts'
import { nextId } from './facts/next-ids.ts'
import { handle } from './handle.ts'
import type { Store } from './store.ts'
import { listClues } from './views/accountability.ts'
import { readAgency } from './views/agency.ts'
import { listInspections } from './views/inspections.ts'

/**
 * Shows what cards are due: a rectification that is late, a second one when it still is after the set days (E-63), and a
 * request for a reporter's identity that the other custodian refused (E-59). Running it again shows none twice.
 * @returns how many were shown.
 */
export async function showDueCards(store: Store, now: Instant): Promise<number> {
  const { organisation, rulebook } = await readAgency(store)
  const today = dayOf(now)
  const due = [
    ...(await lateRectifications(store, rulebook, today)),
    ...(await refusedRequests(store, organisation, today)),
  ]
  let shown = 0
  for (const { key, input } of due) {
    const stream = streams.supervision(await nextId(store.database.pool, store, 'supervision', now))
    const done = await handle(store, { stream, noun: 'showing', input, person: SYSTEM, now, key })
    if (done.ok && !done.value.repeated) shown++
  }
  return shown
}

async function lateRectifications(store: Store, rulebook: Rulebook, today: Day): Promise<readonly DueCard[]> {
  const [inspections, clues] = await Promise.all([listInspections(store, { state: 'open' }), listClues(store, 'open')])
  const late = [
    ...inspections.flatMap(({ state }) =>
      overdueRectifications(state, today).map(one => ({ ...one, on: streams.inspection(state.id), shown: true })),
    ),
    // Which clue it is of is for the group alone.
    ...clues.flatMap(state =>
      overdueInClue(state, today).map(one => ({ ...one, on: streams.accountability(state.id), shown: false })),
    ),
  ]
  return late.flatMap(one => cardsForLate(one, rulebook, today))
}

async function refusedRequests(store: Store, organisation: Organisation, today: Day): Promise<readonly DueCard[]> {
  const rows = await store.database.kysely
    .selectFrom('complaint_view')
    .select('state')
    .where('organ', '=', store.organ)
    .execute()
  return rows
    .map(row => row.state as Complaint)
    .flatMap(({ id, openings }) =>
      openings
        .filter(({ stage, asker, declinedBy }) => stage === 'DECLINED' && declinedBy !== asker)
        .flatMap(({ opening, asker }) => {
          const department = departmentsOf(organisation, asker, today)[0]
          return department === undefined ? [] : [cardForRefusedRequest(id, opening, department)]
        }),
    )
}
