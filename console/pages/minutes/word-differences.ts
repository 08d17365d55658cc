import { diffArrays } from 'diff'

/** A run of text that both drafts have, or only the later (`ADDED`), or only the earlier (`REMOVED`). */
export interface Run {
  readonly kind: 'SAME' | 'ADDED' | 'REMOVED'
  readonly words: string
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

/**
 * What changed between two texts, word by word. Chinese has no spaces, so words are found as the language has them;
 * comparing characters would tear names apart. The runs of SAME and ADDED together are the later text.
 */
export function wordDifferences(before: string, after: string): readonly Run[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }) => ({
    kind: added ? 'ADDED' : removed ? 'REMOVED' : 'SAME',
    words: value.join(''),
  }))
}
