import { ok, type Result } from '../../domain/result.ts'
import type { Store } from '../../store/store.ts'
import { readLogStatus } from '../../store/views/log.ts'
import type { LogView } from './contract.ts'

/** GET /log */
export async function status(store: Store): Promise<Result<LogView>> {
  const { size, published, pending, trouble, witnesses } = await readLogStatus(store)
  return ok({
    size,
    pending,
    witnesses: witnesses.map(({ name, ok: cosigned, at, sentence }) => ({ name, ok: cosigned, at, sentence })),
    ...(published ? { published: { size: published.size, at: published.at } } : {}),
    ...(trouble ? { trouble } : {}),
  })
}
