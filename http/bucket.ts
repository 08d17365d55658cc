/** Counts what everybody together does, and nobody: where addresses must not be looked at, this stands for a limit by address. */
export interface Bucket {
  /** @returns false when there was too much of late. */
  readonly take: () => boolean
}

/** @param perMinute how many a minute in the long run, and how many at once. @param now milliseconds */
export function newBucket(perMinute: number, now: () => number = performance.now.bind(performance)): Bucket {
  let level = perMinute
  let at = now()
  return {
    take: () => {
      const time = now()
      level = Math.min(perMinute, level + ((time - at) * perMinute) / 60_000)
      at = time
      if (level < 1) return false
      level -= 1
      return true
    },
  }
}
