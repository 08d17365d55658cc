import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOfGround, nonDisclosureGrounds } from './disclosure-words.ts'

test('PUB-004 不予公开的依据只出自条例第14、15、16条，每项都说出条号', () => {
  for (const ground of nonDisclosureGrounds) {
    const article = /^ART(14|15|16)_/.exec(ground)?.[1]
    assert.match(nameOfGround(ground), new RegExp(`^条例第${article}条：`))
  }
})
