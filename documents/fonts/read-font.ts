/** What a TrueType file holds, as far as merging needs it (OpenType 1.9). */
export interface Glyphs {
  readonly tables: ReadonlyMap<string, Buffer>
  /** Outlines by glyph number; empty for a space. */
  readonly shapes: readonly Buffer[]
  readonly widths: readonly { readonly advance: number; readonly bearing: number }[]
  /** Unicode code point → glyph number. */
  readonly characters: ReadonlyMap<number, number>
}

/** @throws when the file is no TrueType font with outlines of its own. */
export function glyphsOf(file: Buffer): Glyphs {
  const tables = tablesOf(file)
  const table = (tag: string): Buffer => {
    const found = tables.get(tag)
    if (!found) throw new RangeError(`the font has no table ${tag}`)
    return found
  }
  const count = table('maxp').readUInt16BE(4)
  const long = table('head').readInt16BE(50) === 1
  const [loca, glyf, hmtx] = [table('loca'), table('glyf'), table('hmtx')]
  const start = (glyph: number) => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2)
  const proportional = table('hhea').readUInt16BE(34)
  const numbers = Array.from({ length: count }, (_, glyph) => glyph)
  return {
    tables,
    shapes: numbers.map(glyph => glyf.subarray(start(glyph), start(glyph + 1))),
    widths: numbers.map(glyph =>
      glyph < proportional
        ? { advance: hmtx.readUInt16BE(glyph * 4), bearing: hmtx.readInt16BE(glyph * 4 + 2) }
        : {
            advance: hmtx.readUInt16BE((proportional - 1) * 4),
            bearing: hmtx.readInt16BE(proportional * 4 + (glyph - proportional) * 2),
          },
    ),
    characters: charactersOf(table('cmap')),
  }
}

function tablesOf(file: Buffer): ReadonlyMap<string, Buffer> {
  if (file.readUInt32BE(0) !== 0x00010000) throw new RangeError('not a TrueType font')
  return new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, n) => {
      const at = 12 + 16 * n
      const offset = file.readUInt32BE(at + 8)
      return [file.toString('latin1', at, at + 4), file.subarray(offset, offset + file.readUInt32BE(at + 12))]
    }),
  )
}

function charactersOf(cmap: Buffer): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (let n = 0; n < cmap.readUInt16BE(2); n++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(8 + 8 * n))
    const format = subtable.readUInt16BE(0)
    if (format === 4) readFormat4(subtable, found)
    if (format === 12) readFormat12(subtable, found)
  }
  return found
}

function readFormat4(table: Buffer, found: Map<number, number>): void {
  const twice = table.readUInt16BE(6)
  for (let at = 0; at < twice; at += 2) {
    const last = table.readUInt16BE(14 + at)
    const first = table.readUInt16BE(16 + twice + at)
    const delta = table.readUInt16BE(16 + 2 * twice + at)
    const range = table.readUInt16BE(16 + 3 * twice + at)
    for (let character = first; character <= last && character < 0xffff; character++) {
      const listed = range && table.readUInt16BE(16 + 3 * twice + at + range + 2 * (character - first))
      const glyph = range === 0 ? (character + delta) & 0xffff : listed && (listed + delta) & 0xffff
      if (glyph) found.set(character, glyph)
    }
  }
}

function readFormat12(table: Buffer, found: Map<number, number>): void {
  for (let n = 0; n < table.readUInt32BE(12); n++) {
    const at = 16 + 12 * n
    const first = table.readUInt32BE(at)
    for (let character = first; character <= table.readUInt32BE(at + 4); character++)
      found.set(character, table.readUInt32BE(at + 8) + character - first)
  }
}
