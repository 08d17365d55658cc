import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenLog } from './open-log.ts'
import { progressOf } from './progress.ts'

function logWith(waiting: number, said: string[]): OpenLog {
  const client = { query: async () => ({ rows: [{ count: waiting }] }) }
  const parts = { store: { organ: 'YANSHI' }, say: (sentence: string) => said.push(sentence) }
  return { client, parts, mark: 0 } as unknown as OpenLog
}

test('S11 留痕：第一次把已有的大量事件写入日志时，告诉运维写到哪里了，写完再说一次', async () => {
  const said: string[] = []
  const progress = progressOf(logWith(50_000, said))

  await progress(10_000, true)
  await progress(10_000, true)
  await progress(40_000, false)
  await progress(3, false)

  assert.deepEqual(said, [
    '正在把已有的事件写入透明日志：10000 个，共约 60000 个；平台可以照常使用',
    '已把已有的事件写入透明日志：60000 个，共约 60000 个；平台可以照常使用',
  ])
})

test('S11 留痕：平常的几个事件和一小会儿的积压不值得说', async () => {
  const said: string[] = []
  const progress = progressOf(logWith(500, said))
  await progress(5, false)
  await progress(9_000, true)
  await progress(500, false)
  assert.deepEqual(said, [])
})
