import { Link, useParams } from 'react-router'
import type { CluePage as Clue } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { Desk } from '../../parts/desk.tsx'
import { Section } from '../../parts/section.tsx'
import { StepStrip } from '../../parts/step-strip.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import { Words } from '../../parts/words.tsx'
import { clueForms } from './clue-forms.tsx'
import { ClueStage } from './clue-stage.tsx'
import { Findings } from './findings.tsx'
import { Measures } from './measures.tsx'
import { About, Explanations, Improvements, Outcome } from './sections.tsx'
import { leading, stepOf, steps } from './steps.ts'

/**
 * One clue to its end. Who is asked to explain or to put right opens the same page and is shown their part of it: the
 * server leaves out the rest, and never tells the source.
 */
export function CluePage() {
  const { id = '' } = useParams()
  const path = `/clues/${encodeURIComponent(id)}`
  const query = useRead<Clue>(path)
  return (
    <LoadedPage query={query} title="问题线索">
      {clue => <Shown path={path} clue={clue} />}
    </LoadedPage>
  )
}

function Shown({ path, clue }: { readonly path: string; readonly clue: Clue }) {
  return (
    <Page title={clue.question ?? `问题线索${clue.id}`} above={<Link to="/clues">问题线索</Link>}>
      <div className="matter-head">
        <ClueStage clue={clue} />
        <span className="number">{clue.id}</span>
        {clue.departments.length > 0 && <span>{clue.departments.map(({ name }) => name).join('、')}</span>}
      </div>
      {clue.whole && <StepStrip label="线索办理的步骤" steps={steps} now={stepOf(clue)} />}
      <Desk path={path} shown={clue} forms={clueForms} next={clue.next} leading={leading}>
        {open => (
          <>
            <Explanations path={path} clue={clue} open={open} />
            <Findings path={path} clue={clue} open={open} />
            <Measures clue={clue} open={open} />
            <Improvements clue={clue} open={open} />
            <Outcome clue={clue} />
            <About clue={clue} />
            {clue.timeline.length > 0 && (
              <Section title="发生了什么">
                <Timeline
                  entries={clue.timeline.map(({ at, what, who, words }) => ({
                    key: `${at} ${what}`,
                    at,
                    what,
                    who: who?.name,
                    more: words && <Words text={words} />,
                  }))}
                />
              </Section>
            )}
          </>
        )}
      </Desk>
    </Page>
  )
}
