import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { repositoryFiles, repositoryRoot } from '../cli/support/repository-files.ts'
import { clauses } from '../spec/clauses.ts'
import { edgeCases } from '../spec/edge-cases.ts'
import { parameters } from '../spec/parameters.ts'
import { practiceRules } from '../spec/practice-rules.ts'
import { rulings } from '../spec/rulings.ts'
import { codeOf, isTest, lineAt, type Source, sources } from './support/sources.ts'

const files = repositoryFiles()
const code = sources(/\.tsx?$/)
const prose = sources(/(?:\.(?:[cm]?[jt]sx?|json|md|txt|sql|css|html|ya?ml|sh)|^\.[^/]+|\.ci\/run|^LICENSE)$/)

/** `file:line: what was found` for every match in every source. */
function find(list: readonly Source[], pattern: RegExp): string[] {
  return list.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(match => `${file}:${lineAt(text, match.index)}: ${match[0]}`),
  )
}

test('files and folders are named in kebab case', () => {
  const atRoot = /^(?:README(?:\.zh-CN)?|ARCHITECTURE|CHANGELOG|CONTRIBUTING|STYLE)\.md$|^LICENSE$/
  const besideVectors = /^test\/vectors\/[a-z0-9-]+\/(?:README\.md|LICENSE)$/
  const byCustom = new RegExp(`${atRoot.source}|${besideVectors.source}`)
  const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/
  const odd = files.filter(file => !byCustom.test(file) && !file.split('/').every(part => kebab.test(part)))
  assert.deepEqual(odd, [])
})

test('a source is at most 400 lines long, so that a reader can find the room', () => {
  /** Data and migrations: read by searching, not from the top down. */
  const data = [
    'spec/clauses.ts',
    'spec/edge-cases.ts',
    'spec/holidays.ts',
    'spec/practice-rules.ts',
    'store/migrations/',
    'test/vectors/',
  ]
  const long = sources(/\.(?:tsx?|css|mjs)$/)
    .filter(({ file }) => !data.some(place => file.startsWith(place)))
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 400)
  assert.deepEqual(long, [])
})

test('nothing is left behind in the code: no notes to self, no silenced checks, no half-run tests', () => {
  // This file is left out because the patterns themselves stand in it.
  const others = code.filter(({ file }) => file !== 'test/conventions.test.ts')
  const bare = others.map(({ file, text }) => ({ file, text: codeOf(text) }))
  assert.deepEqual(
    [
      ...find(others, /\b(?:TODO|FIXME|XXX|HACK)\b/g),
      ...find(others, /@ts-(?:ignore|nocheck)\b/g),
      ...find(bare, /\bas any\b|:\s*any\b(?=\s*[,;)=[\]|>])|<any>/g),
      ...find(bare, /\b(?:test|it|describe|suite)\.(?:only|skip|todo)\(/g),
      ...find(bare, /\.skip\(\s*\)|\bskip:\s*true\b|\bonly:\s*true\b/g),
    ],
    [],
  )
})

test('rules have tests beside them: a module of domain/ tells its acts as stories, a file at its root has a test of its own', () => {
  const untested = code
    .filter(({ file, text }) => file.startsWith('domain/') && !isTest(file) && /\brefuse\(\s*'/.test(text))
    .map(({ file }) => file)
    .filter(file => {
      const folder = file.slice(0, file.lastIndexOf('/'))
      if (folder === 'domain') return !files.includes(file.replace(/\.ts$/, '.test.ts'))
      return !files.some(other => isTest(other) && other.startsWith(`${folder}/`))
    })
  assert.deepEqual(untested, [])
})

test('whatever a refusal or an act cites exists in spec/', () => {
  const known = new Set<string>([...clauses, ...rulings, ...edgeCases, ...practiceRules].map(({ id }) => id))
  const citation = /\brefuse\(\s*'[A-Z_]+',\s*'([^']+)'|\bclause:\s*'([^']+)'/g
  const unknown = code
    .filter(({ file }) => /^(?:domain|store|http|portal|console|upstream)\//.test(file) && !isTest(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(citation)]
        .map(match => ({ at: `${file}:${lineAt(text, match.index)}`, id: match[1] ?? match[2] ?? '' }))
        .filter(({ id }) => !known.has(id))
        .map(({ at, id }) => `${at} cites ${id}`),
    )
  assert.deepEqual(unknown, [])
})

test('whatever parameter a rule reads exists in spec/parameters.ts', () => {
  const keys = parameters.map(({ key }) => key)
  const reading = /\b(?:number|text|flag)Rule\((?:[^()'`]|\([^()'`]*\))*,\s*(['`])([^'`]+)\1\s*\)/g
  const unknown = code
    .filter(({ file }) => !isTest(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(reading)].map(match => ({ at: `${file}:${lineAt(text, match.index)}`, key: match[2] ?? '' })),
    )
    .filter(({ key }) => {
      // What is filled in at run time, as in `case.tier${tier}.dueDays`, may be anything within one part of a key.
      const parts = key.split(/\$\{[^}]*\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return !keys.some(known => new RegExp(`^${parts.join('[^.]+')}$`).test(known))
    })
    .map(({ at, key }) => `${at} reads ${key}`)
  assert.deepEqual(unknown, [])
})

test('no file names the machine it was written on, or a package registry', () => {
  const others = prose.filter(({ file }) => file !== 'test/conventions.test.ts')
  const machine =
    /(?<![\w.~-])\/(?:root|home|Users)\/\w[\w./-]*|\bregistry\.[a-z0-9-]+\.(?:org|com|cn)\b|\bnpmmirror\b/g
  const here = others.filter(({ text }) => text.includes(`${repositoryRoot}/`)).map(({ file }) => file)
  assert.deepEqual([...find(others, machine), ...here], [])
})

test('CRY-005 it is nowhere said that the platform has passed an assessment of its cryptography or protection', () => {
  const subject = 'SM[234]|国密|密评|等保|商用密码|MLPS|commercial cryptography'
  const claim = new RegExp(`(?:${subject})[^\\n]{0,40}certified|certified[^\\n]{0,40}(?:${subject})`, 'gi')
  const claimInChinese = /(?<!不得宣称)(?:已通过|通过了|取得)[^\n，。；]{0,8}(?:密评|等保|国密认证)/g
  const others = prose.filter(({ file }) => file !== 'test/conventions.test.ts')
  assert.deepEqual([...find(others, claim), ...find(others, claimInChinese)], [])
})

test('package.json pins exact versions, and the lock file names no host', () => {
  const readJson = (file: string) => JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8'))
  const { dependencies, devDependencies } = readJson('package.json')
  const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
  )
  assert.deepEqual(loose, [])

  const resolved = Object.entries<{ resolved?: string }>(readJson('package-lock.json').packages)
    .filter(([, locked]) => locked.resolved !== undefined)
    .map(([path]) => path)
  assert.deepEqual(resolved, [])
})
