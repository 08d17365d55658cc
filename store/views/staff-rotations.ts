import type { PoolClient } from 'pg'
import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { parseNote } from '../../domain/log/note.ts'
import type { Lookups } from '../../domain/module.ts'
import { groupsOfRotation, type KnownGroup } from '../../domain/rotation/group-ids.ts'
import type { Rotation } from '../../domain/rotation/rotation.ts'
import type { Store } from '../store.ts'

/** Every planning of a rotation, the latest first day first. There are a few a year. */
export async function listRotations(
  store: Store,
): Promise<readonly { readonly id: string; readonly version: number; readonly state: Rotation }[]> {
  const rows = await store.database.kysely
    .selectFrom('rotation_view')
    .select(['id', 'version', 'state'])
    .where('organ', '=', store.organ)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ id, version, state }) => ({ id, version, state: state as Rotation }))
}

/**
 * What planning a rotation looks at besides its own stream: the latest review groups, the log as it was last signed, and,
 * when a plan is to be established, the numbers that its groups get.
 *
 * @param plan the plan to be established, if that is asked.
 */
export async function rotationLookups(
  on: Pick<PoolClient, 'query'>,
  organ: string,
  rotation: string,
  plan?: number,
): Promise<Required<Pick<Lookups, 'groupsOfRotation' | 'seed'>>> {
  const known = await on.query<KnownGroup>(
    `select id, board, to_char(first_day, 'YYYY-MM-DD') as from from review_group_view where organ = $1 order by id`,
    [organ],
  )
  const planned =
    plan === undefined
      ? []
      : (
          await on.query<{ state: Rotation }>('select state from rotation_view where organ = $1 and id = $2', [
            organ,
            rotation,
          ])
        ).rows
  const groups = planned[0]?.state.plans.find(p => p.plan === plan)?.groups ?? []
  return { groupsOfRotation: groupsOfRotation(known.rows, rotation, groups), seed: await signedHead(on, organ) }
}

/** The largest tree that was ever signed; nothing at all before the first. */
async function signedHead(on: Pick<PoolClient, 'query'>, organ: string): Promise<{ size: number; root: string }> {
  const { rows } = await on.query<{ signed: string | null }>('select signed from log_head where organ = $1', [organ])
  const note = rows[0]?.signed
  if (!note) return { size: 0, root: '' }
  const parsed = parseNote(new TextEncoder().encode(note))
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed
  if (!checkpoint.ok) throw new Error(`the signed head of the log is unreadable: ${checkpoint.error.sentence}`)
  return { size: checkpoint.value.size, root: Buffer.from(checkpoint.value.root).toString('hex') }
}
