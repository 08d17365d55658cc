import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordDifferences } from './word-differences.ts'

const told = (kinds: readonly string[], runs: ReturnType<typeof wordDifferences>) =>
  runs
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ words }) => words)
    .join('')

test('E-34 两稿逐词比较：整个词标为改动，拼回去就是前后两稿的原文', () => {
  const before = '会议同意该项目立项，由规划处负责。'
  const after = '会议原则同意该项目立项，由财务处负责。'

  const runs = wordDifferences(before, after)

  assert.equal(told(['SAME', 'REMOVED'], runs), before)
  assert.equal(told(['SAME', 'ADDED'], runs), after)
  assert.deepEqual(
    runs.filter(({ kind }) => kind === 'REMOVED').map(({ words }) => words),
    ['规划'],
  )
})

test('E-34 没有改动的两稿，没有一处标记', () => {
  assert.deepEqual(wordDifferences('同意。', '同意。'), [{ kind: 'SAME', words: '同意。' }])
})
