const patience = 10 * 60_000
let lastSeen = Date.now()

/** Whether somebody sits at the screen. A page that asks on its own would keep an abandoned session alive (SEC-004). */
export const isAttended = (): boolean => Date.now() - lastSeen < patience

/** Calls back when somebody comes back to a screen that was left alone. */
export function watchPresence(onReturn: () => void): void {
  const seen = () => {
    const returned = !isAttended()
    lastSeen = Date.now()
    if (returned) onReturn()
  }
  for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, seen, { passive: true })
}
