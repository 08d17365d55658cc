import { useMemo } from 'react'
import { Link, useParams } from 'react-router'
import type { AgencyView, ComplaintPage as Complaint } from '../../../http/api/contract.ts'
import { useAgency, useRead } from '../../api/queries.ts'
import { Loaded, LoadedPage, Page } from '../../frame/page.tsx'
import { Clock } from '../../parts/clock.tsx'
import { Desk } from '../../parts/desk.tsx'
import { StepStrip } from '../../parts/step-strip.tsx'
import { dayWords } from '../../parts/time.ts'
import { complaintForms } from './complaint-forms.tsx'
import { ComplaintStage } from './complaint-stage.tsx'
import { Identity } from './identity.tsx'
import { nextStep, stepOf, steps } from './next-step.ts'
import { OwnKey } from './own-key.tsx'
import { About, Clocks, Content, Messages, Records, Replies } from './sections.tsx'

const BACK = ['disposition-return', 'identity-refusals', 'destruction-proposals', 'destruction']
const rank = (noun: string) => (BACK.includes(noun) ? 2 : 1)

/** One complaint, for those who may know of it: what it says opens in this browser alone. */
export function ComplaintPage() {
  const { id = '' } = useParams()
  const path = `/complaints/${encodeURIComponent(id)}`
  const query = useRead<Complaint>(path)
  const agency = useAgency()
  return (
    <LoadedPage query={query} title="投诉举报">
      {complaint => <Loaded query={agency}>{view => <Shown path={path} complaint={complaint} agency={view} />}</Loaded>}
    </LoadedPage>
  )
}

function Shown({
  path,
  complaint,
  agency,
}: {
  readonly path: string
  readonly complaint: Complaint
  readonly agency: AgencyView
}) {
  const forms = useMemo(() => complaintForms(agency, path), [agency, path])
  const next = nextStep(complaint)
  // What takes the next step comes first among what may be done.
  const rankNow = (noun: string) => (next.does.includes(noun) ? 0 : rank(noun))
  return (
    <Page title={`投诉举报${complaint.id}`} above={<Link to="/complaints">投诉举报</Link>}>
      <div className="matter-head">
        <ComplaintStage complaint={complaint} />
        <span>{complaint.className ?? '未分流'}</span>
        <span>{dayWords(complaint.receivedOn)}收到</span>
        {complaint.next && <Clock clock={complaint.next.clock} />}
      </div>
      <StepStrip label="办理的步骤" steps={steps} now={stepOf(complaint)} />
      <Desk path={path} shown={complaint} forms={forms} next={next.words} leading={next.does} rank={rankNow}>
        {() => (
          <>
            <OwnKey agency={agency} complaint={complaint} />
            <Content path={path} complaint={complaint} />
            <Messages path={path} complaint={complaint} />
            <Replies path={path} complaint={complaint} />
            <Records path={path} complaint={complaint} />
            <Identity path={path} complaint={complaint} />
            <Clocks complaint={complaint} />
            <About complaint={complaint} agency={agency} />
          </>
        )}
      </Desk>
    </Page>
  )
}
