import { encode } from 'uqr'
import { type Html, html } from './html.ts'

/** A QR code as a picture of its own size in modules, which the style sheet scales; four light modules around, as readers need. */
export function qrCode(content: string, label: string): Html {
  const { size, data } = encode(content, { ecc: 'M', border: 4 })
  const dark = data.map((row, y) => rowPath(row, y)).join('')
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${dark}" fill="#000"/></svg>`
}

/** Neighbouring dark modules of a row as one bar, which makes the picture a third as long. */
function rowPath(row: readonly boolean[], y: number): string {
  const bars: string[] = []
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const from = x
    while (row[x + 1]) x++
    bars.push(`M${from} ${y}h${x - from + 1}v1H${from}z`)
  }
  return bars.join('')
}
