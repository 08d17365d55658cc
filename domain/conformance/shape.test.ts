import assert from 'node:assert/strict'
import { test } from 'node:test'
import { falsifier, lawful, of } from '../../test/support/falsified.ts'
import { streams } from '../ids.ts'
import type { Entry } from '../log/entry.ts'
import { createReplay } from './replay.ts'

const { entries, filing } = await lawful()
const { first, write } = falsifier(entries)
const adopted = of('catalogue.version-adopted')

/** The version of the catalogue as it stands in the log when its decisions are too long for an entry. */
const detached = write(adopted, ({ data: { decisions: _, ...data } }) => ({ data: { ...data, _sd: ['d'.repeat(43)] } }))

function replay(log: readonly Entry[], opened: (entry: Entry) => Readonly<Record<string, unknown>> = () => ({})) {
  const replaying = createReplay()
  for (const [index, entry] of log.entries()) replaying.see(entry, index, opened(entry))
  return replaying.finish()
}

test('S11 公开内容过长、另行披露的记录，取得披露后照常核对', () => {
  const { decisions } = first(adopted).data
  const opening = (entry: Entry) => (adopted(entry) && entry.data.version === 1 ? { decisions } : {})

  const { findings, unchecked } = replay(detached, opening)

  assert.deepEqual(findings, [])
  assert.ok(!unchecked.some(u => /过长/.test(u.rule)))
})

test('S11 没有取得披露的，以后依赖它的记录都不核对，并说明有多少条', () => {
  const { findings, unchecked, entries: seen } = replay(detached)

  const unread = seen - detached.findIndex(adopted)
  assert.deepEqual(findings, [])
  assert.match(unchecked.find(u => /过长/.test(u.rule))?.why ?? '', new RegExp(`有${unread}条记录没有按规则核对`))
})

test('S11 不会过长的记录，公开字段不能以承诺代替', () => {
  const reviewed = of('matter.tier-concluded', streams.matter(filing), { tier: 2 })
  const hidden = write(reviewed, ({ data: { presider: _, ...data } }) => ({
    data: { ...data, _sd: [...(data._sd ?? []), 'd'.repeat(43)] },
  }))

  const [finding] = replay(hidden).findings

  assert.equal(finding?.clause, 'S11')
  assert.match(finding.sentence, /应有\d+个不公开字段的承诺，实有\d+个/)
})

test('S11 披露的内容不合声明，如同写在记录里的一样', () => {
  const opening = (entry: Entry) => (adopted(entry) && entry.data.version === 1 ? { decisions: 'all' } : {})

  const [finding] = replay(detached, opening).findings

  assert.equal(finding?.clause, 'S11')
  assert.match(finding.sentence, /公开字段「decisions」的内容不合声明/)
})

test('S11 没有的记录流、每个对象都有的名字，都不是记录', () => {
  for (const stream of ['constructor', 'toString/1', 'draw/2026-1']) {
    const odd = write(of('matter.drafted', streams.matter(filing)), () => ({ stream }))
    const sentences = replay(odd).findings.map(f => f.sentence)
    assert.ok(
      sentences.some(s => s.includes(`没有名为「${stream}」的记录流`)),
      stream,
    )
  }
})
