import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again until there is something to see. @throws when there is nothing for so many seconds. */
export async function eventually<T>(look: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`it did not happen within ${seconds} seconds`)
    await sleep(25)
  }
}
