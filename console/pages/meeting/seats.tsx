import { positionNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'

interface Seat {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly state: string
  readonly tone: string
}

/** Everybody who decides on this item, each with what they did: who has spoken and who has not is seen in one look. */
export function Seats({ meeting, item }: { readonly meeting: MeetingPage; readonly item: MeetingItemView }) {
  const seats = seatsOf(meeting, item)
  return (
    <ul className="seat-grid" aria-label="成员表态情况">
      {seats.map(({ id, name, title, state, tone }) => (
        <li key={id} className={`seat seat-${tone}`} title={title}>
          <strong>{name}</strong>
          <span>{state}</span>
        </li>
      ))}
    </ul>
  )
}

function seatsOf(meeting: MeetingPage, item: MeetingItemView): readonly Seat[] {
  const recused = new Set(item.recusals.map(({ who }) => who.id))
  const asked = new Set(item.requests.filter(({ ruling }) => !ruling).map(({ who }) => who.id))
  const said = new Map(item.opinions.filter(o => !o.beforeRecusal).map(({ who, position }) => [who.id, position]))
  const voting = meeting.members.filter(member => member.voting)
  const stateOf = ({ who, attendance }: MeetingPage['members'][number]): Pick<Seat, 'state' | 'tone'> => {
    if (recused.has(who.id)) return { state: '回避', tone: 'recused' }
    if (attendance !== 'PRESENT') return { state: attendance === 'LEFT' ? '离会' : '不在场', tone: 'away' }
    if (asked.has(who.id)) return { state: '回避待裁定', tone: 'recused' }
    const position = said.get(who.id)
    if (position) return { state: positionNames[position], tone: position.toLowerCase() }
    return { state: who.id === item.presider.id ? '末位表态' : '未表态', tone: 'silent' }
  }
  return voting.map(member => ({
    id: member.who.id,
    name: member.who.name,
    title: member.who.title,
    ...stateOf(member),
  }))
}
