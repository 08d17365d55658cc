import { createHash } from 'node:crypto'
import { S3mini, S3ServiceError } from 's3mini'
import { parseTilePath, TILE_WIDTH, tilePath } from '../../domain/log/tile.ts'
import { OperatorError } from '../operator-error.ts'
import {
  CHECKPOINT,
  inBatches,
  otherContent,
  type RepairableTileStore,
  type Shelf,
  sameContent,
  tileStore,
} from './tile-store.ts'

export interface S3Settings {
  /** `https://endpoint/bucket/prefix`, or `https://bucket.endpoint/prefix`; below it stand the paths of the log. */
  readonly url: string
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
}

const PATIENCE_MS = 20_000
const PROBE = 'probe-of-conditional-writes'
const NOT_THERE = { 'if-none-match': '*' }

/**
 * A log's files as objects of an S3-compatible storage. That a tile never changes, and that the checkpoint is replaced only by
 * who knows the last one, is kept by the storage itself: every write carries If-None-Match or If-Match. A storage that
 * ignores these would overwrite in silence, so that it is tried out once before the first write.
 */
export function s3Store({ url, region, accessKey, secretKey }: S3Settings): RepairableTileStore {
  const client = new S3mini({
    endpoint: url,
    region,
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    requestAbortTimeout: PATIENCE_MS,
  })
  /** Partial tiles that this program wrote, by their full one: listing the bucket would need more rights than writing. */
  const partials = new Map<string, Set<string>>()
  let tried = false

  /** @returns false when the condition is not met. */
  const put = async (
    path: string,
    bytes: Uint8Array,
    condition: Readonly<Record<string, string>>,
  ): Promise<boolean> => {
    const headers: Record<string, string> = {
      ...condition,
      'cache-control': path === CHECKPOINT ? 'no-cache' : 'public, max-age=31536000, immutable',
      // The library leaves the content out of what it signs; with this header, which is signed, the storage compares it.
      'x-amz-checksum-sha256': createHash('sha256').update(bytes).digest('base64'),
    }
    const type = path === CHECKPOINT ? 'text/plain; charset=utf-8' : 'application/octet-stream'
    try {
      await client.putObject(path, bytes, type, undefined, headers)
      return true
    } catch (error) {
      if (error instanceof S3ServiceError && isUnmet(error, condition)) return false
      throw error
    }
  }

  const get = async (path: string): Promise<{ readonly bytes: Uint8Array; readonly tag: string } | undefined> => {
    const answer = await client.getObjectResponse(path)
    if (answer === null) return undefined
    return { bytes: new Uint8Array(await answer.arrayBuffer()), tag: answer.headers.get('etag') ?? '' }
  }

  const tryConditions = async (): Promise<void> => {
    const refused = async () => !(await put(PROBE, new Uint8Array([1]), NOT_THERE))
    if (!tried && !(await refused()) && !(await refused())) {
      throw new OperatorError(
        '日志的对象存储不支持条件写入（If-None-Match），不能存放日志；请换用支持的存储，或改用文件夹',
      )
    }
    tried = true
  }

  const writeOne = async (path: string, bytes: Uint8Array, mayReplace: boolean): Promise<void> => {
    if (!(await put(path, bytes, mayReplace ? {} : NOT_THERE))) {
      const there = await get(path)
      if (there === undefined || !sameContent(there.bytes, bytes)) throw otherContent(path)
    }
    const full = fullTileOf(path)
    if (full !== path) partials.set(full, (partials.get(full) ?? new Set()).add(path))
  }

  const shelf: Shelf = {
    read: path => explained(async () => (await get(path))?.bytes),
    writeAll: (files, mayReplace) =>
      explained(async () => {
        await tryConditions()
        await inBatches([...files], ([path, bytes]) => writeOne(path, bytes, mayReplace))
      }),
    swap: (expected, next) =>
      explained(async () => {
        await tryConditions()
        const there = await get(CHECKPOINT)
        if (there && sameContent(there.bytes, next)) return true
        if (there === undefined) return expected === undefined && put(CHECKPOINT, next, NOT_THERE)
        if (expected === undefined || !sameContent(there.bytes, expected)) return false
        return put(CHECKPOINT, next, { 'if-match': there.tag })
      }),
    // Listing would need more rights than writing. Whoever must start afresh takes another prefix.
    removeIf: async () => 0,
    dropPartials: async fullTiles => {
      const needless = fullTiles.flatMap(full => [...(partials.get(full) ?? [])])
      for (const full of fullTiles) partials.delete(full)
      // Nobody waits for it, and what stays behind does no harm.
      void inBatches(needless, async path => void (await client.deleteObject(path).catch(() => {})))
    },
  }
  return tileStore(shelf)
}

function fullTileOf(path: string): string {
  const tile = parseTilePath(path)
  return tile ? tilePath({ ...tile, width: TILE_WIDTH }) : path
}

/** 412, or 409 for two such writes at the same instant; 404 when what should have matched was removed. */
function isUnmet({ status, serviceCode }: S3ServiceError, condition: Readonly<Record<string, string>>): boolean {
  if (status === 412 || status === 409) return true
  return status === 404 && serviceCode !== 'NoSuchBucket' && 'if-match' in condition
}

/** What the storage or the network says no to becomes a sentence that says what to do, without the address: the public reads it too. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(`日志的对象存储${complaintOf(error)}`)
  }
}

function complaintOf(error: unknown): string {
  if (!(error instanceof S3ServiceError)) return '连接不上；请检查网络和 LOG_STORE，之后自动继续'
  const { status, serviceCode } = error
  if (status === 401 || status === 403) {
    return `拒绝访问（${status} ${serviceCode}）；请检查 LOG_S3_ACCESS_KEY、LOG_S3_SECRET_KEY、LOG_S3_REGION、权限和本机时钟`
  }
  if (status === 404) return `没有指定的存储桶（${serviceCode}）；请检查 LOG_STORE`
  if (status === 507 || /full|quota/i.test(serviceCode ?? '')) return `已满（${serviceCode}）；请腾出空间，之后自动继续`
  return `暂时不能使用（${status} ${serviceCode}），之后自动继续`
}
