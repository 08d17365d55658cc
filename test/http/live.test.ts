import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { streams } from '../../domain/ids.ts'
import type { MeetingPage } from '../../http/api/contract.ts'
import { handle } from '../../store/handle.ts'
import { openStore } from '../../store/store.ts'
import { type Crowd, crowdOpen, pourInto } from '../support/crowd.ts'
import { DEMO_ORGAN } from '../support/database.ts'
import { followLive } from '../support/event-stream.ts'
import { eventually } from '../support/eventually.ts'
import { type Edge, openEdge, problemIn } from './edge.ts'

let crowd: Crowd
let edge: Edge
let base: string
before(async () => {
  crowd = await crowdOpen(3)
  edge = await openEdge({ contents: 'empty', fill: store => pourInto(store, crowd.story), heartbeatMs: 50 })
  edge.moveTo(crowd.story.today(), '10:30')
  await edge.app.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(edge.app.server.address() as AddressInfo).port}`
})
after(() => edge.close())

const path = () => `/meetings/${crowd.meeting}`
const item = (n: number) => crowd.matters[n] ?? assert.fail(`no item ${n}`)
const member = (n: number) => crowd.members[n] ?? assert.fail(`no member ${n}`)
const opinion = (matter: string, person: string) => ({ matter, person, position: 'AGREE', words: '材料齐全，同意。' })

test('S93 两个人各开一个页面：一人表态，两边都立刻看到同一件事，接上时先得到现状', async () => {
  const recorder = await edge.signIn(crowd.recorder)
  const voter = await edge.signIn(member(1))
  const one = await followLive(base, crowd.meeting, recorder.cookie)
  const other = await followLive(base, crowd.meeting, voter.cookie)
  assert.match(one.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.match(one.headers.get('cache-control') ?? '', /no-store/)
  assert.equal((await one.until(() => true)).stage, 'OPEN')
  assert.equal((await other.until(() => true)).attendance[member(1)], 'PRESENT')

  const started = await recorder.post(`${path()}/item-starts`, { matter: item(0) })
  assert.equal(started.status, 200, started.text)
  const said = await voter.post(`${path()}/opinions`, opinion(item(0), member(1)))
  assert.equal(said.status, 200, said.text)

  const seen = await Promise.all([one, other].map(stream => stream.until(live => live.now?.opinions.length === 1)))
  for (const live of seen) {
    assert.equal(live.now?.key, item(0))
    assert.equal(live.now?.opinions[0]?.who.id, member(1))
    assert.deepEqual(live.now?.tally, { agree: 1, disagree: 0, abstain: 0 })
    assert.equal(live.now?.silent.length, 59)
  }
  assert.equal((said.body as MeetingPage).version, seen[0]?.version)
  one.close()
  other.close()
})

test('E-12 另一个进程里登记离会，这边的页面也看到', async () => {
  const recorder = await edge.signIn(crowd.recorder)
  const stream = await followLive(base, crowd.meeting, recorder.cookie)
  await stream.until(() => true)

  const elsewhere = openStore(edge.store.database, DEMO_ORGAN)
  const left = { person: member(2), status: 'LEFT' }
  const done = await handle(elsewhere, {
    ...{ stream: streams.meeting(crowd.meeting), noun: 'attendance', input: left },
    ...{ person: crowd.recorder, now: edge.now(), key: randomUUID() },
  })
  assert.ok(done.ok, JSON.stringify(done))

  const live = await stream.until(({ attendance }) => attendance[member(2)] === 'LEFT')
  assert.equal(live.version, done.value.version)
  stream.close()
})

test('SEC-004 没有登录、无权看到会议的人接不上；不存在的会议与看不到的会议答复相同', async () => {
  assert.equal((await edge.ask(`${path()}/live`)).status, 401)
  const stranger = await edge.signIn('clerk-waterway-1')
  const invisible = await stranger.get(`${path()}/live`)
  const unknown = await stranger.get('/meetings/INITIAL-PLANNING-2026-99/live')
  assert.equal(invisible.status, 404)
  assert.equal(invisible.text, unknown.text)
})

test('SEC-004 退出登录、久不操作，实况随会话结束；心跳使连接不断', async () => {
  const leaver = await edge.signIn(member(3))
  const idler = await edge.signIn(member(4))
  const left = await followLive(base, crowd.meeting, leaver.cookie)
  const idle = await followLive(base, crowd.meeting, idler.cookie)
  await eventually(async () => left.beats() > 1)

  const headers = { cookie: leaver.cookie, 'x-csrf-token': leaver.csrf }
  assert.equal((await edge.ask('/session', { method: 'DELETE', headers })).status, 204)
  await left.ended

  edge.moveTo(crowd.story.today(), '11:30')
  await idle.ended
})

test('S73 任职结束、不再能看到会议的人，实况即行断开', async () => {
  const clerk = await edge.signIn('supervision-office-head')
  const stream = await followLive(base, crowd.meeting, clerk.cookie)
  await stream.until(() => true)
  const held = crowd.story
    .organisation()
    .assignments.filter(({ person }) => person === 'supervision-office-head')
    .map(({ id }) => id)
  const [year, month] = edge.now().split('-')

  for (const assignment of held) {
    const ending = { assignment, to: `${year}-${month}-01` }
    const done = await handle(edge.store, {
      ...{ stream: streams.organisation, noun: 'post-endings', input: ending },
      ...{ person: 'operator-1', now: edge.now(), key: randomUUID() },
    })
    assert.ok(done.ok, JSON.stringify(done))
  }

  await stream.ended
})

test('SEC-009 一个会话同时只能接有限几路；断开即让出', async () => {
  const one = await edge.signIn(member(5))
  const all = []
  for (let n = 0; n < 6; n++) all.push(await followLive(base, crowd.meeting, one.cookie))
  const seventh = await one.get(`${path()}/live`)
  assert.equal(problemIn(seventh).status, 429)

  for (const stream of all) stream.close()
  const again = await eventually(async () => {
    const stream = await followLive(base, crowd.meeting, one.cookie)
    return stream.status === 200 && stream
  })
  again.close()
})

test('SEC-009 只连不读的浏览器被断开，不为它越积越多，别人照常', async () => {
  const slow = await edge.signIn(member(6))
  const recorder = await edge.signIn(crowd.recorder)
  const reading = await followLive(base, crowd.meeting, recorder.cookie)
  const ours = await pausedFollower(slow.cookie)

  // When so much is said that it no longer fits between the two.
  const elsewhere = openStore(edge.store.database, DEMO_ORGAN)
  const words = '理由如下。'.repeat(400)
  let version = 0
  for (let n = 0; n < 1_000 && !ours.destroyed; n++) {
    const person = member(10 + (n % 40))
    const done = await handle(elsewhere, {
      ...{ stream: streams.meeting(crowd.meeting), noun: 'opinions', person, now: edge.now(), key: randomUUID() },
      input: { ...opinion(item(0), person), words },
    })
    assert.ok(done.ok, JSON.stringify(done))
    assert.ok(ours.writableLength < 4_000_000, `${ours.writableLength} bytes wait`)
    version = done.value.version
  }

  assert.ok(ours.destroyed)
  assert.equal((await reading.until(live => live.version >= version)).version, version)
  reading.close()
})

/** Connects, asks for the stream and reads nothing of it. @returns the server's end of the connection. */
async function pausedFollower(cookie: string): Promise<Socket> {
  const { server } = edge.app
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const { port } = server.address() as AddressInfo
  const client = connect(port, '127.0.0.1').pause()
  const lines = [`GET /api/v1${path()}/live HTTP/1.1`, 'host: 127.0.0.1', `cookie: ${cookie}`, '', '']
  client.write(lines.join('\r\n'))
  const [ours] = await accepted
  ours.once('close', () => client.destroy())
  return ours
}

test('S93 服务停止时，接着的实况都结束，停止不被拖住', async () => {
  const recorder = await edge.signIn(crowd.recorder)
  const stream = await followLive(base, crowd.meeting, recorder.cookie)
  await stream.until(() => true)

  await edge.app.close()

  await stream.ended
})
