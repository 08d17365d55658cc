/** Names of streams: `<module>/<id>`; the modules that have one stream an organ use their name alone. */
export const streams = {
  organisation: 'organisation',
  rulebook: 'rulebook',
  catalogue: 'catalogue',
  disclosure: 'disclosure',
  matter: (id: string) => `matter/${id}`,
  meeting: (id: string) => `meeting/${id}`,
  reviewGroup: (id: string) => `review-group/${id}`,
  summary: (id: string) => `summary/${id}`,
  followUp: (id: string) => `follow-up/${id}`,
  rotation: (id: string) => `rotation/${id}`,
} as const

export type StreamModule =
  | 'organisation'
  | 'rulebook'
  | 'catalogue'
  | 'matter'
  | 'meeting'
  | 'review-group'
  | 'summary'
  | 'follow-up'
  | 'rotation'
  | 'disclosure'

export function moduleOf(stream: string): StreamModule {
  const slash = stream.indexOf('/')
  return (slash < 0 ? stream : stream.slice(0, slash)) as StreamModule
}

export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1)
}
