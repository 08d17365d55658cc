import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosignaturesOn } from '../../domain/log/cosignature.ts'
import type { VerifierKey } from '../../domain/log/key.ts'
import { formatNote, type Note, parseSignatures, type SignatureLine } from '../../domain/log/note.ts'
import type { Policy } from '../../domain/log/policy.ts'
import { formatWitnessRequest } from '../../domain/log/witness-request.ts'
import { closed, must } from '../../domain/result.ts'

export interface WitnessQuestion {
  /** Witnesses with a URL are asked; two keys at one URL are one witness and one request. */
  readonly policy: Pick<Policy, 'witnesses'>
  /** The checkpoint with the log's own signatures. */
  readonly note: Note
  /** The consistency proof from a tree of that size (above 0, below the checkpoint's) to the checkpoint's. */
  readonly proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>
  /** For each request; a witness is asked at most twice. */
  readonly timeoutMs: number
  /** The size last cosigned by the witness at a URL, as {@link WitnessAnswers.sizes} said it last time. */
  readonly sizes?: ReadonlyMap<string, number>
  readonly fetch?: typeof fetch
}

export interface WitnessReport {
  /** The witness's name in the policy. */
  readonly name: string
  /** Whether its valid cosignature is among the lines. */
  readonly ok: boolean
  /** The size it cosigned last, as far as it said so. */
  readonly size?: number
  /** It has cosigned a larger tree than ours: the log was rolled back, and must not be published. */
  readonly ahead?: number
  /** It found our tree to be no continuation of the one that it cosigned: the log forked, and must not be published. */
  readonly forked?: true
  /** For the operator. */
  readonly sentence: string
}

export interface WitnessAnswers {
  /** Valid cosignatures on the checkpoint by the policy's keys, one a key, in the order of the policy. */
  readonly lines: readonly SignatureLine[]
  /** One for each witness with a URL, in the order of the policy. */
  readonly reports: readonly WitnessReport[]
  /** For the next question. */
  readonly sizes: ReadonlyMap<string, number>
}

/** What a witness at one URL made of the question. */
type Outcome =
  | { readonly kind: 'cosigned'; readonly lines: ReadonlyMap<VerifierKey, SignatureLine>; readonly ignored: number }
  | { readonly kind: 'behind' | 'ahead'; readonly size: number }
  | { readonly kind: 'forked' }
  | { readonly kind: 'failed'; readonly sentence: string }

/** A witness answers a few lines; one that sends more is not listened to. */
const MOST_ANSWER_BYTES = 128 * 1024

/**
 * Asks all witnesses at once to cosign a checkpoint (C2SP tlog-witness, client side). Whatever a witness does (silence,
 * nonsense, signatures of strangers) ends as a report and never as an exception.
 * @throws only when `proofFrom` does: a log that cannot read its own tree has nothing to ask.
 */
export async function askWitnesses(question: WitnessQuestion): Promise<WitnessAnswers> {
  const asked = question.policy.witnesses.filter(({ url }) => url !== undefined)
  const urls = [...new Set(asked.map(({ url }) => must(url, 'the URL of a witness that is asked')))]
  const size = sizeOf(question.note)
  const outcomes = new Map(
    await Promise.all(
      urls.map(async url => {
        const keys = asked.filter(witness => witness.url === url).map(({ key }) => key)
        return [url, await askOne(question, url, size, keys)] as const
      }),
    ),
  )
  const found = asked.map(({ name, key, url = '' }) => {
    const outcome = must(outcomes.get(url), 'the outcome of a URL that was asked')
    return { line: outcome.kind === 'cosigned' ? outcome.lines.get(key) : undefined, name, outcome }
  })
  const told = [...outcomes].flatMap(([url, outcome]) => {
    const known = sizeTold(outcome, size)
    return known === undefined ? [] : [[url, known] as const]
  })
  return {
    lines: found.flatMap(({ line }) => line ?? []),
    reports: found.map(({ name, line, outcome }) => reportOf(name, line !== undefined, outcome, size)),
    sizes: new Map([...(question.sizes ?? []), ...told]),
  }
}

function sizeOf(note: Note): number {
  const checkpoint = parseCheckpoint(note.text)
  if (!checkpoint.ok) throw new Error(`our own checkpoint: ${checkpoint.error.sentence}`)
  return checkpoint.value.size
}

/** From the size we remember; and once more from the size the witness says, if it has seen another tree than we thought. */
async function askOne(question: WitnessQuestion, url: string, size: number, keys: readonly VerifierKey[]) {
  const first = await askFrom(question, url, Math.min(question.sizes?.get(url) ?? 0, size), size, keys)
  return first.kind === 'behind' ? askFrom(question, url, first.size, size, keys) : first
}

