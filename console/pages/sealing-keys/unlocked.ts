import { useSyncExternalStore } from 'react'
import { browserShelf, type KeyShelf, keyring, type MemberKey } from '../../../sealing/member-keys.ts'

const IDLE_MINUTES = 10

let recipients: readonly string[] = []
const listeners = new Set<() => void>()

function tell(next: readonly string[]): void {
  recipients = next
  for (const listener of listeners) listener()
}

const ring = keyring(IDLE_MINUTES, () => tell([]))
let shelf: KeyShelf | undefined

/** Wrapped keys kept in this browser. */
export const ownShelf = (): KeyShelf => {
  shelf ??= browserShelf()
  return shelf
}

export function holdKey(key: MemberKey): void {
  ring.hold(key)
  tell([...new Set([...recipients, key.recipient])])
}

export const lockKeys = (): void => ring.forget()

/** The unlocked identities, for opening something now. Empty when none is, or nobody did anything for ten minutes. */
export const identitiesNow = (): readonly string[] => ring.identities()

/** Public halves of the keys that are unlocked in this window. */
export const useUnlocked = (): readonly string[] =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => recipients,
  )
