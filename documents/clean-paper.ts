import type { Block, Paper } from './paper.ts'

/**
 * What people typed, fit for a page: characters that no page can show (controls, halves of characters, marks that turn the
 * direction of writing around) are left out, line breaks inside a paragraph begin a new one, elsewhere they are spaces.
 */
export function cleanPaper(paper: Paper): Paper {
  const split = paper.body.flatMap(block => (block.kind === 'TEXT' ? paragraphs(block) : [block]))
  return mapTexts({ ...paper, body: split }, cleanText)
}

function paragraphs(block: Extract<Block, { kind: 'TEXT' }>): Block[] {
  const lines = block.runs.flatMap(run =>
    run.text.split(/\s*[\r\n\u2028\u2029]+\s*/).map((text, n) => ({ run: { ...run, text }, begins: n > 0 })),
  )
  const found: { kind: 'TEXT'; runs: (typeof block.runs)[number][] }[] = [{ kind: 'TEXT', runs: [] }]
  for (const { run, begins } of lines) {
    if (begins) found.push({ kind: 'TEXT', runs: [] })
    if (run.text !== '') found.at(-1)?.runs.push(run)
  }
  return found.filter(({ runs }) => runs.length > 0)
}

/** The same value, every string in it changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const mapped = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part)
    if (Array.isArray(part)) return part.map(mapped)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, mapped(inner)]))
  }
  return mapped(value) as T
}

function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/gu, '')
}

/**
 * Breaks for words longer than a line of a page, where the setter knows none: a link, a fingerprint, a key that somebody
 * leant on. The break is a space of no width.
 */
export const breakable = (text: string): string =>
  text.replace(/[\x21-\x7e\u00a1-\u02af]{20,}/g, word => word.replace(/.{8}(?=.)/g, '$&\u200b'))
