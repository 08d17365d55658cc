import { useEffect, useRef, useState } from 'react'
import { addressOf } from './client.ts'

/** `BROKEN`: the stream was lost or never came; it is tried again by itself. */
export type Connection = 'CONNECTING' | 'LIVE' | 'BROKEN'

const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 30_000

/**
 * Listens to the server-sent events of what `path` shows, at `<path>/live`, while `listens` holds and the window is looked
 * at: a browser keeps few connections to one server, and a window that is not seen needs none. `receive` gets each message
 * as the server sent it; `CONNECTING` and `BROKEN` are the caller's sign to ask on its own instead.
 */
export function useLive<Message>(path: string, listens: boolean, receive: (message: Message) => void): Connection {
  const [connection, setConnection] = useState<Connection>('CONNECTING')
  const receiver = useRef(receive)
  useEffect(() => {
    receiver.current = receive
  })
  useEffect(() => {
    if (!listens) return
    return follow(addressOf(`${path}/live`), text => receiver.current(JSON.parse(text)), setConnection)
  }, [path, listens])
  return connection
}

/** Keeps a stream open while the window is visible. @returns what ends it for good. */
function follow(address: string, receive: (text: string) => void, tell: (connection: Connection) => void): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_RETRY_MS
  const close = () => {
    clearTimeout(retry)
    source?.close()
    source = undefined
  }
  const open = () => {
    close()
    const opened = new EventSource(address)
    source = opened
    opened.onopen = () => {
      wait = FIRST_RETRY_MS
      tell('LIVE')
    }
    opened.onmessage = ({ data }) => receive(String(data))
    opened.onerror = () => {
      tell('BROKEN')
      // A lost line is taken up again by the browser; an answer that was no stream is not, and is asked for ever more seldom.
      if (opened.readyState !== EventSource.CLOSED) return
      retry = setTimeout(open, wait * (0.5 + Math.random()))
      wait = Math.min(wait * 2, LAST_RETRY_MS)
    }
  }
  const look = () => (document.hidden ? close() : open())
  document.addEventListener('visibilitychange', look)
  if (!document.hidden) open()
  return () => {
    document.removeEventListener('visibilitychange', look)
    close()
  }
}
