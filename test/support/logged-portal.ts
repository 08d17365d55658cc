import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../config.ts'
import { COSIGNATURE_V1, signerKey } from '../../domain/log/key.ts'
import { formatPolicy, type Policy } from '../../domain/log/policy.ts'
import { type ReportSettings, usualReports } from '../../http/api/report-desk.ts'
import { serveConsole } from '../../http/console.ts'
import { logRoutes } from '../../http/log.ts'
import { createServer } from '../../http/server.ts'
import { portalRoutes } from '../../portal/routes.ts'
import { fileStore } from '../../store/log/file-store.ts'
import { type LogKeys, loadLogKeys, verifierKeysOf } from '../../store/log/keys.ts'
import { vkeyFile } from '../../store/log/public-files.ts'
import { startLog } from '../../store/log/sequencer.ts'
import { openStore, type Store } from '../../store/store.ts'
import { createWitnessServer } from '../../witness/server.ts'
import { openWitnessState } from '../../witness/state.ts'
import { DEMO_ORGAN, demoFiles, testDatabase } from './database.ts'

/** The whole program over a copy of the demonstration, its transparency log running and published. */
export interface LoggedPortal {
  readonly base: string
  readonly store: Store
  /** The folder of the public files, for whoever wants to spoil one. */
  readonly folder: string
  readonly keys: LogKeys
  /** From now on no witness answers. */
  readonly silenceWitnesses: () => Promise<void>
  /** Nothing is sequenced or published any more. */
  readonly stopLog: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface LoggedPortalOptions {
  /** Names of witnesses, all of whom must cosign. */
  readonly witnesses?: readonly string[]
  /** Without it the log stands as it does before the first start. */
  readonly withoutLog?: boolean
  /** Where files are kept; those of the demonstration unless said. */
  readonly dataDir?: string
  readonly reports?: ReportSettings
}

const ORIGIN = 'yanshi.example/log'

export async function openLoggedPortal(options: LoggedPortalOptions = {}): Promise<LoggedPortal> {
  const { witnesses: names = [], withoutLog = false } = options
  const database = await testDatabase('demo')
  const store = openStore(database, DEMO_ORGAN)
  const dataDir = await mkdtemp(join(tmpdir(), 'yangguang-logged-'))
  const folder = join(dataDir, 'log/public')
  const keys = await loadLogKeys(join(dataDir, 'log/keys'), ORIGIN)
  const witnesses = await Promise.all(names.map(name => startWitness(name, keys)))
  const policy = policyOf(keys, witnesses)
  const tiles = fileStore(folder)
  const log = withoutLog ? undefined : startLog({ store, tiles, keys, policy, witnessTimeoutMs: 2_000, dataDir })
  if (log) await published(store)

  const settings = readConfig({ DATA_DIR: demoFiles, DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
  if (!settings.ok) throw new Error(settings.sentence)
  const clock = { now: () => '2026-11-23T01:00:00.000Z' }
  const parts = { store, config: { ...settings.config, dataDir: options.dataDir ?? demoFiles }, clock, tiles }
  const server = await createServer({ ...parts, signer: keys.current, reports: options.reports ?? usualReports })
  await server.register(logRoutes({ store, tiles, vkey: vkeyFile(keys), policy: formatPolicy(policy) }), {
    prefix: '/log',
  })
  await server.register(serveConsole, { folder: join(import.meta.dirname, '../../console/dist') })
  await server.register(portalRoutes({ store, clock, vkey: keys.current.verifier.text }))
  await server.listen({ host: '127.0.0.1', port: 0 })

  const silenceWitnesses = () => Promise.all(witnesses.map(({ close }) => close())).then(() => undefined)
  const stopLog = async () => await log?.stop()
  return {
    base: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    store,
    folder,
    keys,
    silenceWitnesses,
    stopLog,
    close: async () => {
      await stopLog()
      await silenceWitnesses()
      await server.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

interface RunningWitness {
  readonly policy: Policy['witnesses'][number]
  readonly close: () => Promise<void>
}

/** A witness of its own key in this process, which forgets everything with it. */
async function startWitness(name: string, { origin, current }: LogKeys): Promise<RunningWitness> {
  const signer = signerKey(`witness-${randomBytes(3).toString('hex')}.example`, COSIGNATURE_V1, randomBytes(32))
  const state = openWitnessState(':memory:')
  if (!state.ok) throw new Error(state.error)
  const server = createWitnessServer({
    state: state.value,
    signers: [signer],
    logs: new Map([[origin, [current.verifier]]]),
    now: () => Math.floor(Date.now() / 1000),
    owner: name,
    report: error => {
      throw error
    },
  })
  await listen(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= new Promise<void>(resolve => server.close(() => resolve())).then(() => state.value.close())
    server.closeAllConnections()
    return closed
  }
  return { policy: { name, key: signer.verifier, url }, close }
}

const listen = (server: Server) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })

function policyOf(keys: LogKeys, witnesses: readonly RunningWitness[]): Policy {
  const logs = verifierKeysOf(keys).map(key => ({ key }))
  const all = witnesses.map(({ policy }) => policy)
  if (all.length === 0) return { logs, witnesses: [], groups: [], quorum: 'none' }
  const group = { name: '见证', threshold: all.length, members: all.map(({ name }) => name) }
  return { logs, witnesses: all, groups: [group], quorum: group.name }
}

/** Waits until the published tree holds every event. */
async function published(store: Store): Promise<void> {
  const { pool } = store.database
  for (let tries = 0; tries < 300; tries++) {
    const { rows } = await pool.query<{ events: number; published: number; trouble: string | null }>(
      `select (select count(*) from event where organ = $1) as events, published_size as published, trouble
         from log_head where organ = $1`,
      [store.organ],
    )
    const [row] = rows
    if (row && row.published === row.events) return
    if (row?.trouble) throw new Error(row.trouble)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the log was not published')
}
