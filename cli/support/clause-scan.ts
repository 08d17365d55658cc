/**
 * Which clauses do tests hold? A clause is *in force* when the name of at least one test begins with its id. The names are
 * read from the sources, not from a run, so that the answer is the same before and after one and costs nothing. A title
 * that is put together at run time therefore counts only by the literal part with which it begins.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clauses } from '../../spec/clauses.ts'
import { repositoryFiles, repositoryRoot } from './repository-files.ts'

export interface NamedTest {
  readonly file: string
  readonly title: string
  /** The ids with which the title begins: «S95、E-05 组长…» has two. */
  readonly ids: readonly string[]
}

export interface Coverage {
  /** Ids of clauses that a test holds, in the plan's order. */
  readonly inForce: readonly string[]
  readonly notYet: readonly string[]
  /** In the record, but no test's name begins with them any more. */
  readonly lost: readonly string[]
  /** Held by a test, but not in the record yet. */
  readonly unrecorded: readonly string[]
}

// `test.skip(` and `test.todo(` do not match: a test that does not run holds nothing.
const declaration = /^(?:[^/\n]|\/(?!\/))*?\b(?:test|it)\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/gm
const leadingId = /^(?:S\d{1,3}|A\d{1,2}|E-\d{2}|[A-Z]{3,6}-\d{3})(?![\w-])[\s、,，·:：/]*/

/** The ids with which a test's title begins, in order; empty for a title that begins with words. */
export function leadingIds(title: string): string[] {
  const ids: string[] = []
  let rest = title
  for (let match = leadingId.exec(rest); match; match = leadingId.exec(rest)) {
    ids.push(match[0].replace(/[\s、,，·:：/]+$/, ''))
    rest = rest.slice(match[0].length)
  }
  return ids
}

/** The tests that one source declares, by their literal names. */
export function namedTests(file: string, source: string): NamedTest[] {
  return [...source.matchAll(declaration)].map(match => {
    const title = match[2] ?? ''
    return { file, title, ids: leadingIds(title) }
  })
}

export function allNamedTests(root = repositoryRoot): NamedTest[] {
  return repositoryFiles(root)
    .filter(file => /\.test\.tsx?$/.test(file))
    .flatMap(file => namedTests(file, readFileSync(join(root, file), 'utf8')))
}

/** Compares the plan's clauses with the tests that exist and with the record of what was in force before. */
export function coverage(tests: readonly NamedTest[], recorded: readonly string[]): Coverage {
  const held = new Set(tests.flatMap(test => test.ids))
  const ids = clauses.map(clause => clause.id)
  return {
    inForce: ids.filter(id => held.has(id)),
    notYet: ids.filter(id => !held.has(id)),
    lost: recorded.filter(id => !held.has(id)),
    unrecorded: ids.filter(id => held.has(id) && !recorded.includes(id)),
  }
}

const recordPath = join(repositoryRoot, 'spec', 'in-force.json')

/** The ids that were in force when the record was last written. */
export function readRecord(): string[] {
  return JSON.parse(readFileSync(recordPath, 'utf8'))
}

/** Adds ids to the record. It never removes one: a clause that loses its test must be noticed, not forgotten. */
export function addToRecord(ids: readonly string[]): void {
  const record = new Set([...readRecord(), ...ids])
  const sorted = clauses.map(clause => clause.id).filter(id => record.has(id))
  writeFileSync(recordPath, `${JSON.stringify(sorted, null, 2)}\n`)
}
