import type { PoolClient } from 'pg'
import type { Command } from '../../domain/command.ts'
import { idOf, moduleOf } from '../../domain/ids.ts'
import { meetingIdPrefix } from '../../domain/meeting/ids.ts'
import type { Lookups } from '../../domain/module.ts'
import { hiddenFieldsOf } from '../../domain/registry.ts'
import { splitSummaryId } from '../../domain/summary/summary.ts'
import type { Store } from '../store.ts'
import { rotationLookups } from '../views/staff-rotations.ts'
import { nextIdLookups } from './next-ids.ts'
import { registerLookups } from './register.ts'
import { sealedPartLookups } from './sealed-parts.ts'
import { spotCheckLookups, uploadedFiles } from './spot-checks.ts'

/**
 * What a decision needs and no stream it names can tell. Most commands need none of it and cost no statement here.
 * A matter concluded between this and the append changes `seen` of nothing; the summary's own rule (the period must be
 * over) is what keeps it complete.
 */
export async function lookupsFor(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const input = (command.input ?? {}) as Record<string, unknown>
  switch (moduleOf(command.stream)) {
    case 'matter': {
      if (command.noun !== 'materials' || typeof input.hash !== 'string') return {}
      const { rows } = await trx.query<{ name: string; size: number; mime: string }>(
        'select name, size, mime from file where organ = $1 and hash = $2 and person = $3',
        [store.organ, input.hash, command.person],
      )
      return rows[0] ? { files: { [input.hash]: rows[0] } } : {}
    }
    case 'meeting': {
      if (command.noun !== 'calling') return {}
      const prefix = `meeting/${meetingIdPrefix(input)}`
      const { rows } = await trx.query<{ count: number }>(
        'select count(*) from stream_head where organ = $1 and starts_with(stream, $2)',
        [store.organ, prefix],
      )
      return { calledThisYear: rows[0]?.count ?? 0 }
    }
    case 'summary': {
      const { item } = splitSummaryId(idOf(command.stream))
      const { rows } = await trx.query<{ id: string }>(
        'select id from matter_view where organ = $1 and item = $2 and submitted_at is not null order by id',
        [store.organ, item],
      )
      return { mattersOfItem: rows.map(row => row.id) }
    }
    case 'rotation': {
      const plan = command.noun === 'establishments' && typeof input.plan === 'number' ? input.plan : undefined
      return rotationLookups(trx, store.organ, idOf(command.stream), plan)
    }
    case 'disclosure': {
      if (command.noun !== 'erasure-requests' || typeof input.stream !== 'string') return {}
      const { rows } = await trx.query<{ type: string }>(
        'select type from event where organ = $1 and stream = $2 and version = $3',
        [store.organ, input.stream, isVersion(input.version) ? input.version : 0],
      )
      return rows[0] ? { hiddenFields: hiddenFieldsOf(input.stream, rows[0].type) } : {}
    }
    case 'complaint':
      return sealedPartLookups(trx, store, command)
    case 'register':
      return registerLookups(trx, store, command)
    case 'spot-check':
      return spotCheckLookups(trx, store, command)
    case 'inspection':
      return { ...(await nextIdLookups(trx, store, command)), ...(await uploadedFiles(trx, store, command)) }
    case 'accountability':
    case 'supervision':
      return nextIdLookups(trx, store, command)
    default:
      return {}
  }
}

// What is no version names no event; PostgreSQL would stumble over some of it.
const isVersion = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) < 2 ** 31

/** Whether `lookupsFor` would find anything for this command; most decisions need no lookup. */
export function needsLookups(command: Command): boolean {
  switch (moduleOf(command.stream)) {
    case 'matter':
      return command.noun === 'materials'
    case 'meeting':
      return command.noun === 'calling'
    case 'summary':
    case 'rotation':
    case 'register':
    case 'complaint':
    case 'spot-check':
    case 'inspection':
    case 'accountability':
    case 'supervision':
      return true
    case 'disclosure':
      return command.noun === 'erasure-requests'
    default:
      return false
  }
}
