import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from '../http/server.ts'
import { demoPassword } from '../store/accounts.ts'
import { connect } from '../store/connect.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/store.ts'
import { type Session, signIn } from '../test/support/api.ts'
import { type Crowd, crowdOpen, pourInto } from '../test/support/crowd.ts'
import { type Figure, figure, median } from './support.ts'

const ITEMS = 40
const VOTES_AN_ITEM = 3
const GOAL_MS = 300

/**
 * A meeting of 60 members with 40 items on a real server, followed by all 60 in connections of their own: how long it takes
 * from a member's vote being sent until it has arrived in every one of them. On the last item everybody votes.
 */
export async function meeting(): Promise<Record<string, Figure>> {
  const crowd = await crowdOpen(ITEMS)
  const hall = await openHall(crowd)
  try {
    const samples: number[] = []
    for (const [index, matter] of crowd.matters.entries()) {
      const voters = index === ITEMS - 1 ? crowd.members : rotated(crowd.members, index).slice(0, VOTES_AN_ITEM)
      await hall.does(crowd.recorder, 'item-starts', { matter })
      for (const person of voters) {
        const vote = { matter, person, position: 'AGREE', words: '材料齐全，程序合规，同意本处室意见。' }
        samples.push(await hall.does(person, 'opinions', vote))
      }
      await hall.does(crowd.recorder, 'postponements', { matter, reason: '转入下一议题' })
    }
    return {
      vote_shown_p95_ms: figure(percentile(samples, 0.95), 'ms', null, `≤ ${GOAL_MS}`),
      vote_shown_median_ms: figure(median(samples), 'ms', null, `≤ ${GOAL_MS}`),
    }
  } finally {
    await hall.close()
  }
}

interface Hall {
  /** Does something in the meeting. @returns milliseconds until every follower has seen it. */
  readonly does: (person: string, noun: string, input: object) => Promise<number>
  readonly close: () => Promise<void>
}

/** The meeting on a server of its own, everybody signed in and following it. */
async function openHall(crowd: Crowd): Promise<Hall> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-bench-'))
  const connection = await connect({ databaseUrl: '', dataDir }, console.error, { max: 20 })
  await migrate(connection.pool)
  const store = openStore(connection, 'BENCH')
  await pourInto(store, crowd.story)
  const server = await createServer({
    store,
    config: { dataDir, logLevel: 'silent' },
    clock: { now: () => crowd.story.now() },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const path = `/meetings/${crowd.meeting}`
  const sessions = new Map<string, Session>()
  for (const person of crowd.members) sessions.set(person, await signIn(base, person, demoPassword))
  const followers = await Promise.all(
    [...sessions.values()].map(({ cookie }) => follow(`${base}/api/v1${path}/live`, cookie)),
  )
  const close = async () => {
    for (const follower of followers) follower.close()
    await server.close()
    await connection.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const does = async (person: string, noun: string, input: object) => {
    const next = Math.max(...followers.map(follower => follower.version())) + 1
    const started = performance.now()
    const posted = sessions.get(person)?.post(`${path}/${noun}`, input)
    const arrived = Promise.all(followers.map(follower => follower.sees(next))).then(() => performance.now() - started)
    await posted
    return arrived
  }
  return { does, close }
}

interface Follower {
  readonly version: () => number
  readonly sees: (version: number) => Promise<void>
  readonly close: () => void
}

/** Follows as a browser does, but looks only at which version came. */
function follow(url: string, cookie: string): Promise<Follower> {
  return new Promise((resolve, reject) => {
    let version = 0
    let waiting: { readonly version: number; readonly seen: () => void } | undefined
    const request = get(url, { headers: { cookie } }, response => {
      if (response.statusCode !== 200) reject(new Error(`the stream was answered with ${response.statusCode}`))
      response.setEncoding('utf8').on('error', () => {})
      let rest = ''
      response.on('data', (chunk: string) => {
        const events = (rest + chunk).split('\n\n')
        rest = events.pop() ?? ''
        // An event has arrived when all of it has.
        for (const event of events) version = Number(/^id: (\d+)$/m.exec(event)?.[1] ?? version)
        if (waiting && version >= waiting.version) waiting.seen()
        if (version > 0) resolve(follower)
      })
    })
    request.on('error', reject)
    const follower: Follower = {
      version: () => version,
      sees: wanted =>
        new Promise(seen => {
          if (version >= wanted) seen()
          else waiting = { version: wanted, seen }
        }),
      close: () => request.destroy(),
    }
  })
}

const rotated = <T>(all: readonly T[], by: number): readonly T[] => [...all.slice(by), ...all.slice(0, by)]

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}
