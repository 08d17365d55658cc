import type { PoolClient } from 'pg'
import { newBell } from './log/bell.ts'
import type { Store } from './store.ts'

/** Tells of what was committed to streams, by whichever program on the same database. */
export interface Committed {
  /**
   * Calls `told` after every commit to the stream, and whenever one may have been missed.
   * @returns what ends it.
   */
  readonly follow: (stream: string, told: () => void) => () => void
  readonly close: () => Promise<void>
}

/** Named in store/migrations/0005-meetings.sql, which says of which streams is told. */
const CHANNEL = 'committed'
const RETRY_MS = 1_000

/**
 * Listens for commits on one connection of the pool, from the first time that somebody asks until it is closed. A connection
 * that is lost is made again, and then everybody is told: what happened in between was not heard.
 */
export function listenForCommits(store: Store): Committed {
  const followers = new Map<string, Set<() => void>>()
  const bell = newBell()
  const closing = Promise.withResolvers<void>()
  let closed = false
  let listening: Promise<void> | undefined

  const tell = (stream: string) => {
    for (const told of followers.get(stream) ?? []) told()
  }
  const heard = ({ payload = '' }: { readonly payload?: string | undefined }) => {
    const [organ, stream = ''] = payload.split(' ')
    if (organ === store.organ) tell(stream)
  }

  const listen = async () => {
    const client = await store.database.pool.connect()
    try {
      client.on('notification', heard)
      const lost = lossOf(client)
      await client.query(`listen ${CHANNEL}`)
      for (const stream of followers.keys()) tell(stream)
      await Promise.race([lost, closing.promise])
    } finally {
      // Ended rather than handed back: nobody else is to hear what is told on it.
      client.release(true)
    }
  }
  const keepListening = async () => {
    while (!closed) {
      await listen().catch(() => undefined)
      if (!closed) await bell.wait(RETRY_MS)
    }
  }

  return {
    follow: (stream, told) => {
      const all = followers.get(stream) ?? new Set()
      followers.set(stream, all.add(told))
      if (!closed) listening ??= keepListening()
      return () => {
        all.delete(told)
        if (all.size === 0 && followers.get(stream) === all) followers.delete(stream)
      }
    },
    close: async () => {
      closed = true
      closing.resolve()
      bell.ring()
      await listening
    },
  }
}

/** Ends when the connection does, however it does. */
function lossOf(client: PoolClient): Promise<void> {
  return new Promise(resolve => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
  })
}
