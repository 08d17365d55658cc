import { err, ok, type Result, refuse } from '../domain/result.ts'

/**
 * Looks at the outside of something that should be sealed (C2SP age), while it comes in: whether it begins as such a file does,
 * whether it is sealed to at least one X25519 key, and whether its length is one that a whole file can have. What is inside, no
 * server can know.
 */
export interface AgeLook {
  /** @returns why to stop reading, as soon as that is known. */
  readonly take: (chunk: Buffer) => Result<void>
  /** To be asked once everything came in. */
  readonly end: () => Result<void>
}

const VERSION = 'age-encryption.org/v1\n'
/** Sixty keys make a header of 6 KB. */
const MOST_HEADER_BYTES = 32 * 1024
const NONCE = 16
const TAG = 16
const CHUNK = 64 * 1024 + TAG

const notSealed = refuse(
  'INVALID',
  'S122',
  '收到的不是密封好的内容，没有保存：请用本页面提交，由浏览器密封后再发送；若一直如此，请刷新页面或换一个浏览器。',
  'sealed',
)
const notToKeys = refuse(
  'INVALID',
  'S122',
  '这份密文没有封给任何收件公钥，没有保存：请刷新页面，重新密封后再提交。',
  'sealed',
)
export const cutShort = refuse(
  'INCOMPLETE',
  'S122',
  '没有收完整，已丢弃：请检查网络后把这一部分再传一次，已经传好的部分不必重传。',
  'sealed',
)

export function lookAtAge(): AgeLook {
  let header = Buffer.alloc(0)
  let payload: number | undefined
  const take = (chunk: Buffer): Result<void> => {
    if (payload !== undefined) {
      payload += chunk.length
      return ok(undefined)
    }
    header = Buffer.concat([header, chunk])
    const begun = header.toString('latin1', 0, Math.min(header.length, VERSION.length))
    if (!VERSION.startsWith(begun)) return err(notSealed)
    const end = endOfHeader(header)
    if (end === undefined) return header.length > MOST_HEADER_BYTES ? err(notSealed) : ok(undefined)
    payload = header.length - end
    return stanzas(header.toString('latin1', VERSION.length, end))
  }
  const end = (): Result<void> => {
    if (payload !== undefined) return isWhole(payload) ? ok(undefined) : err(cutShort)
    return err(header.length >= VERSION.length ? cutShort : notSealed)
  }
  return { take, end }
}

/** Where the payload begins: after the line of the header's MAC. */
function endOfHeader(header: Buffer): number | undefined {
  const mac = header.indexOf('\n--- ')
  const end = mac < 0 ? -1 : header.indexOf('\n', mac + 1)
  return end < 0 ? undefined : end + 1
}

function stanzas(lines: string): Result<void> {
  if (!/\n--- [A-Za-z0-9+/]{43}\n$/.test(`\n${lines}`)) return err(notSealed)
  return /(?:^|\n)-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n/.test(lines) ? ok(undefined) : err(notToKeys)
}

/** A nonce, full chunks, and a last one that holds at least a byte; only an empty content has a chunk without any. */
function isWhole(payload: number): boolean {
  const chunks = payload - NONCE
  const last = chunks % CHUNK
  return chunks === TAG || (chunks > TAG && (last === 0 || last > TAG))
}
