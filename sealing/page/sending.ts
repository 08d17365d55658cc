/** Sealing parts and sending them: ciphertext is all that leaves, and what the server kept is compared with what was sent. */
import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '@scure/base'
import { utf8 } from '../../domain/log/bytes.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { httpSource } from '../../verifier/http-source.ts'
import { piecesOf, streamFrom, streamOf } from '../bytes-stream.ts'
import { type ReporterIdentity, sealIdentity } from '../identity.ts'
import { checkKeys, type KeyReport, whyNotSeal } from '../key-check.ts'
import type { Attachment } from '../letter.ts'
import type { CleanFile } from '../metadata.ts'
import { solve } from '../proof-of-work.ts'
import { custodiansOf } from '../recipients.ts'
import { sealStream } from '../seal.ts'
import { ask, challengeAnswer, type Part, partAnswer } from './api.ts'
import type { Group } from './group.ts'

/** What is going on, in words, and how far it is: 0 to 1, or unknown. */
export type Progress = (words: string, done?: number) => void

export interface Worked {
  readonly number: string
  /** base64 of challenge and solution, as the server takes it. */
  readonly proof: string
  readonly mostBytes: number
}

/** Whether the answered keys are those of the log; a swapped one stops everything here. */
export async function checkedKeys(group: Group, say: Progress): Promise<Result<KeyReport>> {
  say('正在到公开日志里核对收件公钥……')
  const report = await checkKeys(httpSource('/log'), { ...group, seats: [...group.seats] })
  if (!report.ok) return report
  const refusal = whyNotSeal(report.value)
  return refusal ? err(refusal) : report
}

/** A number, and the work that the server asks for before it accepts anything. */
export async function work(say: Progress): Promise<Result<Worked>> {
  say('正在计算提交前的验证（代替登录和短信，约几秒到一分钟）……', 0)
  const asked = await ask('/challenge', challengeAnswer)
  if (!asked.ok) return asked
  const { number, challenge, mostBytes } = asked.value
  const { data, expiresAt, ...parameters } = challenge.parameters
  const given = {
    parameters: { ...parameters, ...(data ? { data } : {}), ...(expiresAt === undefined ? {} : { expiresAt }) },
    ...(challenge.signature === undefined ? {} : { signature: challenge.signature }),
  }
  const solution = await solve(given, { onProgress: done => say('正在计算提交前的验证……', done) })
  if (!solution.ok) return solution
  const proof = btoa(JSON.stringify({ challenge: given, solution: solution.value }))
  return ok({ number, proof, mostBytes })
}

/** Sends something that is sealed. The blob stays on the server under its own SHA-256. */
export async function sendSealed(sealed: Blob, digest: string, { proof, mostBytes }: Worked): Promise<Result<Part>> {
  if (sealed.size > mostBytes) {
    const most = Math.floor(mostBytes / 1024 / 1024)
    return err(
      refuse(
        'INVALID',
        'S122',
        `附件密封后超过 ${most} MB，不能提交：请分成几份，或改用信函、来访送交。`,
        'attachments',
      ),
    )
  }
  const part = await ask('/parts', partAnswer, sealed, { 'x-proof': proof })
  if (!part.ok) return part
  return part.value.blob === digest && part.value.size === sealed.size
    ? part
    : err(refuse('INVALID', 'S122', '平台收到的密封件与本页送出的不一致，已停止提交：请换一个网络再试。', 'sealed'))
}

/** Bytes that are sealed already. */
export const sendBytes = (sealed: Uint8Array, worked: Worked): Promise<Result<Part>> =>
  sendSealed(new Blob([sealed as Uint8Array<ArrayBuffer>]), hex.encode(sha256(sealed)), worked)

/** Seals a file piece by piece and sends it: the browser keeps the ciphertext outside of this page's memory. */
export async function sendFile(
  { blob, name }: CleanFile,
  recipients: readonly string[],
  worked: Worked,
  say: Progress,
): Promise<Result<{ readonly listed: Attachment; readonly part: Part }>> {
  const hash = sha256.create()
  const told = (done: number, of: number) =>
    say(`正在密封「${name}」（${sizeWords(blob.size)}）……`, of === 0 ? 1 : done / of)
  const source = blob.size === 0 ? streamOf(new Uint8Array()) : blob.stream()
  const sealed = await sealStream(source, blob.size, recipients, told)
  const ciphertext = await new Response(streamFrom(hashed(sealed, hash))).blob()
  say(`正在发送「${name}」（${sizeWords(ciphertext.size)}），请让本页开着……`)
  const part = await sendSealed(ciphertext, hex.encode(hash.digest()), worked)
  if (!part.ok) return part
  return ok({ listed: { name, type: blob.type, size: blob.size, blob: part.value.blob }, part: part.value })
}

async function* hashed(stream: ReadableStream<Uint8Array>, hash: ReturnType<typeof sha256.create>) {
  for await (const piece of piecesOf(stream)) {
    hash.update(piece)
    yield piece
  }
}

/** Files one after the other: several at once would need several times the memory. */
export async function sendFiles(
  files: readonly CleanFile[],
  recipients: readonly string[],
  worked: Worked,
  say: Progress,
): Promise<Result<{ readonly listed: readonly Attachment[]; readonly parts: readonly Part[] }>> {
  const listed: Attachment[] = []
  const parts: Part[] = []
  for (const [at, file] of files.entries()) {
    const before = files.length > 1 ? `附件 ${at + 1}/${files.length}：` : ''
    const sent = await sendFile(file, recipients, worked, (words, done) => say(`${before}${words}`, done))
    if (!sent.ok) return sent
    listed.push(sent.value.listed)
    parts.push(sent.value.part)
  }
  return ok({ listed, parts })
}

export interface IdentityPair {
  readonly first: string
  readonly second: string
  readonly part: Part
}

/** Who it is, sealed apart from what they say, to every two custodians (CMP-003). */
export async function sendIdentity(
  identity: ReporterIdentity,
  report: KeyReport,
  recused: readonly string[],
  appointed: readonly string[],
  worked: Worked,
): Promise<Result<readonly IdentityPair[]>> {
  const custodians = custodiansOf(report, recused, appointed)
  if (!custodians.ok) return custodians
  const sealed = await sealIdentity(identity, custodians.value)
  if (!sealed.ok) return sealed
  const pairs: IdentityPair[] = []
  for (const { first, second, sealed: bytes } of sealed.value) {
    const part = await sendBytes(bytes, worked)
    if (!part.ok) return part
    pairs.push({ first, second, part: part.value })
  }
  return ok(pairs)
}

export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.ceil(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** What the server keeps of the token. */
export const tokenHashOf = (token: string): string => hex.encode(sha256(utf8(token)))
