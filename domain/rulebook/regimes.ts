import type { Article, RegimeDocument, Rulebook } from './rulebook.ts'

type Governed = NonNullable<RegimeDocument['governs']>

/**
 * S56–S58: the regulation that lays down how meetings of a kind proceed; a division's own rules for its 初审例会 stand
 * beside the agency's model. `undefined` while none was registered.
 */
export function regulationOf(rulebook: Rulebook, governs: Governed): RegimeDocument | undefined {
  return Object.values(rulebook.documents).find(d => d.governs === governs && d.kind === 'REGULATION')
}

/** Whether meetings may be held by it: issued, or issued anew. */
export const isInForce = ({ status }: RegimeDocument): boolean => status === 'ISSUED' || status === 'REVISED'

/** The article that a parameter follows from, in a regulation that is in force (A15: 每个参数挂制度条款出处). */
export function articleFor(
  rulebook: Rulebook,
  parameter: string,
): { readonly document: RegimeDocument; readonly article: Article } | undefined {
  for (const document of Object.values(rulebook.documents)) {
    const article = isInForce(document) && document.articles?.find(a => a.parameters.includes(parameter))
    if (article) return { document, article }
  }
  return undefined
}

export interface ArticleChange {
  readonly no: string
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED' | 'SAME'
  readonly before?: string
  readonly after?: string
}

/** S58, A18 新旧对照: article by article, in the order of the new text, what is gone in its old place after them. */
export function comparisonOf(before: readonly Article[], after: readonly Article[]): readonly ArticleChange[] {
  const old = new Map(before.map(a => [a.no, a.words]))
  const kept = after.map<ArticleChange>(({ no, words }) => {
    const was = old.get(no)
    if (was === undefined) return { no, kind: 'ADDED', after: words }
    return { no, kind: was === words ? 'SAME' : 'CHANGED', before: was, after: words }
  })
  const gone = before.filter(a => !after.some(b => b.no === a.no))
  return [...kept, ...gone.map<ArticleChange>(({ no, words }) => ({ no, kind: 'REMOVED', before: words }))]
}
