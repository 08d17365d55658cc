import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkReceipt, type DissentReceipt } from '../../domain/disclosure/receipt.ts'
import { streams } from '../../domain/ids.ts'
import type { LogSource } from '../../domain/log/source.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import type { Meeting, Opinion } from '../../domain/meeting/meeting.ts'
import { statementFor } from '../../domain/meeting/statement.ts'
import { must } from '../../domain/result.ts'
import { type Signature, signatureFault } from '../../domain/signature.ts'
import type { AssertionOptions, RegistrationOptions, SigningView } from '../../http/api/contract.ts'
import { eventsOf } from '../../store/events.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { loadLogKeys } from '../../store/log/keys.ts'
import { openLog } from '../../store/log/open-log.ts'
import { signedFile } from '../../store/log/signed-file.ts'
import { signFor } from '../../store/signing-keys.ts'
import { readAgency } from '../../store/views/agency.ts'
import { authenticator } from '../support/authenticator.ts'
import { LOG_ORIGIN, NO_WITNESSES, round } from '../support/kept-log.ts'
import { memoryTiles } from '../support/tile-store.ts'
import { type Edge, openEdge, problemIn } from './edge.ts'
import { conclude, done, opinionOf, type Sitting, sitInitial, speakers } from './sitting.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-signing-'))
const tiles = memoryTiles()
let edge: Edge
let sitting: Sitting
/** Speaks for themself; is taken down by the recorder; and presides, with a key of their own. */
let [speaker, heard, presider] = ['', '', '']
before(async () => {
  edge = await openEdge({ dataDir, tiles: tiles as LogSource })
  sitting = await sitInitial(edge)
  const people = speakers(sitting)
  presider = people.at(-1) ?? ''
  heard = people.find(p => p !== presider && p !== sitting.page.recorder.id) ?? assert.fail('nobody to be heard')
  speaker = people.find(p => p !== presider && p !== heard) ?? assert.fail('nobody to speak')
  assert.equal(people.length, 3)
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const opinions = () => `${sitting.path}/opinions`
const meetingAs = async (person: string) =>
  (await factsFor(edge.store, streams.meeting(sitting.id), person, edge.now())) as Known<Meeting, MeetingFacts>

/** What stands in the record of what somebody said. */
async function recorded(person: string): Promise<Opinion> {
  const { state } = await meetingAs(person)
  return must(
    state.items[0]?.opinions.find(o => o.person === person),
    `${person} spoke`,
  )
}

/** As anybody can who has the record: the statement made again from what was recorded, and the registered keys. */
async function faultOf(person: string, over: Record<string, unknown> = {}): Promise<string | undefined> {
  const { state, facts } = await meetingAs(person)
  const { position, words, signature } = await recorded(person)
  const form = { matter: sitting.matter, person, position, words, ...over }
  const said = must(statementFor(state, facts, 'opinions', form), 'a statement')
  const { signingKeys } = (await readAgency(edge.store)).organisation
  const own = signingKeys.filter(k => k.person === person)
  return signatureFault(said.statement, must(signature, 'a signature'), own)
}

test('S145 没有自己密钥的人，平台用代管的密钥签名，记录写明；公钥登记在册，谁都能核对', async () => {
  const visitor = await sitting.as(speaker)
  const key = { 'idempotency-key': randomUUID() }
  done(await visitor.post(opinions(), opinionOf(sitting, speaker), key))
  assert.equal((await recorded(speaker)).signature?.method, 'SERVER_HELD')
  assert.equal(await faultOf(speaker), undefined)
  assert.match((await faultOf(speaker, { words: '材料不全，不同意。' })) ?? '', /不符/)

  const before = await edge.events()
  done(await visitor.post(opinions(), opinionOf(sitting, speaker), key))
  assert.equal(await edge.events(), before, 'sent again under its key, it is the same to the byte')
  const { keys, ownKey } = done<SigningView>(await visitor.get('/signing'))
  assert.deepEqual([keys.map(k => k.methodName), ownKey], [['平台代管的密钥签名'], false])
})

test('S145 代管的私钥不以明文入库：封存的钥匙在数据文件夹里，只有本用户可读', async () => {
  const { rows } = await edge.store.database.pool.query<{ sealed: Buffer; key: string }>(
    'select sealed, key from signing_key',
  )
  assert.equal(rows.length, 1)
  const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
  assert.equal(rows[0]?.sealed.includes(pkcs8), false)
  const file = join(dataDir, 'signing-secret')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const secret = readFileSync(file, 'utf8')
  assert.equal(rows[0]?.sealed.includes(Buffer.from(secret, 'hex')), false)
})

test('S145 记录人替人记下的意见没有签名：谁也不能替别人签名', async () => {
  const signature = must((await recorded(speaker)).signature, 'a signature')
  const before = await edge.events()
  const foreign = await sitting.recorder.post(opinions(), { ...opinionOf(sitting, heard), signature })
  assert.equal(problemIn(foreign).clause, 'S145')
  assert.equal(await edge.events(), before)
  done(await sitting.recorder.post(opinions(), opinionOf(sitting, heard)))
  assert.equal((await recorded(heard)).signature, undefined)
})

test('S145 登记了自己的密钥，就要用它签名；签的不是这份意见、不在本平台签的，都不收', async () => {
  const person = presider
  const visitor = await sitting.as(person)
  const own = authenticator()
  const asked = done<RegistrationOptions>(await visitor.post('/signing/registration-options'))
  const { challenge } = asked.options as { challenge: string }
  const foreign = await visitor.post('/signing/registrations', { response: own.register({ challenge: 'AAAA' }) })
  assert.deepEqual([foreign.status, problemIn(foreign).clause], [422, 'S145'])
  const elsewhere = authenticator('https://evil.example', 'evil.example').register({ challenge })
  assert.equal((await visitor.post('/signing/registrations', { response: elsewhere })).status, 422)
  assert.equal((await visitor.post('/signing/registrations', { response: { id: own.id } })).status, 422)
  const registered = done<SigningView>(
    await visitor.post('/signing/registrations', { response: own.register({ challenge }) }),
  )
  assert.equal(registered.ownKey, true)
  const direct = { key: 'x'.repeat(43), person, method: 'WEBAUTHN', publicKey: 'A'.repeat(87) }
  assert.equal((await visitor.post('/agency/signing-keys', direct)).status, 404, 'no key without its authenticator')

  const form = opinionOf(sitting, person)
  const unsigned = await visitor.post(opinions(), form)
  assert.deepEqual([unsigned.status, problemIn(unsigned).field], [422, 'signature'])
  const to = { meeting: sitting.id, noun: 'opinions', form }
  const { options } = done<AssertionOptions>(await visitor.post('/signing/assertion-options', to))
  const over = String(options.challenge)
  assert.deepEqual(options.allowCredentials, [{ id: own.id, type: 'public-key' }])
  const before = await edge.events()
  const refused: readonly (readonly [Signature, RegExp, object?])[] = [
    [own.assert(over), /与所签的内容不符/, { words: '材料不全，同意。' }],
    [own.assert('AAAA'), /与所签的内容不符/],
    [own.assert(over, { origin: 'https://evil.example' }), /不是在本平台的页面上/],
    [own.assert(over, { rpId: 'evil.example' }), /不是在本平台的页面上/],
    [authenticator().assert(over), /登记在册/],
    [{ ...own.assert(over), method: 'SERVER_HELD' }, /登记在册/],
  ]
  for (const [signature, says, change] of refused) {
    const answer = await visitor.post(opinions(), { ...form, ...change, signature })
    assert.deepEqual([answer.status, problemIn(answer).clause], [422, 'S145'], answer.text)
    assert.match(problemIn(answer).detail, says)
  }
  assert.equal(await edge.events(), before)
  done(await visitor.post(opinions(), { ...form, signature: own.assert(over) }))
  assert.equal((await recorded(person)).signature?.method, 'WEBAUTHN')
  assert.equal(await faultOf(person), undefined)
  const revoking = { key: own.id, reason: '更换手机' }
  done(await visitor.post('/agency/signing-key-revocations', revoking))
  assert.equal(done<SigningView>(await visitor.get('/signing')).ownKey, false)
  assert.equal(await faultOf(person), undefined, 'what it signed before stays good')
})

test('E-34 S145 纪要由主持人签名；签发之后，发言人凭回执证明自己的话在纪要里，别人的取不到', async () => {
  const visitor = await sitting.as(speaker)
  const path = `${sitting.path}/receipts/${(await recorded(speaker)).version}`
  const early = await visitor.get(path)
  assert.equal(early.status, 404)
  assert.match(problemIn(early).detail, /纪要还没有签发/)

  await conclude(sitting)
  done(await (await sitting.as(sitting.page.chair.id)).post(`${sitting.path}/minutes-signature`))
  const events = await eventsOf(edge.store, streams.meeting(sitting.id))
  const signed = must(
    events.find(e => e.type === 'meeting.minutes-signed'),
    'signed minutes',
  )
  const { hash, signature } = signed.data as { hash: string; signature: Signature }
  const { signingKeys } = (await readAgency(edge.store)).organisation
  const chair = sitting.page.chair.id
  const content = { person: chair, minutes: hash }
  const statement = { meeting: sitting.id, role: 'MINUTES', round: 0, item: hash, content } as const
  assert.equal(
    signatureFault(
      statement,
      signature,
      signingKeys.filter(k => k.person === chair),
    ),
    undefined,
  )

  const unlogged = await visitor.get(path)
  assert.deepEqual([unlogged.status, problemIn(unlogged).clause], [409, 'E-34'])
  await logged()
  const answer = await visitor.get(path)
  const receipt = done<DissentReceipt>(answer)
  assert.match(String(answer.headers['content-disposition']), /^attachment; /)
  const proved = checkReceipt(receipt)
  assert.ok(proved.ok, JSON.stringify(proved))
  assert.deepEqual([proved.value.words, proved.value.person], ['材料齐全，同意。', speaker])
  assert.match(receipt.opinion.proof ?? '', /^c2sp\.org\/tlog-proof@v1\n/)
  assert.match(receipt.minutes.proof ?? '', /^c2sp\.org\/tlog-proof@v1\n/)
  assert.equal(receipt.minutes.disclosures.length, 0, 'the minutes themselves are not handed out')

  const nothing = await visitor.get(`${sitting.path}/receipts/99999`)
  for (const denied of [await (await sitting.as(heard)).get(path), await visitor.get(`${sitting.path}/receipts/1`)]) {
    assert.deepEqual([denied.status, denied.text], [404, nothing.text])
  }
})

test('S145 数据文件夹的钥匙丢了：另生成一把登记在册，以前签的仍然成立', async () => {
  rmSync(join(dataDir, 'signing-secret'))
  const again = await signFor(edge.store, dataDir, speaker, 'another text', edge.now())
  assert.ok(again.ok)
  const { signingKeys } = (await readAgency(edge.store)).organisation
  assert.equal(signingKeys.filter(k => k.person === speaker && k.method === 'SERVER_HELD').length, 2)
  assert.equal(signingKeys.at(-1)?.key, again.value.key)
  assert.equal(await faultOf(speaker), undefined)
})

test('S145 一个人同时签两次，只有一把代管的密钥', async () => {
  const texts = ['一', '二', '三', '四']
  const signed = await Promise.all(texts.map(text => signFor(edge.store, dataDir, 'leader-4', text, edge.now())))
  const used = new Set(signed.map(one => (one.ok ? one.value.key : assert.fail(one.error.sentence))))
  assert.equal(used.size, 1)
  const { signingKeys } = (await readAgency(edge.store)).organisation
  assert.deepEqual(
    signingKeys.filter(k => k.person === 'leader-4').map(k => k.key),
    [...used],
  )
})

/** Everything that was committed is in the published log afterwards. */
async function logged(): Promise<void> {
  const keys = await loadLogKeys(join(dataDir, 'log', 'keys'), LOG_ORIGIN)
  const memory = signedFile(dataDir, LOG_ORIGIN)
  const parts = { store: edge.store, tiles, keys, policy: NO_WITNESSES, witnessTimeoutMs: 1_000, memory }
  const client = await edge.store.database.pool.connect()
  assert.equal(await round(await openLog(parts, client)), undefined)
  client.release(true)
}
