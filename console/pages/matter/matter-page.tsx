import { Alert } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ActionView, MatterPage as Matter } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ActionList } from '../../parts/action-list.tsx'
import { Clock } from '../../parts/clock.tsx'
import { Clause, LevelTag, Marks, StatusTag } from '../../parts/tags.tsx'
import { dayWords } from '../../parts/time.ts'
import { Conditions } from './conditions.tsx'
import { Dossier } from './dossier.tsx'
import { Chain, PostFiling, Timeline } from './history.tsx'
import { formFor, placeOf, rankOf } from './matter-forms.tsx'
import { Tiers } from './tiers.tsx'

/** One matter: where it stands, what is in it, what happened, and what may be done now. */
export function MatterPage() {
  const { id = '' } = useParams()
  const path = `/matters/${encodeURIComponent(id)}`
  const query = useRead<Matter>(path)
  return (
    <LoadedPage query={query} title={id}>
      {matter => <MatterView key={matter.id} path={path} matter={matter} />}
    </LoadedPage>
  )
}

function MatterView({ path, matter }: { readonly path: string; readonly matter: Matter }) {
  const [open, setOpen] = useState<ActionView>()
  const act = (action: ActionView) => {
    const place = placeOf(action.noun)
    if (place) document.getElementById(place)?.scrollIntoView({ block: 'start' })
    else setOpen(action)
  }
  const today = useToday()
  const form = open && formFor(open, matter, today)
  return (
    <Page
      title={matter.title}
      above={
        <>
          <Link to="/matters">送审件</Link> › <span className="number">{matter.id}</span>
        </>
      }
    >
      <Head matter={matter} />
      <Hints matter={matter} />
      <Tiers tiers={matter.tiers} />
      <div className="matter">
        <div className="matter-main">
          <Conditions path={path} matter={matter} />
          <Dossier path={path} matter={matter} />
          <PostFiling matter={matter} />
          <Timeline matter={matter} />
          <Chain matter={matter} />
        </div>
        <div className="matter-side">
          <ActionList actions={matter.actions} onAct={act} rank={rankOf} />
        </div>
      </div>
      {open && form && (
        <ActDrawer<Matter>
          key={open.noun}
          open
          onClose={() => setOpen(undefined)}
          title={open.label}
          page={path}
          noun={open.noun}
          version={matter.version}
          {...form}
        />
      )}
    </Page>
  )
}

function Head({ matter }: { readonly matter: Matter }) {
  return (
    <div className="matter-head">
      <LevelTag name={matter.levelName} />
      <StatusTag matter={matter} />
      <span>{matter.boardName}</span>
      <span>
        {[matter.department, ...matter.coDepartments].map(({ name }) => name).join('、')}
        {matter.coDepartments.length > 0 && '（联合送审）'}
      </span>
      <span>
        <Link to={`/catalogue/${matter.item}`}>{matter.itemName}</Link>
      </span>
      <span>经办人 {matter.handler.name}</span>
      {matter.submittedOn && <span>{dayWords(matter.submittedOn)}送审</span>}
      <Marks marks={matter.marks} />
      {matter.clock && <Clock clock={matter.clock} />}
      {matter.publicPath && <a href={matter.publicPath}>公开页面</a>}
    </div>
  )
}

/** What whoever acts next has to know first. */
function Hints({ matter }: { readonly matter: Matter }) {
  const { supplement, withdrawal, listing, previous, rectification } = matter
  return (
    <div className="hints">
      {supplement && (
        <Alert
          type="warning"
          showIcon
          title={`请在${dayWords(supplement.dueOn)}前补正`}
          description={
            <ol className="plain-list">
              {supplement.needed.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          }
        />
      )}
      {withdrawal && <Alert type="warning" showIcon title={`送审处室已申请撤回：${withdrawal}`} />}
      {listing && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              已列入 <Link to={`/meetings/${listing.meeting}`}>{listing.title}</Link>
              {listing.noticed ? '，会议通知已发出。' : '的议程。'}
            </>
          }
        />
      )}
      {previous && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              再次送审，前次件 <Link to={`/matters/${previous.id}`}>{previous.title}</Link>
            </>
          }
          description={matter.difference && `与前次的区别：${matter.difference}`}
        />
      )}
      {rectification && (
        <Alert
          type={rectification.report ? 'info' : 'error'}
          showIcon
          title={`整改任务（${rectification.owner.name}）：${rectification.task}`}
          description={rectification.report && `已报告：${rectification.report}`}
        />
      )}
      {matter.hints.map(hint => (
        <Alert
          key={hint.clause + hint.sentence}
          type="info"
          showIcon
          title={
            <>
              {hint.sentence}
              <Clause clause={hint.clause} />
            </>
          }
        />
      ))}
    </div>
  )
}
