/** The keys of the items with one of them moved; the same list where it does not move. */
export function moved(keys: readonly string[], key: string, to: number): readonly string[] {
  const from = keys.indexOf(key)
  const place = Math.max(0, Math.min(keys.length - 1, to))
  if (from < 0 || place === from) return keys
  const others = keys.filter(other => other !== key)
  return [...others.slice(0, place), key, ...others.slice(place)]
}

/** Items in an order that may already have changed here while the server has not answered yet. */
export function inOrder<T extends { readonly key: string }>(
  items: readonly T[],
  keys: readonly string[],
): readonly T[] {
  const place = new Map(keys.map((key, index) => [key, index]))
  return [...items].sort((a, b) => (place.get(a.key) ?? keys.length) - (place.get(b.key) ?? keys.length))
}
