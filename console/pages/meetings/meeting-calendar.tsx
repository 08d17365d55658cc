import { Button } from 'antd'
import { Link } from 'react-router'
import type { MeetingRow } from '../../../http/api/contract.ts'
import { useToday } from '../../frame/session.ts'
import { dayOfInstant, instantWords } from '../../parts/time.ts'
import { monthAfter, monthOf, monthWords, weeksOf } from './month.ts'

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** A month of meetings; where a day has no room the list takes its place (style/meeting.css). */
export function MeetingCalendar({
  rows,
  month,
  onMonth,
}: {
  readonly rows: readonly MeetingRow[]
  readonly month: string
  readonly onMonth: (month: string) => void
}) {
  const today = useToday()
  const byDay = new Map<string, MeetingRow[]>()
  for (const row of [...rows].sort((a, b) => a.scheduledAt.localeCompare(b.scheduledAt))) {
    const day = dayOfInstant(row.scheduledAt)
    byDay.set(day, [...(byDay.get(day) ?? []), row])
  }
  return (
    <section className="card calendar" aria-label="会议月历">
      <div className="calendar-head">
        <Button onClick={() => onMonth(monthAfter(month, -1))}>上月</Button>
        <h2 aria-live="polite">{monthWords(month)}</h2>
        <Button onClick={() => onMonth(monthAfter(month, 1))}>下月</Button>
        {month !== monthOf(today) && <Button onClick={() => onMonth(monthOf(today))}>回到本月</Button>}
      </div>
      <table>
        <caption className="unseen">{monthWords(month)}的会议</caption>
        <thead>
          <tr>
            {weekdays.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map(week => (
            <tr key={week[0]}>
              {week.map(day => (
                <td key={day} className={classOf(day, month, today, byDay.has(day))}>
                  <span className="calendar-day">
                    <span className="calendar-number">{Number(day.slice(8))}</span>
                    {day === today && <span className="calendar-today">今天</span>}
                  </span>
                  <Day rows={byDay.get(day) ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const MOST_SHOWN = 4

/** The meetings of a day; on a full day those after the first few are folded away. */
function Day({ rows }: { readonly rows: readonly MeetingRow[] }) {
  const more = rows.slice(MOST_SHOWN)
  return (
    <>
      {rows.slice(0, MOST_SHOWN).map(row => (
        <Entry key={row.id} row={row} />
      ))}
      {more.length > 0 && (
        <details>
          <summary>还有{more.length}场</summary>
          {more.map(row => (
            <Entry key={row.id} row={row} />
          ))}
        </details>
      )}
    </>
  )
}

function Entry({ row }: { readonly row: MeetingRow }) {
  return (
    <Link to={`/meetings/${row.id}`} className={`calendar-meeting kind-${row.kind.toLowerCase()}`}>
      <span className="calendar-time">{instantWords(row.scheduledAt).slice(-5)}</span> {row.title}
      {row.stage !== 'SIGNED' && <span className="calendar-stage">{row.stageName}</span>}
    </Link>
  )
}

const classOf = (day: string, month: string, today: string, busy: boolean): string =>
  [
    monthOf(day) === month ? '' : 'calendar-beside',
    day === today ? 'calendar-now' : '',
    busy ? '' : 'calendar-free',
  ].join(' ')
