import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { decompress } from 'wawoff2'
import { mergeFonts } from './merge-fonts.ts'
import { glyphsOf } from './read-font.ts'

const packages = { 'Noto Serif SC': '@fontsource/noto-serif-sc', 'Noto Sans SC': '@fontsource/noto-sans-sc' } as const

export interface Font {
  readonly family: string
  readonly weight: number
}

/**
 * Files of the fonts that ship with us, made once out of the slices in their packages and kept: about half a second and
 * 9 MB a font. Whoever comes first makes them aside and renames, so that nobody reads half a font.
 * @param folder where they are kept; nothing else is in it.
 */
export async function ourFonts(folder: string, fonts: readonly Font[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const made: string[] = []
  for (const font of fonts) made.push(await fontFile(folder, font))
  return made
}

async function fontFile(folder: string, { family, weight }: Font): Promise<string> {
  const name = packages[family as keyof typeof packages]
  if (!name) throw new RangeError(`no package brings ${family}`)
  const path = findPackageJSON(name, import.meta.url)
  if (!path) throw new Error(`${name} is not installed`)
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
  const made = join(folder, `${family.toLowerCase().replaceAll(' ', '-')}-${weight}-${version}.ttf`)
  if (existsSync(made)) return made
  const aside = `${made}-${randomUUID()}`
  try {
    await writeFile(aside, mergeFonts(await slices(join(dirname(path), 'files'), weight), { family, weight }))
    await rename(aside, made)
  } finally {
    await rm(aside, { force: true })
  }
  return made
}

async function slices(folder: string, weight: number): Promise<readonly Uint8Array[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith(`-${weight}-normal.woff2`))
  // The one named for simplified Chinese holds again what the numbered ones hold together.
  const parts = names.filter(name => !name.includes('chinese-simplified')).sort()
  const read: Uint8Array[] = []
  // What comes out stands in memory that the next one is written over.
  for (const name of parts) read.push(Uint8Array.from(await decompress(await readFile(join(folder, name)))))
  return read
}

/** The characters that a font file can draw. */
export async function charactersIn(file: string): Promise<ReadonlySet<number>> {
  return new Set(glyphsOf(await readFile(file)).characters.keys())
}
