/** The HTTP edge alone over a copy of the demonstration, asked without a socket, with a clock that the test moves. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { SignerKey } from '../../domain/log/key.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { type Instant, instantAt } from '../../domain/time.ts'
import type { Problem } from '../../http/api/contract.ts'
import type { ReportSettings } from '../../http/api/report-desk.ts'
import { createServer } from '../../http/server.ts'
import { demoPassword } from '../../store/accounts.ts'
import { openStore, type Store } from '../../store/store.ts'
import { DEMO_ORGAN, demoFiles, testDatabase } from '../support/database.ts'

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PUT'
  readonly headers?: Record<string, string>
  /** Sent as JSON unless it is text already. */
  readonly body?: unknown
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly text: string
  readonly headers: Record<string, unknown>
}

export interface Visitor {
  readonly cookie: string
  readonly csrf: string
  readonly get: (path: string) => Promise<Answer>
  /** With the session's token and a key of its own, unless the headers say otherwise. */
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
}

export interface Edge {
  readonly app: FastifyInstance
  readonly store: Store
  /** What was logged. */
  readonly lines: string[]
  readonly now: () => Instant
  readonly moveTo: (day: string, time?: string) => void
  readonly ask: (path: string, sent?: Sent) => Promise<Answer>
  readonly signIn: (login: string, password?: string) => Promise<Visitor>
  readonly events: () => Promise<number>
  readonly close: () => Promise<void>
}

export interface EdgeOptions {
  readonly contents?: 'empty' | 'demo'
  readonly dataDir?: string
  /** Fills an empty database before the server is made. */
  readonly fill?: (store: Store) => Promise<void>
  /** How often those who follow a meeting are looked at. */
  readonly heartbeatMs?: number
  /** Where the log's published files are. */
  readonly tiles?: LogSource
  readonly signer?: SignerKey
  readonly reports?: ReportSettings
}

export async function openEdge({
  contents = 'demo',
  dataDir = demoFiles,
  fill,
  ...parts
}: EdgeOptions = {}): Promise<Edge> {
  const database = await testDatabase(contents)
  const store = openStore(database, DEMO_ORGAN)
  await fill?.(store)
  let now = instantAt('2026-11-23', '09:00')
  const lines: string[] = []
  const config = { dataDir, logLevel: 'info' }
  const log = { write: (line: string) => void lines.push(line) }
  const app = await createServer({ store, config, clock: { now: () => now }, log, ...parts })

  const ask = async (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> => {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const type = payload === undefined ? {} : { 'content-type': 'application/json' }
    const response = await app.inject({
      method,
      url: path.startsWith('/api') ? path : `/api/v1${path}`,
      headers: { ...type, ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    const json = String(response.headers['content-type']).includes('json')
    const { statusCode: status, body: text } = response
    return { status, text, body: json ? JSON.parse(text) : text, headers: response.headers }
  }
  const signIn = async (login: string, password = demoPassword): Promise<Visitor> => {
    const answer = await ask('/session', { method: 'POST', body: { login, password } })
    assert.equal(answer.status, 200, answer.text)
    const cookie = String([answer.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    const { csrf = '' } = answer.body as { csrf?: string }
    const visitor: Visitor = {
      cookie,
      csrf,
      get: path => ask(path, { headers: { cookie } }),
      post: (path, body = {}, headers = {}) => {
        const own = { cookie, 'x-csrf-token': csrf, 'idempotency-key': randomUUID() }
        return ask(path, { method: 'POST', headers: { ...own, ...headers }, body })
      },
    }
    return visitor
  }
  const events = async () => {
    const { rows } = await store.database.pool.query<{ n: number }>('select count(*) as n from event')
    return rows[0]?.n ?? 0
  }
  return {
    app,
    store,
    lines,
    now: () => now,
    moveTo: (day, time = '09:00') => {
      now = instantAt(day, time)
    },
    ask,
    signIn,
    events,
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

export const problemIn = (answer: Answer): Problem => answer.body as Problem
