const stored = 'yangguang.invitation'

/**
 * Takes the link's secret out of the address bar before anything else sees the address, and keeps it for this tab alone,
 * so that nobody reads it over a shoulder, in a history or in a shared picture of the page (E-14).
 */
export function takeSecret(): void {
  const secret = globalThis.location.hash.slice(1)
  if (secret === '') return
  held = secret
  try {
    sessionStorage.setItem(stored, secret)
  } catch {
    // Where storage is forbidden it holds until the page is loaded again.
  }
  globalThis.history.replaceState(null, '', globalThis.location.pathname)
}

let held = ''

/** The secret that this tab was opened with; empty where it was opened without one. */
export function heldSecret(): string {
  if (held !== '') return held
  try {
    return sessionStorage.getItem(stored) ?? ''
  } catch {
    return ''
  }
}
