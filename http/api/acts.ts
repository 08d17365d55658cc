import type { Result } from '../../domain/result.ts'
import { streamOfKey } from '../../store/commands.ts'
import { loadStreams } from '../../store/events.ts'
import { handle, type Outcome } from '../../store/handle.ts'
import type { Store } from '../../store/store.ts'
import { notFound } from '../errors.ts'
import type { Ask } from '../route.ts'

/**
 * Carries out an act on something that is there. Unknown things answer as invisible ones do; with `NEW`, the act may be the
 * first on its stream and the caller knows that there is such a thing.
 */
export async function carryOut(
  store: Store,
  stream: string,
  noun: string,
  ask: Ask,
  mayBe: 'KNOWN' | 'NEW' = 'KNOWN',
): Promise<Result<Outcome>> {
  const result = await handle(store, commandOf(stream, noun, ask))
  return result.ok || mayBe === 'NEW' || (await exists(store, stream)) ? result : notFound()
}

/**
 * Carries out the act that makes something new. The thing's number is taken here, outside the command: sent again under
 * its key, the command goes to the number it got the first time; and where somebody else took the number meanwhile, it is
 * tried with the next.
 */
export async function create(
  store: Store,
  noun: string,
  ask: Ask,
  nextStream: () => Promise<string>,
): Promise<Result<Outcome>> {
  let tried = ''
  for (;;) {
    const earlier = await streamOfKey(store, ask.person, ask.key)
    const stream = earlier ?? (await nextStream())
    const result = await handle(store, commandOf(stream, noun, ask))
    if (result.ok || earlier !== undefined) return result
    const keyWasUsedMeanwhile = result.error.field === 'Idempotency-Key'
    const numberWasTaken = stream !== tried && (await exists(store, stream))
    if (!keyWasUsedMeanwhile && !numberWasTaken) return result
    tried = stream
  }
}

function commandOf(stream: string, noun: string, { person, now, key, expected, body }: Ask) {
  return { stream, noun, input: body ?? {}, person, now, key, expected }
}

async function exists(store: Store, stream: string): Promise<boolean> {
  const { states } = await loadStreams(store.database.pool, store, [stream])
  return (states.get(stream)?.version ?? 0) > 0
}

/** The rest of a handler after an act: nothing when it was refused, else what the page shows now. */
export async function thenShow<T>(done: Result<Outcome>, show: () => Promise<Result<T>>): Promise<Result<T>> {
  return done.ok ? show() : done
}
