/** A reporter's browser without a browser: seals with the same code as the page, and sends what the page sends. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { FastifyInstance } from 'fastify'
import type { ReportChallenge, ReportMailbox, ReportReceipt } from '../../http/api/contract.ts'
import { sealIdentity } from '../../sealing/identity.ts'
import { sealLetter } from '../../sealing/letter.ts'
import { type NewMailbox, newMailbox } from '../../sealing/mailbox.ts'
import { solve } from '../../sealing/proof-of-work.ts'
import { newQueryCode } from '../../sealing/query-code.ts'
import { sealBytes } from '../../sealing/seal.ts'
import { handle } from '../../store/handle.ts'
import type { Store } from '../../store/store.ts'

export interface Received {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Sends to a path below `/api/v1`: bytes as they are, anything else as JSON. */
export type Send = (
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Received>

const typeOf = (body: unknown): Record<string, string> =>
  body === undefined
    ? {}
    : { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }

const payloadOf = (body: unknown): Buffer | string =>
  body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body)

/** To a server in this process, without a socket. */
export const sendInto =
  (app: FastifyInstance): Send =>
  async (method, path, body, headers = {}) => {
    const payload = body === undefined ? {} : { payload: payloadOf(body) }
    const url = `/api/v1${path}`
    const answer = await app.inject({ method, url, headers: { ...typeOf(body), ...headers }, ...payload })
    return { status: answer.statusCode, text: answer.body, headers: answer.headers }
  }

/** To a server somewhere: `http://127.0.0.1:port`. */
export const sendTo =
  (base: string): Send =>
  async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: payloadOf(body) as BodyInit }
    const answer = await fetch(`${base}/api/v1${path}`, { method, headers: { ...typeOf(body), ...headers }, ...sent })
    return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) }
  }

export interface Key {
  readonly key: string
  readonly person: string
  readonly recipient: string
  /** `AGE-SECRET-KEY-1…`; in the program only that person's browser has it. */
  readonly identity: string
}

/** Keys of the group: two members who read, two custodians, and a body above. */
export interface GroupKeys {
  readonly members: readonly Key[]
  readonly custodians: readonly [Key, Key]
  readonly superior: Key
}

const LEADER = 'discipline-leader'
export const memberPersons = [LEADER, 'supervision-office-head'] as const
const custodianPersons = ['supervision-office-head', 'head-personnel'] as const

/** Registers keys and appoints custodians, as the group's own people do. */
export async function prepareGroup(store: Store, now: string): Promise<GroupKeys> {
  let n = 0
  const done = async (person: string, noun: string, input: unknown) => {
    const command = { stream: 'organisation', noun, input, person, now, key: `prepare-group-${n++}` }
    const result = await handle(store, command)
    assert.ok(result.ok, JSON.stringify(result))
  }
  const register = async (person: string, purpose: string, more: object = {}): Promise<Key> => {
    const identity = await generateX25519Identity()
    const recipient = await identityToRecipient(identity)
    const key = createHash('sha256').update(recipient).digest('hex')
    await done(person, 'sealing-keys', { key, purpose, recipient, ...more })
    return { key, person, recipient, identity }
  }
  for (const person of custodianPersons) await done(LEADER, 'custodians', { person })
  return {
    members: [await register(memberPersons[0], 'CONTENT'), await register(memberPersons[1], 'CONTENT')],
    custodians: [await register(custodianPersons[0], 'IDENTITY'), await register(custodianPersons[1], 'IDENTITY')],
    superior: await register(LEADER, 'SUPERIOR', { unit: '演示：上级纪检监察机关' }),
  }
}

export interface Filed {
  readonly number: string
  readonly code: string
  readonly token: string
  readonly receipt: ReportReceipt['receipt']
  readonly proof: string
  /** What was sent as JSON. */
  readonly form: Record<string, unknown>
}

export const parsed = <T>(answer: Received, status = 200): T => {
  assert.equal(answer.status, status, answer.text)
  return JSON.parse(answer.text) as T
}

