import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from 'uqr'
import { qrCode } from './qr.ts'

test('S11 二维码的图与编码逐点相同，四周留白，名称读得出来', () => {
  const address = `https://yanshi.example/matters/2026-000012#leaf=${'0123456789abcdef'.repeat(4)}`
  const { text } = qrCode(address, '二维码<1>')
  const { data, size } = encode(address, { ecc: 'M', border: 4 })

  const drawn = new Set<string>()
  for (const [, x = '', y = '', length = ''] of text.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let at = 0; at < Number(length); at++) drawn.add(`${Number(x) + at},${y}`)
  }
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x},${y}`] : [])))

  assert.deepEqual([...drawn].sort(), dark.sort())
  assert.ok(dark.every(place => place.split(',').every(at => Number(at) >= 4 && Number(at) < size - 4)))
  assert.match(text, /aria-label="二维码&lt;1&gt;"/)
})
