import { overdueRectifications as overdueInClue } from '../domain/accountability/clocks.ts'
import type { Complaint } from '../domain/complaint/complaint.ts'
import { streams } from '../domain/ids.ts'
import { overdueRectifications } from '../domain/inspection/overdue.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { departmentsOf } from '../domain/organisation/posts.ts'
import { numberOn, type Rulebook } from '../domain/rulebook/rulebook.ts'
import { addWorkdays, type Day, dayOf, formatDay, type Instant } from '../domain/time.ts'
import { nextId } from './facts/next-ids.ts'
import { handle } from './handle.ts'
import type { Store } from './store.ts'
import { listClues } from './views/accountability.ts'
import { readAgency } from './views/agency.ts'
import { listInspections } from './views/inspections.ts'

/** A card that is due: `key` names what it is for, so that it is shown once. */
interface Due {
  readonly key: string
  readonly input: {
    readonly colour: 'YELLOW' | 'RED'
    readonly subject: string
    readonly department: string
    readonly clause: string
    readonly ground: 'RECTIFICATION_LATE' | 'IDENTITY_ACCESS'
    readonly dueOn?: Day
    readonly words: string
  }
}

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

async function lateRectifications(store: Store, rulebook: Rulebook, today: Day): Promise<readonly Due[]> {
  const [inspections, clues] = await Promise.all([listInspections(store, { state: 'open' }), listClues(store, 'open')])
  const redAfter = numberOn(rulebook, 'supervision.redAfter', today)
  const late = [
    ...inspections.flatMap(({ state }) =>
      overdueRectifications(state, today).map(one => ({ ...one, on: streams.inspection(state.id), shown: true })),
    ),
    // Which clue it is of is for the group alone.
    ...clues.flatMap(state =>
      overdueInClue(state, today).map(one => ({ ...one, on: streams.accountability(state.id), shown: false })),
    ),
  ]
  return late.flatMap(({ on, shown, finding, department, dueOn }) => {
    const card = (colour: 'YELLOW' | 'RED', words: string): Due => ({
      key: `card:${colour}:${on}:${finding}:${dueOn}`,
      input: {
        ...{ colour, subject: shown ? on : '', department, clause: 'E-63', ground: 'RECTIFICATION_LATE', dueOn, words },
      },
    })
    const yellow = card('YELLOW', `应于${formatDay(dueOn)}前完成的整改，逾期没有报告。`)
    const isRed = today > addWorkdays(dueOn, redAfter).day
    return isRed ? [yellow, card('RED', `应于${formatDay(dueOn)}前完成的整改，亮黄牌后仍没有完成。`)] : [yellow]
  })
}

/** E-59: who asked and was refused is looked at; neither the report nor its number is on the card. */
async function refusedRequests(store: Store, organisation: Organisation, today: Day): Promise<readonly Due[]> {
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
          const words = '查看举报人身份的申请未获另一名受托人同意，请组长核查。'
          const input = { colour: 'RED', subject: '', department: department ?? '', clause: 'E-59' } as const
          return department === undefined
            ? []
            : [{ key: `card:RED:${id}:${opening}`, input: { ...input, ground: 'IDENTITY_ACCESS' as const, words } }]
        }),
    )
}