/** A number, and the work done for it. */
export async function begin(send: Send): Promise<{ readonly number: string; readonly proof: string }> {
  const { number, challenge } = parsed<ReportChallenge>(await send('GET', '/report/challenge'))
  const solution = await solve(challenge)
  assert.ok(solution.ok)
  return { number, proof: Buffer.from(JSON.stringify({ challenge, solution: solution.value })).toString('base64') }
}

export async function sendPart(send: Send, proof: string, bytes: Uint8Array): Promise<{ blob: string; size: number }> {
  const part = parsed<{ blob: string; size: number }>(
    await send('POST', '/report/parts', bytes, { 'x-proof': proof }),
    201,
  )
  assert.equal(part.blob, createHash('sha256').update(bytes).digest('hex'))
  return part
}

export interface Words {
  readonly title?: string
  readonly words: string
  readonly attachment?: string
  /** By name: who it is. */
  readonly name?: string
  /** A mailbox that was made already: making one takes a browser, and a test, a while. */
  readonly mailbox?: NewMailbox
  readonly more?: Record<string, unknown>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Seals a report and sends it in; `name` makes it one by name. */
export async function file(send: Send, group: GroupKeys, words: Words): Promise<Filed> {
  const { number, proof } = await begin(send)
  const recipients = group.members.map(({ recipient }) => recipient)
  const attachments = words.attachment
    ? [await sendPart(send, proof, await sealBytes(bytesOf(words.attachment), recipients))]
    : []
  const listed = attachments.map(({ blob }) => ({
    name: `${words.words.slice(0, 20)}.txt`,
    type: 'text/plain',
    size: 1,
    blob,
  }))
  const letter = { version: 1 as const, kind: 'REPORT' as const, words: words.words, attachments: listed }
  const sealed = await sealLetter(words.title ? { ...letter, title: words.title } : letter, recipients)
  const content = await sendPart(send, proof, sealed)
  const code = newQueryCode()
  const { token, replyTo, keyBox } = words.mailbox ?? (await newMailbox(code, number))
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const form = {
    number,
    boards: ['CONSTRUCTION'],
    industryConduct: false,
    mode: words.name ? 'REAL_NAME' : 'ANONYMOUS',
    content,
    attachments,
    recused: { departments: [], persons: [] },
    keys: group.members.map(({ key }) => key),
    mailbox: { tokenHash, replyTo, keyBox },
    ...(words.name ? { identity: await sendIdentity(send, group, proof, words.name) } : {}),
    ...words.more,
  }
  const answer = await send('POST', '/report/intake', { ...form, proof })
  const { receipt } = parsed<ReportReceipt>(answer, 201)
  return { number, code, token, receipt, proof, form }
}

/** Seals an identity to the custodians and sends it. */
export async function sendIdentity(send: Send, group: GroupKeys, proof: string, name: string) {
  const pairs = await sealIdentity({ name, contact: `${name} 13800000000` }, group.custodians)
  assert.ok(pairs.ok)
  const sent = []
  for (const { first, second, sealed } of pairs.value) {
    sent.push({ first, second, part: await sendPart(send, proof, sealed) })
  }
  return sent
}

export const lookInto = async (send: Send, number: string, token: string): Promise<ReportMailbox> =>
  parsed<ReportMailbox>(await send('POST', '/report/mailbox', { number, token }))

/** A further message, sealed and sent. */
export async function write(send: Send, group: GroupKeys, { number, token }: Filed, words: string): Promise<Received> {
  const { proof } = await begin(send)
  const letter = { version: 1 as const, kind: 'MESSAGE' as const, words, attachments: [] }
  const sealed = await sealLetter(
    letter,
    group.members.map(({ recipient }) => recipient),
  )
  const content = await sendPart(send, proof, sealed)
  return send('POST', '/report/messages', { number, token, kind: 'SUPPLEMENT', content, attachments: [] })
}
