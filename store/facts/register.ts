import type { PoolClient } from 'pg'
import type { Command } from '../../domain/command.ts'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import type { Lookups } from '../../domain/module.ts'
import type { CountedComplaint } from '../../domain/register/statistics.ts'
import { quarterOf } from '../../domain/time.ts'
import type { Store } from '../store.ts'
import { sealedPartsNamed } from './sealed-parts.ts'

/** What the register counts and commits to: a quarter's complaints, and the sealed report that was sent in. */
export async function registerLookups(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const { quarter } = (command.input ?? {}) as { readonly quarter?: unknown }
  if (command.noun === 'quarters') return { counted: await countedOf(trx, store, String(quarter)) }
  if (command.noun === 'reports') return { sealedParts: await sealedPartsNamed(trx, store, command.input) }
  return {}
}

/** CMP-008: what was received in the quarter and what has become of it. What went to a body above is that body's to count. */
async function countedOf(trx: PoolClient, store: Store, quarter: string): Promise<readonly CountedComplaint[]> {
  const { rows } = await trx.query<{ state: Complaint }>(
    "select state from complaint_view where organ = $1 and stage <> 'UPWARD' order by id",
    [store.organ],
  )
  const asked = quarter.replace('-', '')
  return rows.filter(({ state }) => quarterOf(state.receivedOn) === asked).map(({ state }) => counted(state))
}

const counted = (state: Complaint): CountedComplaint => ({
  boards: state.boards,
  industryConduct: state.industryConduct,
  transferred: state.transfers.length > 0,
  disposed: state.proposal?.approvedOn !== undefined,
  closed: state.closedOn !== undefined,
  substantiated: state.result === 'SUBSTANTIATED' || state.result === 'PARTLY',
})
