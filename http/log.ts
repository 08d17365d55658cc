import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { utf8 } from '../domain/log/bytes.ts'
import { parseTilePath } from '../domain/log/tile.ts'
import { proofFile, readEntry, readPublished, recordFile } from '../store/log/public-files.ts'
import type { TileStore } from '../store/log/tile-store.ts'
import type { Store } from '../store/store.ts'

export interface LogRouteParts {
  readonly store: Store
  readonly tiles: TileStore
  /** The line of /log/vkey, with its newline. */
  readonly vkey: string
  /** The text of /log/policy. */
  readonly policy: string
}

/** One answer. */
interface Resource {
  readonly content: Uint8Array
  readonly type: string
  readonly cache: string
  /** Whether it is worth compressing. */
  readonly text?: true
  /** The name under which browsers save it. */
  readonly name?: string
}

const PLAIN = 'text/plain; charset=utf-8'
const BINARY = 'application/octet-stream'
const JSON_TYPE = 'application/json; charset=utf-8'
const FOR_EVER = 'public, max-age=31536000, immutable'
/** May be kept, but is asked for again each time; mostly the answer is «unchanged». */
const NOW = 'no-cache'

const gzipped = promisify(gzip)

/**
 * The log as static resources (C2SP tlog-tiles), to be mounted at '/log'. Checkpoint, tiles and proofs come from the published
 * files alone and do not ask the database: they are served while the sequencer, or the database itself, is in trouble.
 *
 * Paths are taken as they were sent, and only in the one spelling that the specification gives them.
 */
export function logRoutes({ store, tiles, vkey, policy }: LogRouteParts): FastifyPluginAsync {
  return async app => {
    const below = (request: FastifyRequest) => request.url.replace(/\?.*$/s, '').slice(app.prefix.length + 1)

    app.addHook('onRequest', async (_request, reply) => {
      // Whoever verifies does so from a page of their own.
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    })
    app.setNotFoundHandler((_request, reply) => sendMissing(reply, '透明日志中没有这个文件。'))
    app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500)
        return sendMissing(reply, '透明日志中没有这个文件。')
      request.log.error(error)
      return sendWords(reply, 503, '透明日志的文件暂时读不出来，请过几分钟再试。')
    })

    const serve = (path: string, find: (path: string) => Promise<Resource | string>) =>
      app.get(path, async (request, reply) => {
        const found = await find(below(request))
        return typeof found === 'string' ? sendMissing(reply, found) : sendResource(request, reply, found)
      })

    // Only with the slash: without it, the address is the portal's page about the log.
    app.get('/', { prefixTrailingSlash: 'slash' }, (_request, reply) => reply.redirect(app.prefix, 308))
    serve('/checkpoint', async path => {
      const content = path === 'checkpoint' ? await tiles.read(path) : undefined
      return content ? { content, type: PLAIN, cache: NOW } : '日志还没有公布检查点。'
    })
    serve('/vkey', async () => ({ content: utf8(vkey), type: PLAIN, cache: NOW }))
    serve('/policy', async () => ({ content: utf8(policy), type: PLAIN, cache: NOW }))
    serve('/tile/*', async path => {
      const tile = parseTilePath(path)
      if (!tile) return '这不是瓦片的地址：应形如 tile/0/x001/234/067、tile/entries/000.p/3（C2SP tlog-tiles）。'
      const content = await tiles.read(path)
      if (!content) return '日志中还没有这一片，或从来没有过这个宽度的检查点。'
      return { content, type: BINARY, cache: FOR_EVER, ...(tile.level === 'entries' ? { text: true } : {}) }
    })
    serve('/record/*', async path => {
      const [, stream = ''] = /^record\/([^%]+)\.json$/.exec(path) ?? []
      const published = await readPublished(tiles)
      const content = published && (await recordFile(store, stream, published.checkpoint.size))
      return content ? { content, type: JSON_TYPE, cache: NOW, text: true } : '公开的日志中没有这份记录。'
    })
    serve('/entry/*', path =>
      atIndex(path, 'entry', async (index, { checkpoint }) => {
        const content = await readEntry(tiles, index, checkpoint.size)
        if (!content) throw new Error(`no entry ${index}`)
        return { content, type: JSON_TYPE, cache: FOR_EVER, text: true }
      }),
    )
    serve('/proof/*', path =>
      atIndex(path, 'proof', async (index, published) => {
        const content = utf8(await proofFile(tiles, index, published))
        return { content, type: PLAIN, cache: NOW, name: `${index}.tlog-proof` }
      }),
    )

    /** Whatever is asked about one entry: it must be an index, and below the published size. */
    const atIndex = async (
      path: string,
      noun: string,
      answer: (index: number, published: Published) => Promise<Resource>,
    ): Promise<Resource | string> => {
      const text = path.slice(noun.length + 1)
      if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return '条目的序号应是不带前导零的十进制整数，从 0 开始。'
      const published = await readPublished(tiles)
      const size = published?.checkpoint.size ?? 0
      if (!published || Number(text) >= size) {
        return size === 0 ? '日志还没有公布任何条目。' : `日志目前公布到第 ${size - 1} 号条目，还没有第 ${text} 号。`
      }
      return answer(Number(text), published)
    }
  }
}

type Published = NonNullable<Awaited<ReturnType<typeof readPublished>>>

async function sendResource(request: FastifyRequest, reply: FastifyReply, resource: Resource): Promise<FastifyReply> {
  const { content, type, cache, text, name } = resource
  const zipped = text === true && acceptsGzip(request.headers['accept-encoding'])
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  // Two encodings of one thing are two representations, and their tags differ (RFC 9110, 8.8.3.3).
  const tag = `"${digest}${zipped ? '-gzip' : ''}"`
  reply.header('cache-control', cache).header('etag', tag)
  if (text) reply.header('vary', 'accept-encoding')
  if (holdsTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  reply.type(type)
  if (name) reply.header('content-disposition', `attachment; filename="${name}"`)
  if (!zipped) return reply.send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
  return reply.header('content-encoding', 'gzip').send(await gzipped(content))
}

function sendMissing(reply: FastifyReply, sentence: string): FastifyReply {
  return sendWords(reply, 404, sentence)
}

/** What is not there now may be there in a moment: nobody keeps this answer. */
function sendWords(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type(PLAIN).send(`${sentence}\n`)
}

/** Weak comparison of a list of tags (RFC 9110, 13.1.2). */
function holdsTag(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map(one => one.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  const codings = String(header ?? '')
    .split(',')
    .map(one =>
      one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
  const gzip = codings.find(([name]) => name === 'gzip') ?? codings.find(([name]) => name === '*')
  return gzip !== undefined && !gzip.slice(1).some(parameter => /^q=0(?:\.0*)?$/.test(parameter))
}
