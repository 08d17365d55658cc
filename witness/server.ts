import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pageHeaders, witnessPage } from './page.ts'
import { addCheckpoint, checkpointFor, type WitnessParts } from './witness.ts'

export interface WitnessServerParts extends WitnessParts {
  /** Whose witness this is, for people. */
  readonly owner: string
  /** Told of what went wrong inside; the client learns only that something did. */
  readonly report: (error: unknown) => void
}

/**
 * The specification wants notes with 16 signatures read, and the longest post-quantum ones have nearly 5 kB, a third more in
 * base64; 128 KiB holds them with the longest proof.
 */
const MOST_BODY_BYTES = 128 * 1024
const REQUEST_MS = 30_000
/** Logs come back every second or so: their connection stays open for a while (tlog-witness, «HTTP Interface»). */
const KEEP_ALIVE_MS = 75_000

const plain = 'text/plain; charset=utf-8'

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The HTTP side of a witness (C2SP tlog-witness), not listening yet. The submission prefix and the monitoring prefix are the
 * same: `POST /add-checkpoint`, `GET /<origin hash>/checkpoint`, and `GET /`, a page for people. `sign-subtree` is optional in
 * the specification and absent here: nothing of ours asks for a subtree.
 */
export function createWitnessServer(parts: WitnessServerParts): Server {
  return createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(parts, request)
      .catch(error => {
        // A client that hung up in the middle of its request is nobody's fault here.
        if (request.complete) parts.report(error)
        return text(500, '见证人出了故障，没有签名，请稍后再试（internal error）')
      })
      .then(reply => send(response, reply))
  })
}

async function answer(parts: WitnessServerParts, request: IncomingMessage): Promise<Reply> {
  const [path = ''] = (request.url ?? '').split('?', 1)
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return notAllowed('POST')
    const body = await readBody(request)
    if (body === undefined) return text(413, `请求不能超过 ${MOST_BODY_BYTES} 字节（request too large）`)
    const { status, contentType, body: words } = addCheckpoint(parts, body)
    return { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body: words }
  }
  const monitored = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1]
  if (path !== '/' && monitored === undefined) return text(404, '没有这个地址（not found）')
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD')
  if (monitored === undefined) return { status: 200, headers: pageHeaders, body: witnessPage(parts) }
  const note = checkpointFor(parts.state, monitored)
  if (note === undefined) return text(404, '本见证人没有见证过这个日志（no checkpoint）')
  return { status: 200, headers: { 'content-type': plain, 'cache-control': 'no-cache' }, body: note }
}

/** The whole body; `undefined` when it is too large: the rest is read and dropped, so that the client hears the answer. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  let bytes = 0
  const chunks: Uint8Array[] = []
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk)
  }
  return bytes <= MOST_BODY_BYTES ? Buffer.concat(chunks) : undefined
}

function text(status: number, sentence: string): Reply {
  return { status, headers: { 'content-type': plain, 'cache-control': 'no-store' }, body: `${sentence}\n` }
}

function notAllowed(methods: string): Reply {
  const { status, headers, body } = text(405, `这个地址只接受 ${methods} 请求（method not allowed）`)
  return { status, headers: { ...headers, allow: methods }, body }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'x-content-type-options': 'nosniff' })
  response.end(body)
}
