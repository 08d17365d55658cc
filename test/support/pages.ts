import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFiumLibrary } from '@hyzyla/pdfium'

/** Fonts are made once for all tests of this machine. */
export const testFonts = join(tmpdir(), 'yangguang-test-fonts')

/** A page of a PDF as a reader sees it. Lengths are millimetres from the page's upper left corner. */
export interface DrawnPage {
  readonly text: string
  /** The smallest box around all ink of a colour inside a part of the page. */
  readonly box: (colour: 'BLACK' | 'RED', within: Box) => Box | undefined
  /** Bands of black ink from top to bottom inside a part of the page: lines of text. */
  readonly lines: (within: Box) => readonly Box[]
}

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export const wholePage: Box = { left: 0, right: 210, top: 0, bottom: 297 }

/**
 * Draws a PDF with PDFium, the engine of the browser that most people will open it in.
 * @param fineness pixels a point: 3 measures to a tenth of a millimetre, 1 is enough to see that something is there.
 */
export async function drawPages(pdf: Uint8Array, fineness = 3): Promise<readonly DrawnPage[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const pages: DrawnPage[] = []
    for (const page of document.pages()) {
      // Drawing a page closes it.
      const text = page.getText()
      const { data, width, height } = await page.render({ scale: fineness, render: 'bitmap' })
      pages.push(drawn(text, { data, width, height, millimetre: (fineness * 72) / 25.4 }))
    }
    document.destroy()
    return pages
  } finally {
    library.destroy()
  }
}

interface Bitmap {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** In pixels. */
  readonly millimetre: number
}

function drawn(text: string, { data, width, height, millimetre }: Bitmap): DrawnPage {
  const colourAt = (x: number, y: number): 'BLACK' | 'RED' | undefined => {
    if (x < 0 || y < 0 || x >= width || y >= height) return undefined
    const at = (y * width + x) * 4
    const [red = 255, green = 255, blue = 255] = [data[at], data[at + 1], data[at + 2]]
    if (green > 150 || blue > 150) return undefined
    return red > 180 ? 'RED' : 'BLACK'
  }
  const pixels = (box: Box) => ({
    left: Math.max(0, Math.floor(box.left * millimetre)),
    right: Math.min(width, Math.ceil(box.right * millimetre)),
    top: Math.max(0, Math.floor(box.top * millimetre)),
    bottom: Math.min(height, Math.ceil(box.bottom * millimetre)),
  })
  const boxOf = (colour: 'BLACK' | 'RED', within: Box): Box | undefined => {
    const area = pixels(within)
    let [left, right, top, bottom] = [Infinity, -1, Infinity, -1]
    for (let y = area.top; y < area.bottom; y++) {
      for (let x = area.left; x < area.right; x++) {
        if (colourAt(x, y) !== colour) continue
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y + 1)
      }
    }
    const [l, r, t, b] = [left, right, top, bottom].map(pixel => pixel / millimetre)
    return right < 0 ? undefined : { left: l ?? 0, right: r ?? 0, top: t ?? 0, bottom: b ?? 0 }
  }
  return {
    text,
    box: boxOf,
    lines: within => {
      const area = pixels(within)
      const bands: { from: number; to: number }[] = []
      for (let y = area.top; y < area.bottom; y++) {
        let inked = false
        for (let x = area.left; x < area.right && !inked; x++) inked = colourAt(x, y) === 'BLACK'
        const band = bands.at(-1)
        if (inked && band && band.to === y) band.to = y + 1
        else if (inked) bands.push({ from: y, to: y + 1 })
      }
      return bands.flatMap(({ from, to }) => {
        const found = boxOf('BLACK', { ...within, top: (from + 0.2) / millimetre, bottom: (to - 0.2) / millimetre })
        return found ? [found] : []
      })
    },
  }
}
