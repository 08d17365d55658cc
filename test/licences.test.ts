import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { repositoryRoot } from '../cli/support/repository-files.ts'

/** Licences whose only conditions are notices, which node_modules carries along. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'PostgreSQL',
  'OFL-1.1',
  'Zlib',
])

/** Packages under another licence that may ship all the same, and why. */
const allowedForAReason: readonly { name: RegExp; licence: string; reason: string }[] = [
  {
    name: /^lightningcss(-[\w-]+)?$/,
    licence: 'MPL-2.0',
    reason: 'Vite’s CSS tool, used as it comes: the licence covers changes to its own files only, and we make none',
  },
  {
    name: /^argparse$/,
    licence: 'Python-2.0',
    reason: 'permissive, like BSD; a port of Python’s argparse keeps the licence of the original',
  },
]

interface Locked {
  readonly dev?: boolean
  readonly link?: boolean
  readonly license?: string
}

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(repositoryRoot, ...path), 'utf8'))

/** The licence that an installed package declares; for one of another platform, the one that the lock file noted. */
function licenceOf(path: string, locked: Locked): string {
  if (!existsSync(join(repositoryRoot, path, 'package.json'))) return locked.license ?? 'unknown'
  const { license, licenses } = readJson(path, 'package.json')
  if (typeof license === 'string') return license
  if (typeof license?.type === 'string') return license.type
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(' OR ') : 'unknown'
}

/** SPDX expressions as they occur: one name, or names joined by OR (any will do) or by AND (all must). */
function permits(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '')
  return bare.split(' OR ').some(choice => choice.split(' AND ').every(name => allowed.has(name.trim())))
}

test('what ships is under licences that ask for no more than a notice', () => {
  const packages = Object.entries<Locked>(readJson('package-lock.json').packages)
  const shipped = packages.filter(([path, locked]) => path !== '' && !locked.dev && !locked.link)
  assert.ok(shipped.length > 0)

  const refused = shipped.flatMap(([path, locked]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = licenceOf(path, locked)
    const excused = allowedForAReason.some(reason => reason.name.test(name) && reason.licence === licence)
    return permits(licence) || excused ? [] : [`${name}: ${licence}`]
  })
  assert.deepEqual(refused, [])
})

test('of two licences to choose from one must be allowed, of two that both hold both must', () => {
  assert.ok(permits('(MIT OR GPL-2.0-only)'))
  assert.ok(!permits('MIT AND GPL-2.0-only'))
  assert.ok(permits('MIT AND ISC'))
  for (const licence of ['GPL-3.0', 'AGPL-3.0-only', 'LGPL-2.1', 'BUSL-1.1', 'SSPL-1.0', 'UNLICENSED', 'unknown']) {
    assert.ok(!permits(licence), licence)
  }
})

test('the project itself is under Apache-2.0, in full', () => {
  assert.equal(readJson('package.json').license, 'Apache-2.0')
  const licence = readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8')
  assert.match(licence, /Apache License\s+Version 2\.0, January 2004/)
  assert.match(licence, /END OF TERMS AND CONDITIONS/)
})
