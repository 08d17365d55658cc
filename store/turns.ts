/** A queue for each name: whoever takes a turn waits for those who asked for the same name before. */
export interface Turns {
  /** Does the work when it is its turn. What the work throws goes to whoever asked, and the next has its turn all the same. */
  readonly take: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** How many names somebody holds or waits for. */
  readonly names: () => number
}

/**
 * Turns within this program. Only the last in each queue is remembered, and nothing once it is done. Work must not ask for
 * another turn while it has one: two that wait for each other would wait for ever.
 */
export function newTurns(): Turns {
  const last = new Map<string, Promise<void>>()
  return {
    take: async (name, work) => {
      const before = last.get(name)
      const { promise: over, resolve: end } = Promise.withResolvers<void>()
      last.set(name, over)
      await before
      try {
        return await work()
      } finally {
        if (last.get(name) === over) last.delete(name)
        end()
      }
    },
    names: () => last.size,
  }
}
