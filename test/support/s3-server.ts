/**
 * An S3-compatible storage for tests: HTTP on a port of its own, objects in memory.
 *
 * What is real about it: requests come over a socket; their AWS Signature Version 4 is computed again here with node:crypto,
 * from the algorithm that AWS publishes («Create a signed AWS API request»), and shares nothing with the library under
 * test; a test holds it to the example in that documentation. ETags are the MD5 of the content, If-Match and If-None-Match
 * on PUT answer 412 as AWS describes under «Conditional writes», and x-amz-checksum-sha256 is compared with the content.
 * What is not: one bucket, no listing, no versions, no storage on disk, and nothing is ever slow by itself.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Server {
  /** Of the bucket, without a slash at the end. */
  readonly url: string
  readonly objects: Map<string, Stored>
  /** Method and key of every request, in order. */
  readonly asked: string[]
  /** What becomes of the next requests; `lost`: what is written is written, and the connection cut before the answer. */
  trouble: 'none' | 'busy' | 'lost' | 'denied' | 'ignores conditions'
  readonly close: () => Promise<void>
}

interface Stored {
  readonly bytes: Uint8Array
  readonly headers: IncomingHttpHeaders
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Answer {
  readonly status: number
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export const s3Keys = { accessKey: 'AKIDEMO', secretKey: 'demo/secret+key' } as const
export const S3_REGION = 'cn-demo-1'
const BUCKET = '/bucket'
const LATEST_MS = 15 * 60_000

export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Stored>()
  const asked: string[] = []
  const http = createServer((request, response) => void answerTo(request, response))
  const server: S3Server = {
    url: '',
    objects,
    asked,
    trouble: 'none',
    close: () =>
      new Promise(resolve => {
        http.closeAllConnections()
        http.close(() => resolve())
      }),
  }

  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const path = (request.url ?? '').split('?')[0] ?? ''
    const ask = { method: request.method ?? '', path, headers: request.headers, body: Buffer.concat(chunks) }
    asked.push(`${ask.method} ${path.slice(BUCKET.length + 1)}`)
    const { status, code, headers, body } = refusalOf(ask, server.trouble) ?? carryOut(ask, objects, server.trouble)
    if (server.trouble === 'lost' && ask.method === 'PUT') return void response.destroy()
    const xml = code === undefined ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`
    response.writeHead(status, { ...(xml ? { 'content-type': 'application/xml' } : {}), ...headers })
    response.end(xml ?? body)
  }

  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}${BUCKET}` })
}

function refusalOf(ask: Asked, trouble: S3Server['trouble']): Answer | undefined {
  if (trouble === 'busy') return { status: 503, code: 'SlowDown' }
  if (trouble === 'denied') return { status: 403, code: 'AccessDenied' }
  const age = Date.now() - timeOf(String(ask.headers['x-amz-date']))
  if (!(Math.abs(age) < LATEST_MS)) return { status: 403, code: 'RequestTimeTooSkewed' }
  const scope = { region: S3_REGION, ...s3Keys }
  if (!isSignedBy(ask, scope)) return { status: 403, code: 'SignatureDoesNotMatch' }
  if (!ask.path.startsWith(`${BUCKET}/`)) return { status: 404, code: 'NoSuchBucket' }
  const checksum = ask.headers['x-amz-checksum-sha256']
  const digest = createHash('sha256').update(ask.body).digest('base64')
  return checksum === undefined || checksum === digest ? undefined : { status: 400, code: 'BadDigest' }
}

function carryOut({ method, path, headers, body }: Asked, objects: S3Server['objects'], trouble: string): Answer {
  const key = decodeURIComponent(path.slice(BUCKET.length + 1))
  const there = objects.get(key)
  const tag = there && `"${createHash('md5').update(there.bytes).digest('hex')}"`
  if (method === 'GET') {
    return there ? { status: 200, headers: { etag: tag ?? '' }, body: there.bytes } : { status: 404, code: 'NoSuchKey' }
  }
  if (method === 'DELETE') {
    objects.delete(key)
    return { status: 204 }
  }
  if (method !== 'PUT') return { status: 405, code: 'MethodNotAllowed' }
  if (trouble !== 'ignores conditions') {
    if (headers['if-none-match'] === '*' && there) return { status: 412, code: 'PreconditionFailed' }
    if (headers['if-match'] !== undefined && !there) return { status: 404, code: 'NoSuchKey' }
    if (headers['if-match'] !== undefined && headers['if-match'] !== tag) {
      return { status: 412, code: 'PreconditionFailed' }
    }
  }
  objects.set(key, { bytes: body, headers })
  return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } }
}

interface Scope {
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
}

/** AWS Signature Version 4, header form, for a request without query parameters. */
export function isSignedBy(
  { method, path, headers }: Omit<Asked, 'body'>,
  { region, accessKey, secretKey }: Scope,
): boolean {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, credential, signedHeaders = '', signature = ''] = form.exec(headers.authorization ?? '') ?? []
  const time = String(headers['x-amz-date'])
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  if (credential !== `${accessKey}/${scope}`) return false
  const names = signedHeaders.split(';')
  const mustBeSigned = Object.keys(headers).filter(name => name === 'host' || name.startsWith('x-amz-'))
  if (mustBeSigned.some(name => !names.includes(name)) || names.join() !== names.toSorted().join()) return false
  const canonicalHeaders = names.map(name => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`).join('')
  const uri = path
    .split('/')
    .map(part => encodeURIComponent(decodeURIComponent(part)))
    .join('/')
  const payload = String(headers['x-amz-content-sha256'])
  const request = [method, uri, '', canonicalHeaders, signedHeaders, payload].join('\n')
  const digest = createHash('sha256').update(request).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secretKey}`, day))
  const expected = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`)
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}

/** `20130524T000000Z` */
const timeOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'))
