import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { TILE_WIDTH } from './tile.ts'

/** What the two bytes of length before an entry can say (tlog-tiles, “Log entries”). */
export const MOST_ENTRY_BYTES = 65_535
const LENGTH_BYTES = 2

/** The entry bundle of 1 to 256 entries: before each, its length in two bytes, big-endian. @throws for more or longer ones. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw new Error(`no bundle has ${entries.length} entries`)
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + LENGTH_BYTES + entry.length, 0))
  const view = new DataView(bundle.buffer)
  let at = 0
  for (const entry of entries) {
    if (entry.length > MOST_ENTRY_BYTES) throw new Error(`no bundle holds an entry of ${entry.length} bytes`)
    view.setUint16(at, entry.length)
    bundle.set(entry, at + LENGTH_BYTES)
    at += LENGTH_BYTES + entry.length
  }
  return bundle
}

/** The `width` entries of a bundle, as views of its bytes. Refused when its lengths do not add up to exactly that. */
export function decodeBundle(bytes: Uint8Array, width: number): Result<readonly Uint8Array[]> {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    return err(malformed(`条目包的宽度应为 1 至 ${TILE_WIDTH}，不能是 ${width}。`))
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    const left = bytes.length - at
    if (left === 0) return err(malformed(`条目包应有 ${width} 条，只有 ${entries.length} 条。`))
    if (left < LENGTH_BYTES) {
      return err(malformed(`条目包第 ${entries.length + 1} 条的长度应占 ${LENGTH_BYTES} 字节，只剩 ${left} 字节。`))
    }
    const start = at + LENGTH_BYTES
    const length = view.getUint16(at)
    if (start + length > bytes.length) {
      return err(malformed(`条目包第 ${entries.length + 1} 条自称 ${length} 字节，只剩 ${bytes.length - start} 字节。`))
    }
    at = start + length
    entries.push(bytes.subarray(start, at))
  }
  if (at < bytes.length) return err(malformed(`条目包应有 ${width} 条，其后多出 ${bytes.length - at} 字节。`))
  return ok(entries)
}

const malformed = (sentence: string): Refusal => refuse('INVALID', 'S11', sentence, 'bundle')
