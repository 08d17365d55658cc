import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { Section } from '../../parts/section.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import { Words } from '../../parts/words.tsx'

/** What happened to the batch, the latest first; what was voided stays in it (RND-002). */
export function History({ batch: { history } }: { readonly batch: SpotCheckPage }) {
  return (
    <Section title="发生了什么">
      <Timeline
        entries={history.map(({ at, what, who, words }) => ({
          key: `${at} ${what}`,
          at,
          what,
          who: who?.name,
          more: words && <Words text={words} />,
        }))}
      />
    </Section>
  )
}
