/**
 * Where the static resources of a log are read from: over HTTP, from a folder, from memory. Paths are those of tlog-tiles
 * without a leading slash: `checkpoint`, `tile/0/000`, `tile/entries/000.p/3`, and ours: `vkey`, `policy`, `record/<stream>.json`.
 */
export interface LogSource {
  /** `undefined` when nothing is there. @throws when it cannot be known, such as a network that failed. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>
}

/** A log held in memory, for tests and for whoever was handed all of it. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): LogSource {
  return { read: async path => files.get(path) }
}
