import type { LogSource } from '../domain/log/source.ts'

export interface HttpReading {
  /** How long one answer may take, whole; 30 s unless said. */
  readonly timeoutMs?: number
  /** How often a failing request is made before it counts as failed, and how long the first pause is; it doubles. */
  readonly attempts?: number
  readonly pauseMs?: number
}

/** Longer than the longest bundle (256 entries of 65,535 bytes); a record file may be as long. What goes on is cut off. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * A log behind an address: `https://example.invalid/log`. What the server says it does not have (404, 410) is `undefined`;
 * any other answer than 200, a broken or slow one, is asked for again and then thrown, with a Chinese sentence.
 */
export function httpSource(base: string, fetchUrl = fetch, options: HttpReading = {}): LogSource {
  const { attempts = 3, pauseMs = 500 } = options
  const prefix = base.endsWith('/') ? base : `${base}/`
  return {
    read: async path => {
      for (let attempt = 1; ; attempt++) {
        const answer = await ask(`${prefix}${path}`, fetchUrl, options)
        if (answer.kind === 'answered') return answer.bytes
        if (attempt >= attempts || answer.kind === 'final') throw new Error(answer.sentence)
        await new Promise(resolve => setTimeout(resolve, pauseMs * 2 ** (attempt - 1)))
      }
    },
  }
}

type Answer =
  | { readonly kind: 'answered'; readonly bytes: Uint8Array | undefined }
  /** Asking again may help, or will not. */
  | { readonly kind: 'again' | 'final'; readonly sentence: string }

async function ask(url: string, fetchUrl: typeof fetch, { timeoutMs = 30_000 }: HttpReading): Promise<Answer> {
  try {
    const response = await fetchUrl(url, { signal: AbortSignal.timeout(timeoutMs) })
    if (response.ok) return await wholeBody(response)
    await response.body?.cancel()
    const { status } = response
    if (status === 404 || status === 410) return { kind: 'answered', bytes: undefined }
    const passing = status >= 500 || status === 429 || status === 408
    return { kind: passing ? 'again' : 'final', sentence: `服务器答复 HTTP ${status}。` }
  } catch (error) {
    return { kind: 'again', sentence: whyFailed(error, timeoutMs) }
  }
}

async function wholeBody({ body }: Response): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Not every browser lets one loop over a body.
  const reader = body?.getReader()
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.length
    if (length > MOST_BYTES) {
      await reader?.cancel()
      return { kind: 'final', sentence: `答复超过 ${MOST_BYTES} 字节，不再读下去。` }
    }
    chunks.push(part.value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return { kind: 'answered', bytes }
}

function whyFailed(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `${timeoutMs / 1000} 秒内没有答复完。`
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return `连接失败或中断（${cause instanceof Error ? cause.message : String(cause)}）。`
}
