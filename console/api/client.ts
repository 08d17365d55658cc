import type { Problem } from '../../http/api/contract.ts'

const base = '/api/v1'

/** The address of something that the browser itself fetches, such as a file. */
export const addressOf = (path: string): string => base + path

/** What the server, or the rules behind it, said no to. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** Whether it is still open if the server did what was asked: then the same key must be sent again. */
export const fateUnknown = (error: unknown): boolean => !(error instanceof Refused) || error.problem.status >= 500

// The token belongs to the session and changes with it; whoever reads the session hands it over.
let csrf = ''
export function holdCsrf(token: string | undefined): void {
  csrf = token ?? ''
}

/** Headers of a write: the session's token, and a key under which a repeated request does nothing twice. */
export function writeHeaders(key: string, version?: number): Record<string, string> {
  return {
    'X-CSRF-Token': csrf,
    'Idempotency-Key': key,
    ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
  }
}

/** Reads a thing. @throws Refused */
export async function read<T>(path: string): Promise<T> {
  return (await answerOf(await send(path, { headers: { Accept: 'application/json' } }))) as T
}

export interface Write {
  readonly method?: 'POST' | 'DELETE'
  readonly body?: unknown
  readonly key: string
  /** The version that the page showed; a newer one refuses with CHANGED_MEANWHILE. */
  readonly version?: number | undefined
}

/** Asks for an act. Answers `undefined` where the server has nothing to say (204). @throws Refused */
export async function write<T>(path: string, { method = 'POST', body, key, version }: Write): Promise<T> {
  const headers = {
    ...writeHeaders(key, version),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  }
  const sent = await send(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  return (await answerOf(sent)) as T
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(addressOf(path), { credentials: 'same-origin', ...init })
  } catch {
    throw new Refused(unreachable)
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  throw new Refused(problemFrom(response.status, body))
}

/** What the server says is a problem in its own words; a proxy in between may answer anything. */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'detail' in body && 'code' in body) return body as Problem
  return { ...unreachable, status: status || 503, detail: `平台没有正常回答（${status}），请稍后再试。` }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: '连不上平台',
  status: 503,
  code: 'UNREACHABLE',
  clause: '',
  detail: '连不上平台，请检查网络后再试；同一次提交不会办两遍。',
}

/** A version-4 UUID. `crypto.randomUUID` is missing where the office network serves plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte, index) => {
    const stamped = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return stamped.toString(16).padStart(2, '0')
  })
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
    .map(part => part.join(''))
    .join('-')
}
