import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assignInspectors, type Conflicts, type Pair } from './pairs.ts'
import { seedOf } from './tickets.ts'

const SEED = seedOf(new Uint8Array(32), new TextEncoder().encode('演示'))
const objects = Array.from({ length: 12 }, (_, i) => `件${String(i).padStart(2, '0')}`)
const inspectors = ['甲', '乙', '丙', '丁', '戊', '己']

function assigned(conflicts: Conflicts = {}, perObject = 2): readonly Pair[] {
  const pairs = assignInspectors(objects, inspectors, conflicts, perObject, SEED)
  assert.ok(pairs.ok)
  return pairs.value
}

const loadsOf = (pairs: readonly Pair[]) =>
  inspectors.map(inspector => pairs.filter(pair => pair.inspectors.includes(inspector)).length)

test('RND-003 S128 每个对象两名不同的检查人，各人件数相差不超过一', () => {
  const pairs = assigned()
  assert.deepEqual(
    pairs.map(({ object }) => object),
    objects,
  )
  assert.ok(pairs.every(pair => new Set(pair.inspectors).size === 2))
  assert.deepEqual(loadsOf(pairs), [4, 4, 4, 4, 4, 4])
  assert.deepEqual(loadsOf(assigned({}, 3)), [6, 6, 6, 6, 6, 6])
})

test('RND-003 名录和对象交来的先后不影响派人', () => {
  const turned = assignInspectors(objects.toReversed(), inspectors.toReversed(), {}, 2, SEED)
  assert.deepEqual(turned, { ok: true, value: assigned() })
})

test('E-61 RND-003 回避的人不派，由原次序的下一名顶上，别的对象已派的不动', () => {
  const last = assigned().at(-1)
  assert.ok(last)
  const [first = '', second = ''] = last.inspectors
  const after = assigned({ [last.object]: [first] })
  assert.deepEqual(after.slice(0, -1), assigned().slice(0, -1))
  assert.equal(after.at(-1)?.inspectors[0], second)
  assert.ok(!after.at(-1)?.inspectors.includes(first))
})

test('RND-003 随便怎样回避，派到的人都不在回避之列', () => {
  const conflicts = Object.fromEntries(
    objects.map((object, i) => [object, inspectors.filter((_, j) => (i + j) % 3 === 0)]),
  )
  for (const { object, inspectors: drawn } of assigned(conflicts)) {
    assert.equal(drawn.length, 2)
    assert.ok(
      drawn.every(inspector => !conflicts[object]?.includes(inspector)),
      object,
    )
  }
})

test('RND-003 回避后不足两人、名录不足、人数少于二、名录重复，都不派并说明是哪个对象', () => {
  const refusedFor = (
    sentence: RegExp,
    {
      names = inspectors,
      conflicts = {},
      perObject = 2,
    }: { names?: string[]; conflicts?: Conflicts; perObject?: number },
  ) => {
    const pairs = assignInspectors(objects, names, conflicts, perObject, SEED)
    assert.ok(!pairs.ok)
    assert.equal(pairs.error.clause, 'RND-003')
    assert.match(pairs.error.sentence, sentence)
  }
  refusedFor(/对象「件07」回避后只剩1名检查人，应有2人/, { conflicts: { 件07: inspectors.slice(1) } })
  refusedFor(/不得少于2人/, { perObject: 1 })
  refusedFor(/不得少于2人/, { perObject: 2.5 })
  refusedFor(/名录只有1人/, { names: ['甲'] })
  refusedFor(/「甲」在名录中重复/, { names: ['甲', '乙', '甲'] })
  refusedFor(/编号不能为空/, { names: ['甲', ''] })
})

test('RND-003 名叫 constructor 的对象没有凭空多出回避', () => {
  const pairs = assignInspectors(['constructor', 'toString'], ['甲', '乙'], {}, 2, SEED)
  assert.ok(pairs.ok)
  assert.equal(pairs.value.length, 2)
})