async function askFrom(
  { note, proofFrom, timeoutMs, fetch: ask = fetch }: WitnessQuestion,
  url: string,
  oldSize: number,
  size: number,
  keys: readonly VerifierKey[],
): Promise<Outcome> {
  const proof = oldSize === 0 || oldSize === size ? [] : await proofFrom(oldSize)
  const body = formatWitnessRequest({ oldSize, proof, checkpoint: formatNote(note) })
  try {
    const response = await ask(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      // A redirection would turn the request into another one, to whoever answers there.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return outcomeOf(response.status, await textOf(response), note, size, keys)
  } catch (error) {
    return failed(whyNot(error, timeoutMs))
  }
}

function outcomeOf(status: number, answer: string, note: Note, size: number, keys: readonly VerifierKey[]): Outcome {
  if (status === 409) return conflictOf(answer, size)
  if (status === 422) return { kind: 'forked' }
  if (status !== 200) return failed(`没有签名，答复的状态是 ${status}：${shortened(answer)}`)
  const signatures = parseSignatures(answer)
  if (!signatures.ok) return failed(`答复的签名行不合格式：${signatures.error.sentence}`)
  const lines = new Map<VerifierKey, SignatureLine>()
  for (const line of signatures.value) {
    // One by one, so that a wrong line of one key does not take a good line of another with it.
    const cosigners = cosignaturesOn({ text: note.text, signatures: [line] }, keys)
    const [cosigner] = cosigners.ok ? cosigners.value : []
    if (cosigner && cosigner.seconds > 0) lines.set(cosigner.key, line)
  }
  return { kind: 'cosigned', lines, ignored: signatures.value.length - lines.size }
}

function conflictOf(answer: string, size: number): Outcome {
  const [, digits] = /^(0|[1-9]\d{0,15})\n$/.exec(answer) ?? []
  const latest = Number(digits)
  if (digits === undefined || !Number.isSafeInteger(latest))
    return failed(`说大小不符，却没有说清大小：${shortened(answer)}`)
  return { kind: latest > size ? 'ahead' : 'behind', size: latest }
}

function sizeTold(outcome: Outcome, size: number): number | undefined {
  switch (outcome.kind) {
    case 'cosigned':
      return outcome.lines.size > 0 ? size : undefined
    case 'behind':
    case 'ahead':
      return outcome.size
    case 'forked':
    case 'failed':
      return undefined
    default:
      return closed(outcome)
  }
}

function reportOf(name: string, signed: boolean, outcome: Outcome, size: number): WitnessReport {
  switch (outcome.kind) {
    case 'cosigned': {
      const ignored = outcome.ignored > 0 ? `，另有${outcome.ignored}行签名不是所列公钥的有效签名，未采用` : ''
      if (signed) return { name, ok: true, size, sentence: `见证人 ${name} 已签名，大小 ${size}${ignored}` }
      return { name, ok: false, sentence: `见证人 ${name} 的答复中没有它的公钥的有效签名${ignored}` }
    }
    case 'ahead':
      return {
        name,
        ok: false,
        size: outcome.size,
        ahead: outcome.size,
        sentence: `见证人 ${name} 已经见证到大小 ${outcome.size}，而本日志只有 ${size}：本日志被退回过，不得发布`,
      }
    case 'behind':
      return {
        name,
        ok: false,
        size: outcome.size,
        sentence: `见证人 ${name} 两次都说大小不符，现在说是 ${outcome.size}`,
      }
    case 'forked': {
      const sentence = `见证人 ${name} 说本日志不是它见证过的那棵树的延续：本日志分叉了，不得发布`
      return { name, ok: false, forked: true, sentence }
    }
    case 'failed':
      return { name, ok: false, sentence: `见证人 ${name} ${outcome.sentence}` }
    default:
      return closed(outcome)
  }
}

/** @throws when there is more than a witness has to say, or it is not UTF-8. */
async function textOf(response: Response): Promise<string> {
  let bytes = 0
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_ANSWER_BYTES) throw new Error(`答复超过 ${MOST_ANSWER_BYTES} 字节`)
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
}

function whyNot(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return `没有给出有效的答复：${String(error)}`
  if (error.name === 'TimeoutError') return `在 ${timeoutMs} 毫秒内没有答复`
  const { cause } = error
  return `没有给出有效的答复：${cause instanceof Error ? cause.message : error.message}`
}

const failed = (sentence: string): Outcome => ({ kind: 'failed', sentence })

/** The first of a witness's words, on one line: enough for an operator to see what it is about. */
const shortened = (text: string): string => JSON.stringify(text.slice(0, 120))
