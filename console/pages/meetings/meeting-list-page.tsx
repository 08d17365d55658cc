import { Empty, Radio } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { kinds, meetingKinds } from '../../../domain/meeting/kinds.ts'
import type { MeetingList, MeetingRow } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { meetingTimeWords } from '../../parts/time.ts'
import { CallMeeting } from './call-meeting.tsx'
import { MeetingCalendar } from './meeting-calendar.tsx'
import { monthOf } from './month.ts'

const views = [
  { value: 'list', label: '列表' },
  { value: 'calendar', label: '月历' },
]
const whens = [
  { value: 'upcoming', label: '未结束' },
  { value: 'past', label: '已结束' },
  { value: 'all', label: '全部' },
]
const kindChoices = [
  { value: '', label: '各类' },
  ...meetingKinds.map(kind => ({ value: kind as string, label: kinds[kind].name })),
]

/** All meetings that one may see, in a list or by the month; whoever may call one does it from here. */
export function MeetingListPage() {
  const [chosen, setChosen] = useSearchParams()
  const [calling, setCalling] = useState(false)
  const today = useToday()
  const byMonth = chosen.get('view') === 'calendar'
  const when = byMonth ? 'all' : (chosen.get('when') ?? 'upcoming')
  const kind = chosen.get('kind') ?? ''
  const month = chosen.get('month') ?? monthOf(today)
  const query = useRead<MeetingList>(`/meetings?when=${when}${kind ? `&kind=${kind}` : ''}`, { keep: true })
  const choose = (name: string, value: string) =>
    setChosen(before => {
      const after = new URLSearchParams(before)
      if (value) after.set(name, value)
      else after.delete(name)
      return after
    })
  const mayCall = query.data?.mayCall ?? []
  return (
    <Page
      title="会议"
      beside={
        mayCall.length > 0 && (
          <button type="button" className="link-button" onClick={() => setCalling(true)}>
            召集会议
          </button>
        )
      }
    >
      <div className="card toolbar">
        <Radio.Group
          aria-label="看法"
          optionType="button"
          options={views}
          value={byMonth ? 'calendar' : 'list'}
          onChange={event => choose('view', event.target.value === 'list' ? '' : event.target.value)}
        />
        {!byMonth && (
          <Radio.Group
            aria-label="时间"
            optionType="button"
            options={whens}
            value={when}
            onChange={event => choose('when', String(event.target.value))}
          />
        )}
        <Radio.Group
          aria-label="会议类别"
          optionType="button"
          options={kindChoices}
          value={kind}
          onChange={event => choose('kind', String(event.target.value))}
        />
      </div>
      <Loaded query={query}>
        {({ rows }) =>
          byMonth ? (
            <MeetingCalendar rows={rows} month={month} onMonth={next => choose('month', next)} />
          ) : rows.length === 0 ? (
            <div className="card">
              <Empty description="没有会议。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
            </div>
          ) : (
            <MeetingTable rows={rows} />
          )
        }
      </Loaded>
      <CallMeeting mayCall={mayCall} open={calling} onClose={() => setCalling(false)} />
    </Page>
  )
}

function MeetingTable({ rows }: { readonly rows: readonly MeetingRow[] }) {
  return (
    <section className="card" aria-label="会议列表">
      <table className="table stacking">
        <caption className="unseen">会议</caption>
        <thead>
          <tr>
            <th scope="col">会议</th>
            <th scope="col">时间</th>
            <th scope="col">地点</th>
            <th scope="col">议题</th>
            <th scope="col">进展</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={`/meetings/${row.id}`}>{row.title}</Link>
              </th>
              <td>{meetingTimeWords(row.scheduledAt)}</td>
              <td data-label="地点">{row.place}</td>
              <td data-label="议题">{row.items} 项</td>
              <td>
                <span className={`stage stage-${row.stage.toLowerCase()}`}>{row.stageName}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
