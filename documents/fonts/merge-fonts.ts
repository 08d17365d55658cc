import { type Glyphs, glyphsOf } from './read-font.ts'
import { fontOf, type Name } from './write-font.ts'

/**
 * One TrueType font out of many that each hold a slice of its characters, as fonts for the web are cut up. The first slice
 * that has a character gives its shape. What only shapes more than one character at a time (ligatures, kerning) is left out:
 * papers stand on a grid.
 * @param slices TrueType files of one design and weight, the first of which gives the metrics.
 * @throws when a file is not TrueType or there are more than 65,535 shapes.
 */
export function mergeFonts(slices: readonly Uint8Array[], name: Name): Buffer {
  const shapes: Buffer[] = []
  const widths: { advance: number; bearing: number }[] = []
  const characters = new Map<number, number>()
  const read = slices.map(slice => glyphsOf(Buffer.from(slice.buffer, slice.byteOffset, slice.byteLength)))
  for (const slice of read) {
    const first = shapes.length
    const added = [...slice.characters].filter(([character]) => !characters.has(character))
    // Slice by slice all shapes are taken over, so that those made of others find them where they are looked for.
    if (added.length === 0 && first > 0) continue
    for (let glyph = 0; glyph < slice.shapes.length; glyph++) {
      shapes.push(movedBy(slice, glyph, first))
      widths.push(slice.widths[glyph] ?? { advance: 0, bearing: 0 })
    }
    for (const [character, glyph] of added) characters.set(character, first + glyph)
  }
  if (shapes.length > 65_535) throw new RangeError(`a font holds 65,535 shapes at most, not ${shapes.length}`)
  const model = read[0]
  if (!model) throw new RangeError('a font is made of one slice at least')
  return fontOf({ model, shapes, widths, characters, name })
}

/** A shape made of others names them by number: those numbers move with them. */
function movedBy({ shapes }: Glyphs, glyph: number, by: number): Buffer {
  const shape = Buffer.from(shapes[glyph] ?? Buffer.alloc(0))
  if (by === 0 || shape.length === 0 || shape.readInt16BE(0) >= 0) return shape
  for (let at = 10, more = true; more; ) {
    const flags = shape.readUInt16BE(at)
    shape.writeUInt16BE(shape.readUInt16BE(at + 2) + by, at + 2)
    const scale = flags & 0x0008 ? 2 : flags & 0x0040 ? 4 : flags & 0x0080 ? 8 : 0
    at += 4 + (flags & 0x0001 ? 4 : 2) + scale
    more = (flags & 0x0020) !== 0
  }
  return shape
}
