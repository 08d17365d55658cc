import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { parseNote, verifiedBy } from '../../domain/log/note.ts'
import { MAILBOX_BYTES } from '../../http/api/mailbox.ts'
import { openLetter } from '../../sealing/letter.ts'
import { openMailbox } from '../../sealing/mailbox.ts'
import { sealBytes } from '../../sealing/seal.ts'
import { testKey } from '../support/log.ts'
import {
  begin,
  type Filed,
  file,
  type GroupKeys,
  lookInto,
  parsed,
  prepareGroup,
  type Received,
  type Send,
  sendInto,
  sendPart,
  write,
} from '../support/reporter.ts'
import { type Edge, openEdge } from './edge.ts'

const signer = testKey('report')
const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-report-'))

let edge: Edge
let send: Send
let group: GroupKeys
let filed: Filed
before(async () => {
  const reports = { proofDigits: 1, perMinute: 1_000_000, mostPartBytes: 300_000 }
  edge = await openEdge({ dataDir, signer, reports })
  send = sendInto(edge.app)
  group = await prepareGroup(edge.store, edge.now())
  edge.lines.length = 0
  filed = await file(send, group, {
    title: '演示：一件举报',
    words: '演示：夜里有人运走了材料',
    attachment: '演示：照片',
  })
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const eventsOf = async (number: string) =>
  (
    await edge.store.database.pool.query<{ type: string; at: Date; actor: { person: string }; data: object }>(
      'select type, at, actor, data from event where stream = $1 order by version',
      [`complaint/${number}`],
    )
  ).rows

const detail = (answer: Received): string => {
  assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`)
  return (JSON.parse(answer.text) as { detail: string }).detail
}

test('S122 网上举报：密封件、登记、回执，成员打得开', async () => {
  assert.match(filed.number, /^JB-\d{8}$/)
  const [event] = await eventsOf(filed.number)
  assert.equal(event?.type, 'complaint.received')
  const content = filed.form.content as { blob: string }
  assert.equal(filed.receipt.content, content.blob)
  const reader = await edge.signIn(group.members[1]?.person ?? '')
  const answer = await edge.app.inject({
    url: `/api/v1/complaints/${filed.number}/parts/${content.blob}`,
    headers: { cookie: reader.cookie },
  })
  assert.equal(answer.statusCode, 200, answer.body)
  const letter = await openLetter(answer.rawPayload, [group.members[1]?.identity ?? ''])
  assert.ok(letter.ok)
  assert.equal(letter.value.words, '演示：夜里有人运走了材料')
})

test('S122 回执由日志的密钥签名，写明登记号、指纹和收件日，不能冒充检查点', () => {
  const note = parseNote(utf8(filed.receipt.promise ?? ''))
  assert.ok(note.ok)
  assert.deepEqual(note.value.text.split('\n'), [
    `${signer.verifier.name}/report-receipt`,
    filed.number,
    filed.receipt.content,
    '2026-11-23',
    '',
  ])
  assert.deepEqual(verifiedBy(note.value, [signer.verifier]), { ok: true, value: [signer.verifier] })
})

test('CMP-004 举报人的每个动作只记到日，不记是谁，不写日志，不认也不发凭证', async () => {
  const told = await write(send, group, filed, '演示：补充一点')
  assert.equal(told.status, 200, told.text)
  for (const event of await eventsOf(filed.number)) {
    assert.equal(event.at.toISOString(), '2026-11-22T16:00:00.000Z', event.type)
    assert.deepEqual(event.actor, { person: 'REPORTER', post: 'REPORTER', department: '' })
  }
  const { rows } = await edge.store.database.pool.query<{ key: string; at: Date }>(
    "select key, at from command where key like 'REPORTER:%'",
  )
  assert.ok(rows.length >= 2)
  for (const { at } of rows) assert.equal(at.toISOString(), '2026-11-22T16:00:00.000Z')
  assert.deepEqual(
    edge.lines.filter(line => line.includes('report')),
    [],
  )
  // Nothing of a request at all, not even a gap in the numbers of the others.
  const numbers = edge.lines.flatMap(line => /"reqId":"(req-[^"]*)"/.exec(line)?.[1] ?? [])
  const seen = [...new Set(numbers)]
  const first = Number.parseInt(seen[0]?.slice(4) ?? '', 36)
  assert.deepEqual(
    seen,
    seen.map((_, n) => `req-${(first + n).toString(36)}`),
  )
  const cookie = 'yangguang=x.y'
  for (const [method, path, body] of [
    ['GET', '/report/challenge', undefined],
    ['POST', '/report/mailbox', { number: filed.number, token: filed.token }],
    ['POST', '/report/intake', { number: 'JB-1' }],
    ['GET', '/report/nothing', undefined],
  ] as const) {
    const answer = await send(method, path, body, { cookie, 'user-agent': 'Telltale/1.0' })
    assert.equal(answer.headers['set-cookie'], undefined, path)
    assert.equal(
      Object.keys(answer.headers).some(name => /ratelimit|retry/.test(name)),
      false,
      path,
    )
  }
  assert.equal(
    edge.lines.some(line => /report|Telltale/.test(line)),
    false,
  )
})

test('CMP-004 平台出错时，日志只写路由的名称', async () => {
  const { pool } = edge.store.database
  await pool.query('alter table sealed_part rename to sealed_part_away')
  try {
    const { proof } = await begin(send)
    const sealed = await sealBytes(utf8('演示'), [group.members[0]?.recipient ?? ''])
    const answer = await send('POST', '/report/parts', sealed, { 'x-proof': proof })
    assert.equal(answer.status, 500)
  } finally {
    await pool.query('alter table sealed_part_away rename to sealed_part')
  }
  const lines = edge.lines.filter(line => line.includes('report')).map(line => JSON.parse(line) as object)
  assert.equal(lines.length, 1)
  const { time: _, pid: __, hostname: ___, level: ____, ...rest } = lines[0] as Record<string, unknown>
  assert.deepEqual(rest, { route: 'POST /report/parts', msg: 'failed' })
  edge.lines.length = 0
})

test('CMP-001 查询：对与不对，状态、字节数相同；对的看得到阶段，打得开信箱', async () => {
  const wrongToken = 'f'.repeat(64)
  const asked: readonly (readonly [unknown, boolean])[] = [
    [{ number: filed.number, token: filed.token }, true],
    [{ number: filed.number, token: wrongToken }, false],
    [{ number: 'JB-00000000', token: filed.token }, false],
    [{ number: 'JB-00000000', token: '' }, false],
    [{ number: "JB-1' or 1=1 --", token: 'x'.repeat(200) }, false],
    [{}, false],
    [{ number: 7, token: ['a'] }, false],
  ]
  for (const [body, right] of asked) {
    const answer = await send('POST', '/report/mailbox', body)
    assert.equal(answer.status, 200)
    assert.equal(Buffer.byteLength(answer.text), MAILBOX_BYTES, JSON.stringify(body))
    assert.equal((JSON.parse(answer.text) as { ok: boolean }).ok, right, JSON.stringify(body))
  }
  const { stageName, keyBox, steps } = await lookInto(send, filed.number, filed.token)
  assert.equal(stageName, '已收到')
  assert.deepEqual(steps, [{ on: '2026-11-23', words: '已收到' }])
  const identity = await openMailbox(keyBox, filed.code, filed.number)
  assert.ok(identity.ok)
  assert.match(identity.value, /^AGE-SECRET-KEY-1/)
})

test('CMP-001 查询码不对的，不能补充、不能改为实名、不能撤回', async () => {
  const before_ = await edge.events()
  for (const noun of ['messages', 'identity', 'withdrawal']) {
    const answer = await send('POST', `/report/${noun}`, { number: filed.number, token: 'f'.repeat(64) })
    assert.match(detail(answer), /查询码对不上/)
  }
  assert.equal(await edge.events(), before_)
})

test('S122 同一份举报再送一次，得到同一张回执，不另立一件', async () => {
  const before_ = await edge.events()
  const again = await send('POST', '/report/intake', { ...filed.form, proof: filed.proof })
  assert.deepEqual(parsed<object>(again, 201), { receipt: filed.receipt })
  const other = await send('POST', '/report/intake', { ...filed.form, industryConduct: true, proof: filed.proof })
  assert.match(detail(other), /已经提交过另一份内容/)
  const free = (await begin(send)).number
  const guessed = await Promise.all(
    [filed.number, free].map(number => send('POST', '/report/intake', { ...filed.form, number, proof: 'x' })),
  )
  assert.equal(guessed[0]?.text, guessed[1]?.text, '没有做验证的，看不出哪个登记号用过')
  assert.equal(await edge.events(), before_)
})

test('CMP-004 没有做验证、验证用过、验证是别的登记号的，都不收', async () => {
  const { number, proof } = await begin(send)
  const form = { ...filed.form, number }
  assert.match(detail(await send('POST', '/report/intake', { ...form, proof: 'x' })), /验证/)
  assert.match(detail(await send('POST', '/report/intake', { ...form, proof: filed.proof })), /用过/)
  const other = await begin(send)
  assert.match(detail(await send('POST', '/report/intake', { ...form, proof: other.proof })), /对不上/)
  const forged = JSON.parse(Buffer.from(proof, 'base64').toString()) as {
    challenge: { parameters: { expiresAt: number } }
  }
  forged.challenge.parameters.expiresAt += 1
  const sent = Buffer.from(JSON.stringify(forged)).toString('base64')
  assert.match(detail(await send('POST', '/report/intake', { ...form, proof: sent })), /已过期/)
  const part = await sealBytes(utf8('演示'), [group.members[0]?.recipient ?? ''])
  assert.match(detail(await send('POST', '/report/parts', part)), /验证/)
})

test('S122 没有密封的、残缺的、过大的，不收，并说怎么办；不重复所发的内容', async () => {
  const { proof } = await begin(send)
  const sealed = await sealBytes(utf8('演示：很长的内容'.repeat(8_000)), [group.members[0]?.recipient ?? ''])
  const post = (bytes: Uint8Array) => send('POST', '/report/parts', bytes, { 'x-proof': proof })
  assert.match(detail(await post(utf8('明文标记'))), /不是密封好的内容.*刷新页面/)
  assert.match(detail(await post(sealed.subarray(0, 100))), /没有收完整.*再传一次/)
  assert.match(detail(await post(Buffer.concat([sealed, Buffer.alloc(400_000)]))), /上限.*拆开/)
  const json = await send('POST', '/report/parts', { words: '明文标记' }, { 'x-proof': proof })
  assert.match(detail(json), /没有收到密封的内容/)
  for (const body of [{ 明文标记: 1 }, { number: '明文标记' }, { ...filed.form, proof, 明文标记: '明文标记' }]) {
    const answer = await send('POST', '/report/intake', body)
    assert.ok(answer.status >= 400 && answer.status < 500)
    assert.equal(answer.text.includes('明文标记'), false, answer.text)
  }
  assert.deepEqual(readdirSync(join(dataDir, 'sealed/incoming')), [])
})

test('S122 提到没有送来的密封件，或长度不符，不登记', async () => {
  const { number, proof } = await begin(send)
  const content = { blob: createHash('sha256').update('演示').digest('hex'), size: 1 }
  const answer = await send('POST', '/report/intake', { ...filed.form, number, proof, content, attachments: [] })
  assert.match(detail(answer), /没有收到/)
})

test('CMP-005 径送上级的，普通库里没有，成员、审计都看不到；举报人凭码可查', async () => {
  const { number, proof } = await begin(send)
  const sealed = await sendPart(send, proof, await sealBytes(utf8('演示：反映组长'), [group.superior.recipient]))
  const { mailbox } = filed.form
  const form = { number, destination: group.superior.key, sealed, mailbox, proof }
  parsed<object>(await send('POST', '/report/upward', form), 201)
  assert.equal(
    readdirSync(join(dataDir, 'sealed'), { recursive: true }).some(name => String(name).endsWith(sealed.blob)),
    false,
  )
  assert.deepEqual(readdirSync(join(dataDir, 'upward')), [sealed.blob])
  for (const person of ['discipline-leader', 'supervision-office-head', 'agency-head']) {
    const visitor = await edge.signIn(person)
    const { rows } = (await visitor.get('/complaints?state=all')).body as { rows: { id: string }[] }
    assert.equal(
      rows.some(({ id }) => id === number),
      false,
      person,
    )
    assert.equal((await visitor.get(`/complaints/${number}`)).status, 404, person)
    assert.equal((await visitor.get(`/complaints/${number}/parts/${sealed.blob}`)).status, 404, person)
  }
  assert.equal((await lookInto(send, number, filed.token)).stage, 'UPWARD')
  // Refused, it goes back to where it was and is swept like anything that belongs to nothing.
  const next = await begin(send)
  const stray = await sendPart(send, next.proof, await sealBytes(utf8('演示'), [group.superior.recipient]))
  const refused = await send('POST', '/report/upward', { ...form, ...next, destination: 'NOBODY', sealed: stray })
  assert.match(detail(refused), /没有登记/)
  assert.deepEqual(readdirSync(join(dataDir, 'upward')), [sealed.blob])
})

test('S122 成员得到没有内容的通知', async () => {
  const member = await edge.signIn(group.members[1]?.person ?? '')
  const { notices } = (await member.get('/todo')).body as { notices: { link: string; words: string }[] }
  const notice = notices.find(({ link }) => link === `/complaints/${filed.number}`)
  assert.match(notice?.words ?? '', /^(收到一件新的投诉举报|举报人补充了材料)/)
})
