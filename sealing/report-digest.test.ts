import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Entry } from '../domain/log/entry.ts'
import { eventDigest, foundInDay, type SealedEvent } from './report-digest.ts'

const event: SealedEvent = {
  salt: 'c2FsdHNhbHRzYWx0c2FsdA',
  stream: 'complaint/2026-TS-000001',
  version: 1,
  type: 'complaint.received',
  data: { channel: 'NETWORK', boards: ['CONSTRUCTION'] },
  at: '2026-11-24T01:00:00.000Z',
  by: { person: 'reporter', post: 'CLERK', department: 'none' },
}

const dayOf = (digests: readonly string[], type = 'register.day-closed'): Entry => ({
  v: 1,
  type,
  stream: 'register',
  version: 7,
  at: '2026-11-24T16:05:00.000Z',
  by: { post: 'OPERATOR', department: 'office', _sd: ['a', 'b'] },
  data: { day: '2026-11-24', digests },
  seen: {},
})

test('S122 回执里的受理事件，在当天公开登记的指纹里找得到', () => {
  const others = Array.from({ length: 63 }, (_, n) => createHash('sha256').update(`${n}`).digest('hex'))
  assert.deepEqual(foundInDay(event, dayOf([...others, eventDigest(event)].toSorted())), {
    ok: true,
    value: '2026-11-24',
  })
  const missing = foundInDay(event, dayOf(others))
  assert.match(missing.ok ? '' : missing.error.sentence, /2026-11-24 的受理登记里没有本件/)
})

test('S122 事件改动任何一处，指纹就对不上', () => {
  const day = dayOf([eventDigest(event)])
  const changes: readonly Partial<SealedEvent>[] = [
    { salt: 'c2FsdHNhbHRzYWx0c2FsdB' },
    { stream: 'complaint/2026-TS-000002' },
    { version: 2 },
    { type: 'complaint.closed' },
    { data: { ...event.data, channel: 'LETTER' } },
    { at: '2026-11-24T01:00:00.001Z' },
    { by: { ...event.by, person: 'someone' } },
  ]
  for (const change of changes) assert.equal(foundInDay({ ...event, ...change }, day).ok, false, JSON.stringify(change))
})

test('S122 指纹的算法写在纸面上：规范 JSON 的 SHA-256，谁都算得出', () => {
  const canonical = `{"at":"${event.at}","by":{"department":"none","person":"reporter","post":"CLERK"},"data":{"boards":["CONSTRUCTION"],"channel":"NETWORK"},"salt":"${event.salt}","stream":"${event.stream}","type":"complaint.received","version":1}`
  assert.equal(eventDigest(event), createHash('sha256').update(canonical).digest('hex'))
})

test('S122 别的条目不能充作当天的登记', () => {
  assert.equal(foundInDay(event, dayOf([eventDigest(event)], 'register.page-published')).ok, false)
})
