import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { breakable, cleanPaper, mapTexts } from './clean-paper.ts'
import { charactersIn, ourFonts } from './fonts/our-fonts.ts'
import * as layout from './layout.ts'
import type { Paper } from './paper.ts'

interface Setter {
  readonly compiler: NodeCompiler
  readonly drawable: ReadonlySet<number>
}

const template = readFileSync(join(import.meta.dirname, 'paper.typ'), 'utf8')
const setters = new Map<string, Promise<Setter>>()

/**
 * The paper as PDF, set by Typst in the fonts that ship with us: the same bytes for the same paper, on every machine.
 * The first call of a process reads the fonts, the first on a machine makes them.
 * @param fontFolder where our fonts are kept; made if need be.
 * @throws when the template does not compile, which is a bug.
 */
export async function pdfOf(paper: Paper, fontFolder: string): Promise<Buffer> {
  const { compiler, drawable } = await setterFor(fontFolder)
  const clean = cleanPaper(paper)
  // A fingerprint fits into a line of its own, and whoever copies it wants nothing else in it.
  const notes = [...(clean.notes ?? []), ...missingNotes(clean, drawable)]
  const set = { ...mapTexts(clean, breakable), notes }
  const inputs = { paper: JSON.stringify(set), layout: numbersFor(clean) }
  const compiled = compiler.compile({ mainFileContent: template, inputs, resetRead: true })
  if (!compiled.result) {
    throw new Error(`Typst: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? 'no reason given')}`)
  }
  const pdf = compiler.pdf(compiled.result)
  // What it remembers of this paper helps with no other.
  compiler.evictCache(0)
  return pdf
}

function setterFor(folder: string): Promise<Setter> {
  const known = setters.get(folder)
  if (known) return known
  const opened = openSetter(folder)
  setters.set(folder, opened)
  opened.catch(() => setters.delete(folder))
  return opened
}

async function openSetter(folder: string): Promise<Setter> {
  const files = await ourFonts(
    folder,
    Object.values(layout.faces).map(({ ours }) => ours),
  )
  const covered = await Promise.all([...new Set(files)].map(charactersIn))
  const [first = new Set<number>(), ...others] = covered
  const drawable = new Set([...first].filter(character => others.every(font => font.has(character))))
  // The folder of the fonts is a workspace in which there is nothing to read but them.
  return { compiler: NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [folder] }] }), drawable }
}

function numbersFor({ mark = '', title }: Paper): string {
  const { page, area, sizes, linePitch, distances, red } = layout
  const faces = Object.fromEntries(Object.entries(layout.faces).map(([name, { ours }]) => [name, ours]))
  const [markSize, titleLines] = [layout.markSize(mark), layout.titleLines(title)]
  return JSON.stringify({ page, area, sizes, linePitch, distances, red, faces, markSize, titleLines })
}

/** DOC-003: a character that none of our fonts has is drawn as a crossed box, and the page says which it was. */
function missingNotes(paper: Paper, drawable: ReadonlySet<number>): readonly string[] {
  const drawn = new Set(stringsIn(paper).flatMap(text => [...text]))
  const missing = [...drawn].filter(character => !drawable.has(character.codePointAt(0) ?? 0)).sort()
  if (missing.length === 0) return []
  const codes = missing
    .slice(0, 20)
    .map(c => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
  return [`注：字库中没有的字以方框显示（${codes.join('、')}${missing.length > 20 ? '等' : ''}），请以DOCX文本为准。`]
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
