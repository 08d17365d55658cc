import type { ReactNode } from 'react'

/** The one thing to be done next, above everything else on a page, with what does it below. */
export function NextStep({ words, children }: { readonly words: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="next-step">
      <p className="next-words">
        <strong>下一步</strong> {words}
      </p>
      {children}
    </div>
  )
}
