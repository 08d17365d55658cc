import { Link, useParams } from 'react-router'
import type { InspectionPage as Inspection } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { Clock } from '../../parts/clock.tsx'
import { Desk } from '../../parts/desk.tsx'
import { StepStrip } from '../../parts/step-strip.tsx'
import { Findings } from './findings.tsx'
import { inspectionForms } from './inspection-forms.tsx'
import { InspectionStage } from './inspection-stage.tsx'
import { nextStep, stepOf, steps } from './next-step.ts'
import { Evidence, Objection, Plan, Publication, Report, Responses } from './sections.tsx'

/** One drawn object, looked at by those who were drawn for it, to the end of every finding (RND-006). */
export function InspectionPage() {
  const { id = '' } = useParams()
  const path = `/inspections/${encodeURIComponent(id)}`
  const query = useRead<Inspection>(path)
  return (
    <LoadedPage query={query} title="检查">
      {inspection => <Shown path={path} inspection={inspection} />}
    </LoadedPage>
  )
}

function Shown({ path, inspection }: { readonly path: string; readonly inspection: Inspection }) {
  const { object, departments, inspectors, batch, publishClock } = inspection
  const next = nextStep(inspection)
  return (
    <Page
      title={object.title}
      above={
        <>
          <Link to="/inspections">检查</Link> › <Link to={`/spot-checks/${batch.id}`}>{batch.title}</Link>
        </>
      }
    >
      <div className="matter-head">
        <InspectionStage inspection={inspection} />
        <span>{object.kindName}</span>
        <span>{departments.map(({ name }) => name).join('、')}</span>
        <span>检查人 {inspectors.map(({ name }) => name).join('、')}</span>
        {object.link && <Link to={object.link}>看被检查的{object.kindName}</Link>}
        {publishClock && <Clock clock={publishClock} />}
      </div>
      <StepStrip label="检查的步骤" steps={steps} now={stepOf(inspection)} />
      <Desk
        path={path}
        shown={inspection}
        forms={inspectionForms}
        next={next.words}
        leading={next.does}
        rank={noun => (next.does.includes(noun) ? 0 : 2)}
      >
        {open => (
          <>
            <Findings path={path} inspection={inspection} open={open} />
            <Report inspection={inspection} />
            <Responses inspection={inspection} />
            <Objection path={path} inspection={inspection} />
            <Publication inspection={inspection} />
            <Plan inspection={inspection} />
            <Evidence path={path} inspection={inspection} />
          </>
        )}
      </Desk>
    </Page>
  )
}
