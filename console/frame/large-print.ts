import { useSyncExternalStore } from 'react'

const stored = 'yangguang.large-print'
const listeners = new Set<() => void>()

const isLarge = () => document.documentElement.classList.contains('large-print')

/** 大字版: everything a quarter larger, remembered on this machine. Our own sizes are in rem and follow the root. */
export function setLargePrint(large: boolean): void {
  document.documentElement.classList.toggle('large-print', large)
  try {
    localStorage.setItem(stored, large ? '1' : '0')
  } catch {
    // Where storage is forbidden the switch holds until the page is left.
  }
  for (const listener of listeners) listener()
}

export function restoreLargePrint(): void {
  try {
    setLargePrint(localStorage.getItem(stored) === '1')
  } catch {
    setLargePrint(false)
  }
}

export function useLargePrint(): boolean {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, isLarge)
}
