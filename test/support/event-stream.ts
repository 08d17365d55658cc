import type { MeetingLive } from '../../http/api/contract.ts'

/** An open stream of a meeting, as a browser's EventSource reads it. */
export interface EventStream {
  readonly status: number
  readonly headers: Headers
  /** The first event, among those that came and those to come, that is as wanted. @throws when the stream ends before it. */
  readonly until: (wanted: (live: MeetingLive) => boolean) => Promise<MeetingLive>
  readonly events: readonly MeetingLive[]
  /** Comment lines that came: heartbeats. */
  readonly beats: () => number
  /** Resolves when the server has ended the stream, or it broke. */
  readonly ended: Promise<void>
  readonly close: () => void
}

/** @param base `http://127.0.0.1:port`. @param cookie `name=value` of a session. */
export async function followLive(base: string, meeting: string, cookie: string): Promise<EventStream> {
  const controller = new AbortController()
  const response = await fetch(`${base}/api/v1/meetings/${meeting}/live`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: controller.signal,
  })
  const events: MeetingLive[] = []
  const waiting = new Set<() => void>()
  let beats = 0
  let over = false
  const take = (block: string) => {
    const data = block.split('\n').find(line => line.startsWith('data: '))
    if (data) events.push(JSON.parse(data.slice('data: '.length)) as MeetingLive)
    else if (block.startsWith(':')) beats += 1
    for (const look of waiting) look()
  }
  const read = async () => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }
  const ended = read()
    .catch(() => undefined)
    .then(() => {
      over = true
      for (const look of waiting) look()
    })
  return {
    status: response.status,
    headers: response.headers,
    events,
    beats: () => beats,
    ended,
    close: () => controller.abort(),
    until: wanted =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(wanted)
          if (!found && !over) return
          waiting.delete(look)
          if (found) resolve(found)
          else reject(new Error('the stream ended before'))
        }
        waiting.add(look)
        look()
      }),
  }
}
