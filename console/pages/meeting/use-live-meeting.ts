import { useEffect, useRef, useState } from 'react'
import type { MeetingLive, MeetingPage } from '../../../http/api/contract.ts'
import { type Connection, useLive } from '../../api/live.ts'
import { isAttended } from '../../api/presence.ts'
import { queries } from '../../api/queries.ts'
import { newsBetween, patched } from './live-meeting.ts'

/** Sixty windows hear of a change at the same moment and must not all ask at the same moment. */
const REREAD_AFTER_MS = 250
const REREAD_SPREAD_MS = 900

/** Puts what the stream tells into the page at once, and soon after reads the page again for what each may do now. */
export function useLiveMeeting(path: string, listens: boolean): Connection {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const rereadSoon = () => {
    // One reading waits at a time; what comes in while it waits is in it.
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        if (isAttended()) void queries.invalidateQueries({ queryKey: [path] })
      },
      REREAD_AFTER_MS + Math.random() * REREAD_SPREAD_MS,
    )
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return useLive<MeetingLive>(path, listens, live => {
    const page = queries.getQueryData<MeetingPage>([path])
    // What this window did itself is there already.
    if (!page || live.version <= page.version) return
    queries.setQueryData<MeetingPage>([path], patched(page, live))
    rereadSoon()
  })
}

/** What has changed since the page was last drawn, in one sentence to be read aloud. */
export function useNews(meeting: MeetingPage): string {
  const before = useRef(meeting)
  const [news, setNews] = useState('')
  useEffect(() => {
    const fresh = newsBetween(before.current, meeting)
    before.current = meeting
    if (fresh.length > 0) setNews(`${fresh.join('，')}。`)
  }, [meeting])
  return news
}
