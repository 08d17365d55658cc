import type { PoolClient } from 'pg'
import { OperatorError } from '../operator-error.ts'
import { type Bell, newBell } from './bell.ts'
import { rememberTrouble } from './head.ts'
import { LOG_LOCK } from './log-lock.ts'
import { LogHalted, type OpenLog, openLog, type RoundParts } from './open-log.ts'
import { progressOf } from './progress.ts'
import { greetWitnesses, publish } from './publish.ts'
import { MovedMeanwhile, sequence } from './sequence.ts'
import { signedFile } from './signed-file.ts'

export interface LogParts extends Omit<RoundParts, 'memory'> {
  /** What was signed is remembered here, beside the keys. */
  readonly dataDir: string
}

export interface RunningLog {
  /** Ends after the step at hand; what is not published yet is published at the next start. */
  readonly stop: () => Promise<void>
  /** Looks for new events now instead of in a moment. */
  readonly wake: () => void
}

const POLL_MS = 150
/** Until another program's lock is tried again, and until a log that had to be closed is opened again. */
const RETRY_MS = 1_000
/** What only an operator can put right is not asked about as often. */
const HALTED_MS = 5_000
/** A store or witnesses that fail are tried again after a second, then after two, up to this. */
const LONGEST_RETRY_MS = 10_000

interface Life {
  readonly parts: RoundParts
  readonly bell: Bell
  stopping: boolean
  /** What was reported last; `undefined` before anything was. */
  trouble: { readonly sentence: string | undefined } | undefined
}

/**
 * Keeps the log: events get their places, and the world is shown them, until it is stopped. Of several programs on one
 * database one keeps the log, and the others wait to take over. Whatever goes wrong is said in `log_head.trouble`, and
 * tried again; events are recorded all the while, and none is lost.
 */
export function startLog({ dataDir, ...parts }: LogParts): RunningLog {
  const memory = signedFile(dataDir, parts.keys.origin)
  const life: Life = { parts: { ...parts, memory }, bell: newBell(), stopping: false, trouble: undefined }
  const done = live(life)
  return {
    wake: life.bell.ring,
    stop: async () => {
      life.stopping = true
      life.bell.ring()
      await done
    },
  }
}

async function live(life: Life): Promise<void> {
  while (!life.stopping) {
    try {
      await withLock(life, client => keep(life, client))
    } catch (error) {
      // To have been overtaken is no trouble: what the other has written is read when the log is opened again.
      if (!(error instanceof MovedMeanwhile)) await report(life, sentenceOf(error))
      if (!life.stopping) await life.bell.wait(error instanceof LogHalted ? HALTED_MS : RETRY_MS)
    }
  }
}

/** The lock belongs to the connection that also does all the writing: without the one there is not the other. */
async function withLock(life: Life, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const { organ, database } = life.parts.store
  const client = await database.pool.connect()
  // The next statement on a connection that was lost says so; without a listener, losing it would end the program.
  client.on('error', () => {})
  try {
    while (!life.stopping) {
      const { rows } = await client.query<{ mine: boolean }>(
        `select pg_try_advisory_lock(${LOG_LOCK}, hashtext($1)) as mine`,
        [organ],
      )
      if (rows[0]?.mine) return await work(client)
      await life.bell.wait(RETRY_MS)
    }
  } finally {
    // Ended rather than handed back: the lock goes with it, whatever state an error left it in.
    client.release(true)
  }
}

async function keep(life: Life, client: PoolClient): Promise<void> {
  const log = await openLog(life.parts, client)
  await greetWitnesses(log)
  const progress = progressOf(log)
  let failures = 0
  let retryAt = 0
  while (!life.stopping) {
    const { logged, more } = await sequence(log)
    await progress(logged, more)
    if (performance.now() >= retryAt) {
      const trouble = await whyNotPublished(log)
      failures = trouble === undefined ? 0 : failures + 1
      retryAt = trouble === undefined ? 0 : performance.now() + Math.min(500 * 2 ** failures, LONGEST_RETRY_MS)
      await report(life, trouble)
    }
    if (!more) await life.bell.wait(POLL_MS)
  }
}

/**
 * Publishes, or says why not: full disks, storage that is away and missing witnesses pass, and nothing that is known of the
 * log becomes doubtful by them.
 * @throws whatever does make it doubtful.
 */
async function whyNotPublished(log: OpenLog): Promise<string | undefined> {
  try {
    return await publish(log)
  } catch (error) {
    if (error instanceof OperatorError && !(error instanceof LogHalted)) return error.message
    throw error
  }
}

/** Remembers why nothing is published, or that all is well again; says it too, when it is news. */
async function report(life: Life, sentence: string | undefined): Promise<void> {
  if (life.trouble && life.trouble.sentence === sentence) return
  const { store, say } = life.parts
  if (sentence !== undefined) say?.(`透明日志：${sentence}`)
  else if (life.trouble?.sentence !== undefined) say?.('透明日志：恢复正常')
  try {
    await rememberTrouble(store.database.pool, store.organ, sentence)
    life.trouble = { sentence }
  } catch {
    // The database is away as well; it is told when it is back, because what was not told is not remembered as told.
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof OperatorError) return error.message
  return `出错，稍后自动再试：${error instanceof Error ? error.message : String(error)}`
}
