/** Waiting that can be cut short. */
export interface Bell {
  /** Ends at the next ring or after so many milliseconds; at once when it rang since the last wait. */
  readonly wait: (milliseconds: number) => Promise<void>
  readonly ring: () => void
}

export function newBell(): Bell {
  let rang = false
  let answer = () => {}
  return {
    ring: () => {
      rang = true
      answer()
    },
    wait: milliseconds =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          rang = false
          answer = () => {}
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        answer = done
        if (rang) done()
      }),
  }
}
