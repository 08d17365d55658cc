import type { MeetingItemView } from '../../../http/api/contract.ts'

/** Who spoke for the first time after the presider had: then the presider was not last (E-33). */
export function spokeAfterPresider(item: MeetingItemView): readonly string[] {
  const speakers = item.opinions.filter(({ beforeRecusal }) => !beforeRecusal).map(({ who }) => who)
  const presider = speakers.findIndex(({ id }) => id === item.presider.id)
  if (presider < 0) return []
  const before = new Set(speakers.slice(0, presider + 1).map(({ id }) => id))
  return [...new Map(speakers.slice(presider + 1).map(who => [who.id, who])).values()]
    .filter(({ id }) => !before.has(id))
    .map(({ name }) => name)
}
