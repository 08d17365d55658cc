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
  register: 'register',
  complaint: (id: string) => `complaint/${id}`,
  spotCheck: (id: string) => `spot-check/${id}`,
  inspection: (id: string) => `inspection/${id}`,
  accountability: (id: string) => `accountability/${id}`,
  supervision: (id: string) => `supervision/${id}`,
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
  | 'register'
  | 'complaint'
  | 'spot-check'
  | 'inspection'
  | 'accountability'
  | 'supervision'

/**
 * What is confidential while it goes on (CMP-004, S123): its events have no entries of their own in the public log, whose
 * times and numbers would tell. Digests of a day stand there for them (`register.day-closed`).
 */
export const confidentialModules: readonly StreamModule[] = ['complaint', 'accountability']

export const isConfidential = (stream: string): boolean => confidentialModules.includes(moduleOf(stream))

export function moduleOf(stream: string): StreamModule {
  const slash = stream.indexOf('/')
  return (slash < 0 ? stream : stream.slice(0, slash)) as StreamModule
}

export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1)
}
