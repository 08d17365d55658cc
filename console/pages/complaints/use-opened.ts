import { useEffect, useState } from 'react'
import type { Letter } from '../../../sealing/letter.ts'
import { Refused } from '../../api/client.ts'
import { useUnlocked } from '../sealing-keys/unlocked.ts'
import { openPart } from './seal-and-send.ts'

export type Opened =
  | { readonly state: 'LOCKED' }
  | { readonly state: 'OPENING' }
  | { readonly state: 'OPEN'; readonly content: Letter | Uint8Array }
  | { readonly state: 'FAILED'; readonly sentence: string }

/** A sealed part, opened while a key is unlocked in this window; with the keys locked, its words are gone from here too. */
export function useOpened(address: string): Opened {
  const unlocked = useUnlocked().join()
  const [opened, setOpened] = useState<Opened>({ state: 'LOCKED' })
  useEffect(() => {
    if (unlocked === '') return setOpened({ state: 'LOCKED' })
    let stale = false
    setOpened({ state: 'OPENING' })
    const put = (next: Opened) => {
      if (!stale) setOpened(next)
    }
    openPart(address).then(
      content => put({ state: 'OPEN', content }),
      (error: unknown) => put({ state: 'FAILED', sentence: sentenceOf(error) }),
    )
    return () => {
      stale = true
    }
  }, [address, unlocked])
  return opened
}

export const sentenceOf = (error: unknown): string =>
  error instanceof Refused ? error.problem.detail : '没有打开：页面出了差错，请刷新后再试。'
