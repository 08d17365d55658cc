/**
 * A server that takes reports, in a process of its own: `node report-server.ts <database URL> <data folder>`. It logs all there
 * is to log, tells its parent the port, and on being told to, writes a heap snapshot or keeps a text in memory.
 */
import type { AddressInfo } from 'node:net'
import { writeHeapSnapshot } from 'node:v8'
import { createServer } from '../../http/server.ts'
import { openDatabase } from '../../store/database.ts'
import { openStore } from '../../store/store.ts'
import { DEMO_ORGAN } from './database.ts'
import { testKey } from './log.ts'

export type Told = { readonly snapshot: string } | { readonly keep: string } | { readonly stop: true }

const [url = '', dataDir = ''] = process.argv.slice(2)
const kept: string[] = []
const database = openDatabase(url)
const server = await createServer({
  store: openStore(database, DEMO_ORGAN),
  config: { dataDir, logLevel: 'trace' },
  clock: { now: () => '2026-11-23T01:00:00.000Z' },
  signer: testKey('secrecy'),
  reports: { proofDigits: 1, perMinute: 1_000_000, mostPartBytes: 1_000_000 },
})
await server.listen({ host: '127.0.0.1', port: 0 })
process.on('message', async (told: Told) => {
  if ('snapshot' in told) writeHeapSnapshot(told.snapshot)
  if ('keep' in told) kept.push(told.keep)
  if ('stop' in told) {
    await server.close()
    await database.close()
    process.disconnect()
  }
  if (process.connected) process.send?.({ done: kept.length })
})
process.send?.({ port: (server.server.address() as AddressInfo).port })
