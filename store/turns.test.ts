import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextRound } from 'node:timers/promises'
import { newTurns } from './turns.ts'

test('S15 同一件事按先后逐一办理，互不插队；不同的事互不等待', async () => {
  const turns = newTurns()
  const told: string[] = []
  const step = (name: string, n: number) =>
    turns.take(name, async () => {
      told.push(`${name}${n} begins`)
      await nextRound()
      told.push(`${name}${n} ends`)
    })

  await Promise.all([step('a', 1), step('a', 2), step('b', 1), step('a', 3)])

  const ofA = told.filter(line => line.startsWith('a'))
  assert.deepEqual(ofA, ['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends'])
  assert.ok(told.indexOf('b1 begins') < told.indexOf('a1 ends'), told.join('\n'))
})

test('S15 一项办理出错，只告诉办理人，后面的照样轮到；办完不留痕迹', async () => {
  const turns = newTurns()
  const failing = turns.take('a', () => Promise.reject(new Error('演示差错')))
  const next = turns.take('a', async () => '办成')

  await assert.rejects(failing, /演示差错/)
  assert.equal(await next, '办成')
  assert.equal(turns.names(), 0)
})
