import { wordDifferences } from './word-differences.ts'

/** A text as it is now, with what went struck through and what came underlined; said in words for who cannot see it. */
export function Differing({ before, after }: { readonly before: string; readonly after: string }) {
  let place = 0
  return (
    <p className="words differing">
      {wordDifferences(before, after).map(({ kind, words }) => {
        const key = `${kind} ${place}`
        place += words.length
        if (kind === 'SAME') return <span key={key}>{words}</span>
        return kind === 'ADDED' ? (
          <ins key={key}>
            <span className="unseen">新增：</span>
            {words}
          </ins>
        ) : (
          <del key={key}>
            <span className="unseen">删去：</span>
            {words}
          </del>
        )
      })}
    </p>
  )
}
