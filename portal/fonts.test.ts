import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { fontCss, fontFamily, fontFile } from './fonts.ts'

test('网页字体排在系统中文字体之后，只供没有中文字体的机器取用', () => {
  const families = fontFamily.split(', ')
  assert.deepEqual(families.slice(-2), ['"Noto Sans SC Web"', 'sans-serif'])
})

test('样式表列出的每个字体文件都在，且两种字重都能写出「阳光政务」', () => {
  const css = fontCss('/assets/fonts/')
  const files = [...css.matchAll(/url\(\/assets\/fonts\/([^)]+)\)/g)].map(match => match[1] ?? '')
  assert.ok(files.length > 100)
  for (const name of files) assert.ok(statSync(fontFile(name) ?? '').size > 0, name)
  for (const weight of [400, 700]) {
    const faces = css.split('\n').filter(face => face.includes(`font-weight:${weight};`))
    for (const character of '阳光政务') assert.equal(faces.filter(face => covers(face, character)).length, 1, character)
  }
})

test('不在样式表里的名字取不到任何文件', () => {
  for (const name of ['../package.json', 'LICENSE', 'noto-sans-sc-latin-900-normal.woff2', '', '/etc/hostname']) {
    assert.equal(fontFile(name), undefined, name)
  }
})

function covers(face: string, character: string): boolean {
  const point = character.codePointAt(0) ?? 0
  const ranges = face.slice(face.indexOf('unicode-range:')).matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)
  return [...ranges].some(
    ([, from = '', to = from]) => Number.parseInt(from, 16) <= point && point <= Number.parseInt(to, 16),
  )
}
