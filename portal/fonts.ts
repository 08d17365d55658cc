import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The page's font list. A desk in an agency has one of the first; the web font comes last, so that a machine without any
 * Chinese font (a bare Linux, a test browser) reads Chinese too, and nobody else downloads anything.
 */
export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC Web", sans-serif'

const WEIGHTS = [400, 700]
const packageFolder = dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/400.css')))

interface Slice {
  weight: number
  file: string
  unicodeRange: string
}

const slices = WEIGHTS.flatMap(readSlices)
const fileNames = new Set(slices.map(slice => slice.file))

/**
 * The style sheet of «Noto Sans SC Web» in unicode-range slices, of which a browser fetches only those whose characters
 * the page shows. `base` is the address of the folder where {@link fontFile}'s files are served, e.g. '/assets/fonts/'.
 */
export function fontCss(base: string): string {
  return slices
    .map(
      ({ weight, file, unicodeRange }) =>
        `@font-face{font-family:"Noto Sans SC Web";font-weight:${weight};font-display:swap;` +
        `src:url(${base}${file}) format("woff2");unicode-range:${unicodeRange}}`,
    )
    .join('\n')
}

/** Where a font file named by {@link fontCss} lies on disk; undefined for any other name. */
export function fontFile(name: string): string | undefined {
  return fileNames.has(name) ? join(packageFolder, 'files', name) : undefined
}

function readSlices(weight: number): Slice[] {
  const css = readFileSync(join(packageFolder, `${weight}.css`), 'utf8')
  const faces = css.matchAll(/url\(\.\/files\/([\w-]+\.woff2)\)[^}]*unicode-range:\s*([^;}]+)/g)
  return [...faces].map(([, file = '', unicodeRange = '']) => ({ weight, file, unicodeRange: unicodeRange.trim() }))
}
