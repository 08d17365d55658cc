import { LRUCache } from './lru-cache.ts'

// A matter's title is cut up again at every decision on it, and hardly ever changes.
const recent = new LRUCache<string, readonly string[]>(1_000)

/**
 * The two-character fragments by which a title is found: every pair of neighbours, folded in case and width, punctuation
 * left out. Two-character words, names and numbers are all found, whatever the database's locale; a hit is checked again
 * with LIKE, because fragments may match without their order.
 */
export function bigramsOf(...texts: readonly string[]): readonly string[] {
  const key = texts.join('\n')
  const bigrams = recent.get(key) ?? cutUp(texts)
  recent.set(key, bigrams)
  return bigrams
}

function cutUp(texts: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const text of texts) {
    for (const word of folded(text).split(/[^\p{L}\p{N}]+/u)) {
      const characters = [...word]
      for (let i = 0; i + 1 < characters.length; i++) found.add(`${characters[i]}${characters[i + 1]}`)
      if (characters.length === 1) found.add(word)
    }
  }
  return [...found]
}

/** The form in which texts are compared: NFKC (full-width letters become half-width), lower case. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
