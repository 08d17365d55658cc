import { hexToBytes } from '@noble/hashes/utils.js'

/** The bytes of a hexadecimal text (capitals are read too); `undefined` when it is not one, or not of so many bytes. */
export function bytesOfHex(text: string, length?: number): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined
  return length === undefined || text.length === length * 2 ? hexToBytes(text) : undefined
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
