/** The repository's own sources, read as text, and the import statements in them. For the tests that keep the house. */
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { repositoryFiles, repositoryRoot } from '../../cli/support/repository-files.ts'

export interface Source {
  /** From the repository's root, with `/`. */
  readonly file: string
  readonly text: string
}

export interface Import {
  readonly file: string
  /** As written: `../result.ts`, `zod`, `node:fs`. */
  readonly specifier: string
  /** Only types are imported, so that nothing of it is left when the program runs. */
  readonly typeOnly: boolean
  /** For a relative import: the imported file, from the root. */
  readonly target?: string
  /** For any other: the name of the package, `node` standing for all of Node's own modules. */
  readonly external?: string
}

export function sources(pattern: RegExp): Source[] {
  return repositoryFiles()
    .filter(file => pattern.test(file))
    .map(file => ({ file, text: readFileSync(join(repositoryRoot, file), 'utf8') }))
}

export const isTest = (file: string) => /\.test\.tsx?$/.test(file)

const statement =
  /^(?:import\s+(type\s+)?(?:([\w$*{}\s,]+?)\s*from\s*)?|export\s+(type\s+)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?)\s*from\s*)(['"])([^'"\n]+)\5/gm
const dynamic = /\bimport\(\s*(['"])([^'"\n]+)\1/g

/** Every import, export … from and import('…') of a source. Specifiers that are computed are not seen. */
export function importsOf({ file, text }: Source): Import[] {
  const found: Import[] = []
  for (const [, typed, names = '', typedExport, , , specifier = ''] of text.matchAll(statement)) {
    const braces = /^\{([^}]*)\}$/.exec(names.trim())
    const everyNameIsAType = braces?.[1]
      ?.split(',')
      .filter(name => name.trim() !== '')
      .every(name => /^\s*type\s/.test(name))
    found.push(resolve(file, specifier, Boolean(typed ?? typedExport ?? everyNameIsAType)))
  }
  for (const [, , specifier = ''] of text.matchAll(dynamic)) found.push(resolve(file, specifier, false))
  return found
}

function resolve(file: string, specifier: string, typeOnly: boolean): Import {
  if (specifier.startsWith('.')) {
    return { file, specifier, typeOnly, target: posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')) }
  }
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
  const external = specifier.startsWith('node:') || builtinModules.includes(name) ? 'node' : name
  return { file, specifier, typeOnly, external }
}

/** The code alone, line for line: comments and plain strings are emptied; template strings stay, since code stands in them. */
export function codeOf(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(`(?:\\.|[^`\\])*`)/g,
    (match, template) => template ?? (match.startsWith('/') ? match.replace(/[^\n]/g, '') : "''"),
  )
}

/** Line number, from 1, of a position in a text. */
export const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length
