import { Alert, Button, Empty } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { Clause, LevelTag, Marks } from '../../parts/tags.tsx'
import { Brief } from './brief.tsx'
import { Conclusion, ConclusionForm } from './conclusion.tsx'
import { actionOf, type MeetingProps } from './meeting-page.tsx'
import { Opinions } from './opinions.tsx'
import { Quorum, Recusals } from './quorum.tsx'

export interface ItemProps extends MeetingProps {
  readonly item: MeetingItemView
}

/** The agenda, item by item: each is deliberated on its own (MTG-003). */
export function Agenda({ path, meeting }: MeetingProps) {
  return (
    <section aria-labelledby="agenda-title">
      <h2 id="agenda-title">议程</h2>
      {meeting.items.length === 0 && (
        <div className="card">
          <Empty description="议程上还没有议题。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
        </div>
      )}
      <ol className="agenda">
        {meeting.items.map(item => (
          <li key={item.matter.id}>
            <Item path={path} meeting={meeting} item={item} />
          </li>
        ))}
      </ol>
    </section>
  )
}

const stageNames: Record<MeetingItemView['stage'], string> = {
  WAITING: '待审议',
  UNDER_WAY: '审议中',
  CONCLUDED: '已有结论',
  POSTPONED: '已顺延',
}

function Item({ path, meeting, item }: ItemProps) {
  const { matter } = item
  return (
    <article className={`card item item-${item.stage.toLowerCase()}`} aria-label={`议题${item.no} ${matter.title}`}>
      <header className="item-head">
        <span className="item-no">议题{item.no}</span>
        <h3>
          <Link to={`/matters/${matter.id}`}>{matter.title}</Link>
        </h3>
        <span className={`stage item-stage-${item.stage.toLowerCase()}`}>{stageNames[item.stage]}</span>
        <p className="row-note">
          <LevelTag name={matter.levelName} /> <span className="number">{matter.id}</span> {matter.department.name} ·{' '}
          {matter.boardName} · 本议题主持人 {item.presider.name}
          {item.convener && ` · ${item.actingConvener ? '代召集人' : '召集人'} ${item.convener.name}`}
          <Marks marks={matter.marks} />
        </p>
      </header>
      {item.circumstances && <p className="words">新情况：{item.circumstances}</p>}
      <PresiderRefusal path={path} meeting={meeting} item={item} />
      <Recusals path={path} meeting={meeting} item={item} />
      {(item.stage === 'WAITING' || item.stage === 'UNDER_WAY') && meeting.stage !== 'PLANNED' && (
        <Quorum item={item} sitting={meeting.stage === 'OPEN'} />
      )}
      <Brief item={item} open={item.stage === 'UNDER_WAY'} />
      {item.stage !== 'WAITING' && <Opinions path={path} meeting={meeting} item={item} />}
      <Conclusion item={item} />
      <ItemActs path={path} meeting={meeting} item={item} />
    </article>
  )
}

/** E-05: who may not take the chair for this item, and who could: one click each. */
function PresiderRefusal({ path, meeting, item }: ItemProps) {
  const assign = useAct<MeetingPage>(path, 'presiders')
  const refusal = item.presiderRefusal
  if (!refusal || item.stage !== 'WAITING') return null
  const action = actionOf(meeting, 'presiders')
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          {refusal.sentence}
          <Clause clause={refusal.clause} />
        </>
      }
      description={
        <>
          {action?.allowed && (
            <p className="row-actions">
              {refusal.others.map(other => (
                <Button
                  key={other.id}
                  disabled={assign.pending}
                  onClick={() =>
                    void assign.run({
                      matter: item.matter.id,
                      presider: other.id,
                      reason: refusal.sentence.slice(0, 200),
                    })
                  }
                >
                  改由{other.name}主持
                </Button>
              ))}
            </p>
          )}
          <ProblemAlert act={assign} />
        </>
      }
    />
  )
}

/** What can be done with this item now. */
function ItemActs({ path, meeting, item }: ItemProps) {
  const start = useAct<MeetingPage>(path, 'item-starts')
  const [open, setOpen] = useState<'conclusions' | 'postponements' | 'item-removals'>()
  const allowed = (noun: string) => actionOf(meeting, noun)?.allowed ?? false
  const waiting = item.stage === 'WAITING'
  const underWay = item.stage === 'UNDER_WAY'
  const starting = actionOf(meeting, 'item-starts')
  const close = () => setOpen(undefined)
  return (
    <>
      <ProblemAlert act={start} />
      <p className="row-actions">
        {waiting && starting?.allowed && (
          <Button
            type="primary"
            loading={start.pending}
            aria-label={`开始审议 议题${item.no}`}
            onClick={() => void start.run({ matter: item.matter.id }, { version: meeting.version })}
          >
            开始审议本议题
          </Button>
        )}
        {underWay && allowed('conclusions') && (
          <Button type="primary" size="large" onClick={() => setOpen('conclusions')}>
            作出结论
          </Button>
        )}
        {(waiting || underWay) && allowed('postponements') && (
          <Button aria-label={`顺延 议题${item.no}`} onClick={() => setOpen('postponements')}>
            顺延本议题
          </Button>
        )}
        {allowed('item-removals') && (
          <Button aria-label={`撤下 议题${item.no}`} onClick={() => setOpen('item-removals')}>
            撤下议题
          </Button>
        )}
      </p>
      {waiting && meeting.stage === 'OPEN' && starting?.refusal && starting.refusal.code !== 'FORBIDDEN' && (
        <p className="why">
          {starting.refusal.sentence}
          <Clause clause={starting.refusal.clause} />
        </p>
      )}
      <ConclusionForm path={path} meeting={meeting} item={item} open={open === 'conclusions'} onClose={close} />
      <ReasonDrawer
        {...{ path, meeting, item }}
        noun="postponements"
        title="顺延本议题"
        label="顺延理由"
        open={open === 'postponements'}
        onClose={close}
      />
      <ReasonDrawer
        {...{ path, meeting, item }}
        noun="item-removals"
        title="撤下议题"
        label="撤下理由"
        open={open === 'item-removals'}
        onClose={close}
      />
    </>
  )
}

function ReasonDrawer({
  path,
  meeting,
  item,
  noun,
  title,
  label,
  open,
  onClose,
}: ItemProps & {
  readonly noun: string
  readonly title: string
  readonly label: string
  readonly open: boolean
  readonly onClose: () => void
}) {
  return (
    <ActDrawer<MeetingPage>
      open={open}
      onClose={onClose}
      title={title}
      lead={<p>{item.matter.title}</p>}
      page={path}
      noun={noun}
      version={meeting.version}
      toInput={({ reason }: { reason: string }) => ({ matter: item.matter.id, reason })}
    >
      <WordsField name="reason" label={label} required max={200} rows={2} />
    </ActDrawer>
  )
}
