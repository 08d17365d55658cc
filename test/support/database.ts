import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { seedDemo } from '../../cli/seed.ts'
import organisation from '../../spec/organisation.json' with { type: 'json' }
import { createDatabase, dropDatabase, type OpenDatabase, openDatabase } from '../../store/database.ts'
import { migrate, migrationsDigest } from '../../store/migrate.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** A migrated, empty database of a test's own. `url` also serves a program under test as its DATABASE_URL. */
export type TestDatabase = OpenDatabase & { readonly url: string }

const TEMPLATE_LOCK = 7_003

let users = 0
let server: Promise<TestServer> | undefined

/**
 * A fresh database; `close` drops it. On the server that `npm test` shares among its files (TEST_DATABASE_URL), it is a copy
 * of a migrated template and takes some 40 ms; with `demo`, of one that holds the demonstration and its accounts as well. A file run alone starts a server of its own in a temporary folder, which
 * ends with its last database.
 */
export async function testDatabase(contents: 'empty' | 'demo' = 'empty'): Promise<TestDatabase> {
  users += 1
  server ??= process.env.TEST_DATABASE_URL ? sharedServer(process.env.TEST_DATABASE_URL) : startTestServer()
  const { adminUrl } = await server
  const name = `test_${randomBytes(8).toString('hex')}`
  await createDatabase(adminUrl, name, await (contents === 'demo' ? demoTemplate(adminUrl) : template(adminUrl)))

  const url = new URL(adminUrl)
  url.pathname = name
  const database = openDatabase(url.href)
  const close = async () => {
    await database.close()
    await dropDatabase(adminUrl, name)
    users -= 1
    if (users > 0) return
    const done = server
    server = undefined
    await (await done)?.stop()
  }
  return { ...database, url: url.href, close }
}

async function sharedServer(adminUrl: string): Promise<TestServer> {
  return { adminUrl, stop: async () => {} }
}

/** The name of a database that all migrations were run on; whichever test file comes first makes it. */
function template(adminUrl: string): Promise<string> {
  return templateOnce(adminUrl, `template_${migrationsDigest().slice(0, 16)}`, pool => migrated(pool))
}

/** The same with the demonstration in it, which takes some seconds once. Its files are in `demoFiles`. */
function demoTemplate(adminUrl: string): Promise<string> {
  return templateOnce(adminUrl, `demo_${storyDigest()}`, async (pool, url) => {
    await migrated(pool)
    await seedDemo(url, demoFiles, () => {})
  })
}

export const DEMO_ORGAN = organisation.agency.code
/** Content-addressed, so that all test files of all runs may share it. */
export const demoFiles = join(tmpdir(), `yangguang-demo-files-${process.getuid?.() ?? 0}`)

type Fill = (pool: OpenDatabase['pool'], url: string) => Promise<void>

async function templateOnce(adminUrl: string, name: string, fill: Fill): Promise<string> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`)
    // Filled under another name first: a run that was killed leaves no half-filled template behind.
    const staging = `${name}_new`
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount === 0) {
      await dropDatabase(adminUrl, staging)
      await createDatabase(adminUrl, staging)
      const url = new URL(adminUrl)
      url.pathname = staging
      const database = openDatabase(url.href)
      await fill(database.pool, url.href)
      await database.close()
      await client.query(`alter database "${staging}" rename to "${name}"`)
    }
  } finally {
    await client.end()
  }
  return name
}

async function migrated(pool: OpenDatabase['pool']): Promise<void> {
  const result = await migrate(pool)
  if (!result.ok) throw new Error(result.sentence)
}

function storyDigest(): string {
  const hash = createHash('sha256').update(migrationsDigest())
  for (const file of globSync('{demo,domain,spec,store}/**/*.{ts,json}', { cwd: root }).sort()) {
    hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

const root = join(import.meta.dirname, '../..')
