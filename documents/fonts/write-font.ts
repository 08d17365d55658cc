import type { Glyphs } from './read-font.ts'

export interface Name {
  readonly family: string
  /** 400 is regular, 900 is the heaviest. */
  readonly weight: number
}

interface Font {
  /** Whose metrics and instructions the font has. */
  readonly model: Glyphs
  readonly shapes: readonly Buffer[]
  readonly widths: readonly { readonly advance: number; readonly bearing: number }[]
  readonly characters: ReadonlyMap<number, number>
  readonly name: Name
}

/** The bytes of a TrueType file (OpenType 1.9). */
export function fontOf({ model, shapes, widths, characters, name }: Font): Buffer {
  const copy = (tag: string) => Buffer.from(model.tables.get(tag) ?? Buffer.alloc(0))
  const padded = shapes.map(shape => Buffer.concat([shape, Buffer.alloc(-shape.length & 3)]))
  const loca = Buffer.alloc((shapes.length + 1) * 4)
  padded.reduce((at, shape, n) => loca.writeUInt32BE(at + shape.length, (n + 1) * 4) && at + shape.length, 0)
  const hmtx = Buffer.alloc(widths.length * 4)
  widths.forEach(({ advance, bearing }, n) => {
    hmtx.writeUInt16BE(advance, n * 4)
    hmtx.writeInt16BE(bearing, n * 4 + 2)
  })
  const [head, hhea, maxp, os2, post] = [copy('head'), copy('hhea'), copy('maxp'), copy('OS/2'), copy('post')]
  head.writeInt16BE(1, 50)
  hhea.writeUInt16BE(widths.length, 34)
  maxp.writeUInt16BE(shapes.length, 4)
  os2.writeUInt16BE(name.weight, 4)
  // Version 3: the shapes have no names.
  post.writeUInt32BE(0x00030000, 0)
  return fileOf([
    ['OS/2', os2],
    ['cmap', cmapOf(characters)],
    ['glyf', Buffer.concat(padded)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
    ['name', nameOf(name)],
    ['post', post],
  ])
}

/** Format 12 alone: every reader of today takes it, and it holds every character. */
function cmapOf(characters: ReadonlyMap<number, number>): Buffer {
  const groups: { first: number; last: number; glyph: number }[] = []
  for (const [character, glyph] of [...characters].sort(([a], [b]) => a - b)) {
    const group = groups.at(-1)
    if (group && character === group.last + 1 && glyph === group.glyph + character - group.first) group.last = character
    else groups.push({ first: character, last: character, glyph })
  }
  const table = Buffer.alloc(12 + 16 + groups.length * 12)
  table.writeUInt16BE(1, 2)
  table.writeUInt16BE(3, 4)
  table.writeUInt16BE(10, 6)
  table.writeUInt32BE(12, 8)
  table.writeUInt16BE(12, 12)
  table.writeUInt32BE(table.length - 12, 16)
  table.writeUInt32BE(groups.length, 24)
  groups.forEach(({ first, last, glyph }, n) => {
    table.writeUInt32BE(first, 28 + n * 12)
    table.writeUInt32BE(last, 32 + n * 12)
    table.writeUInt32BE(glyph, 36 + n * 12)
  })
  return table
}

function nameOf({ family, weight }: Name): Buffer {
  const style = String(weight)
  const names = [
    family,
    style,
    `${family} ${style}`,
    `${family} ${style}`,
    '1',
    `${family}-${style}`.replaceAll(' ', ''),
  ]
  const texts = names.map(text => Buffer.from(text, 'utf16le').swap16())
  const table = Buffer.alloc(6 + 12 * texts.length)
  table.writeUInt16BE(texts.length, 2)
  table.writeUInt16BE(table.length, 4)
  let at = 0
  texts.forEach((text, n) => {
    // Windows, Unicode, English; the names 1 to 6 in order.
    ;[3, 1, 0x409, n + 1, text.length, at].forEach((value, part) => {
      table.writeUInt16BE(value, 6 + 12 * n + 2 * part)
    })
    at += text.length
  })
  return Buffer.concat([table, ...texts])
}

function fileOf(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(12 + 16 * tables.length)
  const power = Math.floor(Math.log2(tables.length))
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(16 * 2 ** power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(16 * (tables.length - 2 ** power), 10)
  let at = header.length
  const bodies = tables.map(([tag, table], n) => {
    const body = Buffer.concat([table, Buffer.alloc(-table.length & 3)])
    header.write(tag, 12 + 16 * n, 'latin1')
    header.writeUInt32BE(checksum(body), 16 + 16 * n)
    header.writeUInt32BE(at, 20 + 16 * n)
    header.writeUInt32BE(table.length, 24 + 16 * n)
    at += body.length
    return body
  })
  return Buffer.concat([header, ...bodies])
}

function checksum(body: Buffer): number {
  let sum = 0
  for (let at = 0; at < body.length; at += 4) sum = (sum + body.readUInt32BE(at)) >>> 0
  return sum
}
