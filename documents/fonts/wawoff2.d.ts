declare module 'wawoff2' {
  /** WOFF2 → TrueType. The bytes stand in memory that the next call writes over. */
  export function decompress(file: Uint8Array): Promise<Uint8Array>
}
