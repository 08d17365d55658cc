import type { Actor } from '../../domain/decider.ts'
import type { RegisterEvent } from '../../domain/register/events.ts'
import { addDays, type Day, dayOf } from '../../domain/time.ts'
import type { Store } from '../store.ts'

type DataOf<Type extends RegisterEvent['type']> = Extract<RegisterEvent, { type: Type }>['data']

/** What stands in the register, read from its events; the digests of days are left where they are. */
export interface RegisterRecord {
  readonly lastClosed?: Day | undefined
  /** Days after the first closed one and before the last that were never closed: each is an alarm (S122). */
  readonly missingDays: readonly Day[]
  readonly page?: DataOf<'register.page-published'> | undefined
  /** The newest first, each quarter as it was published last. */
  readonly quarters: readonly DataOf<'register.quarter-published'>[]
  readonly reports: readonly (DataOf<'register.report-submitted'> & {
    readonly submittedOn: Day
    readonly receivedBy: readonly { readonly person: string; readonly on: Day }[]
  })[]
  readonly exports: readonly (DataOf<'register.exported'> & { readonly on: Day })[]
}

interface Row {
  readonly type: RegisterEvent['type']
  readonly data: unknown
  readonly at: Date
  readonly actor: Actor
}

export async function readRegister(store: Store): Promise<RegisterRecord> {
  const { rows } = await store.database.pool.query<Row>(
    `select type, data, at, actor from event
      where organ = $1 and stream = 'register' and type <> 'register.day-closed' order by version`,
    [store.organ],
  )
  const of = <Type extends RegisterEvent['type']>(type: Type) =>
    rows
      .filter(row => row.type === type)
      .map(row => ({ data: row.data as DataOf<Type>, on: dayOf(row.at.toISOString()) }))
  const receipts = of('register.report-received')
  const quarters = new Map(of('register.quarter-published').map(({ data }) => [data.quarter, data]))
  const days = await closedDays(store)
  return {
    lastClosed: days.at(-1),
    missingDays: gapsIn(days),
    page: of('register.page-published').at(-1)?.data,
    quarters: [...quarters.values()].toSorted((a, b) => (a.quarter < b.quarter ? 1 : -1)),
    reports: of('register.report-submitted').map(({ data, on }) => ({
      ...data,
      submittedOn: on,
      receivedBy: receipts
        .filter(receipt => receipt.data.no === data.no)
        .map(receipt => ({ person: receipt.data.person, on: receipt.on })),
    })),
    exports: of('register.exported').map(({ data, on }) => ({ ...data, on })),
  }
}

async function closedDays(store: Store): Promise<readonly Day[]> {
  const { rows } = await store.database.pool.query<{ day: Day }>(
    `select data ->> 'day' as day from event
      where organ = $1 and stream = 'register' and type = 'register.day-closed' order by 1`,
    [store.organ],
  )
  return rows.map(({ day }) => day)
}

function gapsIn(days: readonly Day[]): readonly Day[] {
  const closed = new Set(days)
  const [first, last] = [days[0], days.at(-1)]
  const gaps: Day[] = []
  if (first === undefined || last === undefined) return gaps
  for (let day = first; day < last; day = addDays(day, 1)) if (!closed.has(day)) gaps.push(day)
  return gaps
}

/** Asked each time that days are closed: one look at an index. */
export async function lastClosedDay(store: Store): Promise<Day | undefined> {
  const { rows } = await store.database.pool.query<{ day: Day | null }>(
    `select max(data ->> 'day') as day from event where organ = $1 and type = 'register.day-closed'`,
    [store.organ],
  )
  return rows[0]?.day ?? undefined
}

/** The script of the complaint page as it was published last. */
export async function publishedPage(store: Store): Promise<DataOf<'register.page-published'> | undefined> {
  const { rows } = await store.database.pool.query<{ data: DataOf<'register.page-published'> }>(
    `select data from event where organ = $1 and stream = 'register' and type = 'register.page-published'
      order by version desc limit 1`,
    [store.organ],
  )
  return rows[0]?.data
}
