import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../store/embedded.ts'
import { isAlive } from '../../store/process.ts'

export type TestServer = { readonly adminUrl: string; readonly stop: () => Promise<void> }

/** A PostgreSQL server in a temporary folder; `stop` removes both. */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), `yangguang-test-${process.pid}-`))
  const server = await startEmbedded({ dataDir, log: () => {} })
  const stop = async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { adminUrl: server.adminUrl, stop }
}

/** The servers of test runs that were killed: joining one and leaving it again stops it. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^yangguang-test-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const dataDir = join(tmpdir(), name)
    try {
      await (await startEmbedded({ dataDir, log: () => {} })).stop()
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another user's, then: theirs to remove.
    }
  }
}
