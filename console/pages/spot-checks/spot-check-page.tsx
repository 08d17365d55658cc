import { Link, useNavigate, useParams } from 'react-router'
import type { SpotCheckPage as Batch } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { Desk } from '../../parts/desk.tsx'
import { StepStrip } from '../../parts/step-strip.tsx'
import { Clause } from '../../parts/tags.tsx'
import { Announcement } from './announcement.tsx'
import { History } from './history.tsx'
import { Pool } from './pool.tsx'
import { Preparation } from './preparation-view.tsx'
import { Result } from './result.tsx'
import { spotCheckForms } from './spot-check-forms.tsx'
import { SpotCheckStage } from './spot-check-stage.tsx'
import { batchSteps, stepsDone } from './steps.ts'

const leading = ['voiding', 'draw', 'announcement', 'freezing']
const back = ['thaw', 'void-requests', 'void-refusals', 'cancellation', 'substitutions']

/** One batch from its preparation to its pairs of inspectors, with what anybody needs to do the draw again. */
export function SpotCheckPage() {
  const { id = '' } = useParams()
  const path = `/spot-checks/${encodeURIComponent(id)}`
  const query = useRead<Batch>(path)
  return (
    <LoadedPage query={query} title="双随机抽查">
      {batch => <Shown path={path} batch={batch} />}
    </LoadedPage>
  )
}

function Shown({ path, batch }: { readonly path: string; readonly batch: Batch }) {
  const navigate = useNavigate()
  const { id, title, stage, replaces, replacedBy, gap } = batch
  const ended = stage === 'CANCELLED' || stage === 'VOIDED'
  return (
    <Page title={title} above={<Link to="/spot-checks">双随机抽查</Link>}>
      <div className="matter-head">
        <SpotCheckStage batch={batch} />
        <span className="number">{id}</span>
        {replaces && (
          <span>
            重新抽取已作废的批次 <Link to={`/spot-checks/${replaces}`}>{replaces}</Link>
          </span>
        )}
        {replacedBy && (
          <span>
            已由批次 <Link to={`/spot-checks/${replacedBy}`}>{replacedBy}</Link> 重新抽取
          </span>
        )}
        {batch.announcement && <a href={batch.publicLink ?? `/spot-checks/${id}`}>公开页面：任何人可以重算</a>}
      </div>
      <StepStrip label="抽查的步骤" steps={batchSteps} now={stepsDone(batch)} ended={ended} />
      {gap && (
        <p className="alarms" role="alert">
          {gap.sentence}
          <Clause clause={gap.clause} />
        </p>
      )}
      <Desk
        path={path}
        shown={batch}
        forms={spotCheckForms}
        next={batch.next}
        leading={leading}
        rank={noun => (back.includes(noun) ? 2 : noun === 'preparation' ? 1 : 0)}
        elsewhere={{ preparation: () => void navigate(`/spot-checks/${id}/preparation`) }}
      >
        {open => (
          <>
            <Result batch={batch} open={open} />
            <Announcement batch={batch} />
            <Pool batch={batch} />
            <Preparation batch={batch} />
            <History batch={batch} />
          </>
        )}
      </Desk>
    </Page>
  )
}
