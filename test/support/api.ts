import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { MatterPage, MeetingPage, Problem } from '../../http/api/contract.ts'

/** One person's signed-in session over real HTTP, as their browser would hold it. */
export interface Session {
  readonly login: string
  /** The session's cookie, for what is not asked by `get` or `post`. */
  readonly cookie: string
  readonly get: <T>(path: string) => Promise<T>
  /** Does something that must succeed. @throws with the refusal's sentence. */
  readonly post: <T>(path: string, body?: unknown) => Promise<T>
  /** Tries something that must be refused. */
  readonly refused: (path: string, body?: unknown) => Promise<Problem>
  readonly upload: (name: string, content: string) => Promise<string>
}

type Answer = { readonly status: number; readonly body: unknown }

/** Signs in. @param base `http://127.0.0.1:port`. */
export async function signIn(base: string, login: string, password: string): Promise<Session> {
  let cookie = ''
  let csrf = ''
  const send = async (method: string, path: string, body?: unknown, key?: string): Promise<Answer> => {
    const form = body instanceof FormData
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(csrf ? { 'x-csrf-token': csrf } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    })
    const set = response.headers.getSetCookie().map(line => line.split(';')[0])
    if (set.length > 0) cookie = set.join('; ')
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const done = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await send(method, path, body)
    const problem = answer.body as Problem | undefined
    assert.ok(answer.status < 300, `${login} ${method} ${path}: ${answer.status} ${problem?.clause} ${problem?.detail}`)
    return answer.body as T
  }
  const signedIn = await done<{ csrf: string }>('POST', '/session', { login, password })
  csrf = signedIn.csrf
  return {
    login,
    cookie,
    get: path => done('GET', path),
    post: (path, body = {}) => done('POST', path, body),
    refused: async (path, body = {}) => {
      const answer = await send('POST', path, body)
      assert.ok(answer.status >= 400 && answer.status < 500, `${login} ${path} should be refused, got ${answer.status}`)
      return answer.body as Problem
    },
    upload: async (name, content) => {
      const form = new FormData()
      form.set('file', new Blob([content], { type: 'text/plain' }), name)
      return (await done<{ hash: string }>('POST', '/files', form)).hash
    },
  }
}

/** Reads a button: allowed, or the clause and the sentence of the refusal. */
export function button(
  page: MatterPage | MeetingPage,
  noun: string,
): { readonly clause?: string; readonly sentence?: string } {
  const action = page.actions.find(a => a.noun === noun)
  assert.ok(action, `no button ${noun}`)
  return action.allowed ? {} : (action.refusal ?? {})
}
