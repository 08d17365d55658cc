import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { type Cosigned, openWitnessState, type Refused, type WitnessState } from './state.ts'

const origin = 'demo.invalid/log'
const root = (byte: number) => new Uint8Array(32).fill(byte)
const cosigned = (size: number, byte: number): Cosigned => ({
  size,
  root: root(byte),
  note: `note of ${size}`,
  seconds: 1_790_000_000 + size,
})

function opened(file = ':memory:'): WitnessState {
  const state = openWitnessState(file)
  assert.ok(state.ok, state.ok ? '' : state.error)
  return state.value
}

function temporaryFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-witness-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'witness.db')
}

test('tlog-witness: the record moves only from the tree head that was judged against', () => {
  const state = opened()

  assert.equal(state.advance(origin, cosigned(3, 3), cosigned(5, 5)), false, 'nothing was cosigned yet')
  assert.equal(state.advance(origin, undefined, cosigned(3, 3)), true)
  assert.equal(state.advance(origin, undefined, cosigned(9, 9)), false, 'something was cosigned already')
  assert.equal(state.advance(origin, cosigned(3, 4), cosigned(5, 5)), false, 'another root')
  assert.equal(state.advance(origin, cosigned(2, 3), cosigned(5, 5)), false, 'another size')
  assert.equal(state.advance(origin, cosigned(3, 3), cosigned(5, 5)), true)

  assert.deepEqual(state.latest(origin), cosigned(5, 5))
  assert.equal(state.latest('demo.invalid/other'), undefined)
  assert.deepEqual(state.origins(), [origin])
})

test('tlog-witness: what was cosigned is there after opening again, and in no hands but its user’s', t => {
  const file = temporaryFile(t)
  const state = opened(file)
  state.advance(origin, undefined, cosigned(3, 3))
  state.setOwnKey('a key')
  state.replaceLogKeys(['old'])
  state.replaceLogKeys(['b', 'a'])
  state.close()

  const again = opened(file)

  assert.deepEqual(again.latest(origin), cosigned(3, 3))
  assert.equal(again.ownKey(), 'a key')
  assert.deepEqual(again.logKeys(), ['b', 'a'])
  again.close()
  assert.equal(statSync(file).mode & 0o077, 0)
})

test('tlog-witness: the database itself refuses to roll back, fork or forget what was cosigned', t => {
  const file = temporaryFile(t)
  const state = opened(file)
  state.advance(origin, undefined, cosigned(5, 5))

  assert.throws(() => state.advance(origin, cosigned(5, 5), cosigned(4, 4)), /never rolled back/)
  assert.throws(() => state.advance(origin, cosigned(5, 5), cosigned(5, 6)), /never rolled back/)
  state.close()
  const db = new DatabaseSync(file)
  assert.throws(() => db.exec('delete from latest'), /never forgotten/)
  assert.throws(() => db.exec(`update latest set origin = 'another'`), /never rolled back/)
  db.close()

  const again = opened(file)
  assert.deepEqual(again.latest(origin), cosigned(5, 5))
  again.close()
})

test('tlog-witness: a record belongs to one process at a time, also when it is opened for the second time', t => {
  const file = temporaryFile(t)
  opened(file).close()
  const state = opened(file)

  const second = openWitnessState(file)

  assert.ok(!second.ok)
  assert.match(second.error, /另一个见证人进程正在使用/)
  state.close()
  opened(file).close()
})

test('tlog-witness: a file that is no record, or cannot be opened, is refused with a sentence', t => {
  const file = temporaryFile(t)
  writeFileSync(file, 'this is no database, and is long enough to be seen as none'.repeat(40))

  const foreign = openWitnessState(file)
  const nowhere = openWitnessState(join(file, 'nothing', 'here.db'))

  assert.ok(!foreign.ok && !nowhere.ok)
  assert.match(foreign.error, /不是见证人的记录/)
  assert.match(nowhere.error, /打不开/)
})

test('tlog-witness: evidence is kept once a tree head, and a log cannot fill the disk with it', () => {
  const state = opened()
  const refused = (size: number): Refused => ({
    ...cosigned(size, 1),
    origin,
    reason: 'FORK',
    against: 'note of ours',
  })

  state.keepRefused(refused(5))
  state.keepRefused({ ...refused(5), note: 'the same again' })
  assert.deepEqual(state.refused(origin), [refused(5)])

  for (let size = 6; size < 1_200; size++) state.keepRefused(refused(size))
  state.keepRefused({ ...refused(5), reason: 'PROOF' })
  assert.equal(state.refused(origin).length, 1_001, 'a thousand forks, and the one of another kind')
  assert.deepEqual(state.refused('demo.invalid/other'), [])
})
