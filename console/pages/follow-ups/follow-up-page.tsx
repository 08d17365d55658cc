import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ActionView, FollowUpPage as FollowUp } from '../../../http/api/contract.ts'
import { addressOf } from '../../api/client.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ActionList } from '../../parts/action-list.tsx'
import { DayField, WordsField } from '../../parts/fields.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'
import { Facts, Words } from '../../parts/words.tsx'
import { DueSign, StageSign } from './follow-up-list-page.tsx'

/** One 督办: what was resolved, what has been said of it, and the next step (MTG-013). */
export function FollowUpPage() {
  const { id = '' } = useParams()
  const path = `/follow-ups/${encodeURIComponent(id)}`
  const query = useRead<FollowUp>(path)
  const [open, setOpen] = useState<ActionView>()
  return (
    <LoadedPage query={query} title="督办">
      {followUp => (
        <Page title={followUp.words} above={<Link to="/follow-ups">督办</Link>}>
          <div className="matter-head">
            <StageSign row={followUp} />
            <DueSign row={followUp} />
            <span>{followUp.owner.name}</span>
          </div>
          <div className="matter">
            <div className="matter-main">
              <About path={path} followUp={followUp} />
            </div>
            <div className="matter-side">
              <ActionList
                actions={followUp.actions}
                onAct={setOpen}
                rank={noun => (noun === 'returns' || noun === 'extensions' ? 2 : 0)}
              />
            </div>
          </div>
          {open && (
            <ActDrawer<FollowUp>
              open
              onClose={() => setOpen(undefined)}
              title={open.label}
              page={path}
              noun={open.noun}
              version={followUp.version}
            >
              {forms[open.noun]?.(followUp)}
            </ActDrawer>
          )}
        </Page>
      )}
    </LoadedPage>
  )
}

const forms: Readonly<Record<string, (followUp: FollowUp) => ReactNode>> = {
  replies: () => <WordsField name="words" label="办理情况" required max={2000} />,
  returns: () => <WordsField name="words" label="退回理由" required max={500} />,
  completion: () => <WordsField name="result" label="办理结果" required max={1000} />,
  extensions: ({ dueOn }) => (
    <>
      <DayField name="dueOn" label="新的期限" required min={dueOn} extra={`原期限${dayWords(dueOn)}。`} />
      <WordsField name="reason" label="延期理由" required max={300} rows={2} />
    </>
  ),
}

function About({ path, followUp }: { readonly path: string; readonly followUp: FollowUp }) {
  const { meeting, matter, orderedAt, dueOn, said, result, doneAt, id } = followUp
  return (
    <>
      <section className="card" aria-labelledby="about-title">
        <h2 id="about-title">来由</h2>
        <Facts
          rows={[
            [
              '编号',
              <span key="id" className="number">
                {id}
              </span>,
            ],
            [
              '会议',
              <Link key="meeting" to={`/meetings/${meeting.id}`}>
                {meeting.title}
              </Link>,
            ],
            [
              '议题',
              /^T-/.test(matter) ? (
                matter
              ) : (
                <Link key="matter" to={`/matters/${matter}`}>
                  {matter}
                </Link>
              ),
            ],
            ['交办', instantWords(orderedAt)],
            ['期限', dayWords(dueOn)],
            ['办结', doneAt && instantWords(doneAt)],
            ['办理结果', result],
          ]}
        />
        <p className="row-actions">
          <Button href={addressOf(`${path}/papers/order?format=pdf`)}>下载督办单 PDF</Button>
          <Button href={addressOf(`${path}/papers/order?format=docx`)}>下载督办单 DOCX</Button>
        </p>
      </section>
      <section className="card" aria-labelledby="said-title">
        <h2 id="said-title">办理经过</h2>
        {said.length === 0 ? (
          <p className="quiet">还没有反馈。</p>
        ) : (
          <ol className="timeline">
            {said.map(({ kindName, words, who, at }) => (
              <li key={`${at} ${kindName}`}>
                <time dateTime={at}>{instantWords(at)}</time>
                <div>
                  <strong>{kindName}</strong>
                  {who.name}
                  <Words text={words} />
                </div>
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  )
}
