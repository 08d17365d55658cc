import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fontCss, fontFamily } from './fonts.ts'

export interface Asset {
  readonly type: string
  readonly content: Buffer
  readonly zipped: Buffer
  readonly digest: string
  /** Its name changes with its content. */
  readonly named?: true
}

export const FONT_BASE = '/assets/fonts/'

const REPORT = 'report.js'

const file = (name: string) => readFileSync(join(import.meta.dirname, 'assets', name), 'utf8')

/** One style sheet to whoever reads the site, three files to whoever edits it. */
const styles = ['base.css', 'parts.css', 'pictures.css', 'verify.css', 'report.css', 'modes.css']

/** Everything a page needs besides its fonts' own files; read, digested and packed once. */
const assets: Readonly<Record<string, Asset>> = {
  'portal.css': asset('text/css', `:root{--fonts:${fontFamily}}\n${styles.map(file).join('\n')}`),
  'portal.js': asset('text/javascript', file('portal.js')),
  'icon.svg': asset('image/svg+xml', file('icon.svg')),
  // Asked for at the end of a page: on a desk that has a Chinese font the page waits for nothing.
  'fonts/fonts.css': asset('text/css', fontCss(FONT_BASE)),
  ...verifierParts(),
  ...reportPart(),
}

export function findAsset(name: string): Asset | undefined {
  return Object.hasOwn(assets, name) ? assets[name] : undefined
}

/** What verifies a page in the browser, as Vite built it (verifier/dist); absent until then. */
export function verifyScript(): string | undefined {
  const entry = Object.keys(assets).find(name => /^panel-[\w-]+\.js$/.test(name))
  return entry && `/assets/${entry}`
}

/** What draws a batch again in the browser, of the same build. */
export function recomputeScript(): string | undefined {
  const entry = Object.keys(assets).find(name => /^recompute-[\w-]+\.js$/.test(name))
  return entry && `/assets/${entry}`
}

export interface ReportScript {
  readonly path: string
  /** Hexadecimal, as the register has it. */
  readonly sha256: string
  /** For the browser, which runs nothing else (Subresource Integrity). */
  readonly integrity: string
}

/** What seals reports in the browser, as Vite built it (sealing/dist); absent until then. */
export function reportScript(): ReportScript | undefined {
  const script = findAsset(REPORT)
  if (!script) return undefined
  const bytes = createHash('sha256').update(script.content).digest()
  return { path: assetPath(REPORT), sha256: bytes.toString('hex'), integrity: `sha256-${bytes.toString('base64')}` }
}

/** The address of an asset; it changes with the content, so that whoever has it may keep it for ever. */
export function assetPath(name: string): string {
  return `/assets/${name}?v=${findAsset(name)?.digest ?? ''}`
}

function verifierParts(): Record<string, Asset> {
  const folder = join(import.meta.dirname, '../verifier/dist')
  const names = existsSync(folder) ? readdirSync(folder).filter(name => /\.js$/.test(name)) : []
  const part = (name: string) => asset('text/javascript', readFileSync(join(folder, name), 'utf8'))
  return Object.fromEntries(names.map(name => [name, { ...part(name), named: true }]))
}

function reportPart(): Record<string, Asset> {
  const path = join(import.meta.dirname, '../sealing/dist/report.js')
  return existsSync(path) ? { [REPORT]: asset('text/javascript', readFileSync(path, 'utf8')) } : {}
}

function asset(type: string, text: string): Asset {
  const content = Buffer.from(text)
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16)
  return { type: `${type}; charset=utf-8`, content, zipped: gzipSync(content), digest }
}
