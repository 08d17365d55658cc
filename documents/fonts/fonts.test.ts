import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testFonts } from '../../test/support/pages.ts'
import { mergeFonts } from './merge-fonts.ts'
import { charactersIn, ourFonts } from './our-fonts.ts'
import { glyphsOf } from './read-font.ts'

const serif = { family: 'Noto Serif SC', weight: 400 }

/** Characters of GB 2312 by their rows: level one is 16 to 55, level two 56 to 87. */
function gb2312(firstRow: number, lastRow: number): readonly number[] {
  const decoder = new TextDecoder('gb18030')
  const found: number[] = []
  for (let row = firstRow; row <= lastRow; row++)
    for (let cell = 1; cell <= 94; cell++)
      found.push(decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell)).codePointAt(0) ?? 0)
  return found.filter(character => character >= 0x4e00 && character <= 0x9fff)
}

test('DOC-003 随平台附带的字库有GB 2312一级的全部3755个汉字、公文用的符号，二级只缺33个生僻字', async () => {
  const [one, two] = [gb2312(16, 55), gb2312(56, 87)]
  const signs = [...'〔〕—“”‘’《》（）、，。；：？！…·〇①②③㎡‰℃×÷＋～'].map(c => c.codePointAt(0) ?? 0)

  assert.deepEqual([one.length, two.length], [3755, 3008])
  for (const font of [serif, { family: 'Noto Serif SC', weight: 900 }, { family: 'Noto Sans SC', weight: 500 }]) {
    const [file] = await ourFonts(testFonts, [font])
    const has = await charactersIn(file ?? '')
    const missing = (wanted: readonly number[]) => wanted.filter(c => !has.has(c)).map(c => String.fromCodePoint(c))
    assert.deepEqual(missing([...one, ...signs]), [], `${font.family} ${font.weight}`)
    assert.ok(missing(two).length <= 33, missing(two).join(''))
  }
})

test('DOC-003 字库只制作一次，几处同时要也不会有半个文件', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-fonts-'))
  try {
    const made = await Promise.all([1, 2, 3].map(() => ourFonts(folder, [serif])))

    const names = await readdir(folder)
    assert.equal(names.length, 1, names.join())
    assert.ok(made.every(([file]) => file === join(folder, names[0] ?? '')))
    const written = await readFile(join(folder, names[0] ?? ''))
    await ourFonts(folder, [serif])
    assert.ok(written.equals(await readFile(join(folder, names[0] ?? ''))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('DOC-003 合并后的字库与原来的切片画同一个字，宽度也一样', async () => {
  const [file] = await ourFonts(testFonts, [serif])
  const merged = glyphsOf(await readFile(file ?? ''))
  const again = glyphsOf(mergeFonts([await readFile(file ?? '')], serif))

  for (const character of [...'国鬲〔A9—é'].map(c => c.codePointAt(0) ?? 0)) {
    const glyph = merged.characters.get(character) ?? 0
    const other = again.characters.get(character) ?? 0
    assert.ok(glyph > 0)
    assert.deepEqual(again.widths[other], merged.widths[glyph])
    assert.deepEqual(again.shapes[other], merged.shapes[glyph])
  }
})

test('不是TrueType的文件不当字库', () => {
  assert.throws(() => mergeFonts([Buffer.from('wOF2 and something more')], serif), /not a TrueType font/)
})
