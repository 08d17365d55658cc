import { HolderOutlined } from '@ant-design/icons'
import { useDraggable, useDroppable } from '@dnd-kit/core'
import { useId } from 'react'
import type { RotationFaultView, RotationPlanView } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { type BoardGroup, type Seat, withDivision, withLeader } from './board.ts'

interface CellProps {
  readonly plan: RotationPlanView
  readonly groups: readonly BoardGroup[]
  readonly index: number
  readonly label: string
  readonly faults: readonly RotationFaultView[]
  readonly onChange: ((groups: readonly BoardGroup[]) => void) | undefined
}

/** One group: its leader, then its divisions in order, the first convening (A7). */
export function GroupCell({ plan, groups, index, label, faults, onChange }: CellProps) {
  const why = useId()
  const { data: agency } = useAgency()
  const group = groups[index]
  const planned = plan.groups[index]
  if (!group || !planned) return null
  const open = plan.candidates.find(({ term, board }) => term === planned.term && board === planned.board)
  const nameOfLeader = (id: string) => agency?.leaders.find(leader => leader.id === id)?.name ?? leaderIn(plan, id)
  const nameOfDivision = (code: string) =>
    agency?.departments.find(department => department.code === code)?.name ?? divisionIn(plan, code)
  return (
    <div className={faults.length > 0 ? 'board-group board-wrong' : 'board-group'}>
      <div className="board-leader">
        <span className="board-role">组长</span>
        {onChange ? (
          <select
            aria-label={`${label} 组长`}
            aria-describedby={faults.length > 0 ? why : undefined}
            value={group.leader}
            onChange={event => onChange(withLeader(groups, index, event.target.value))}
          >
            {withOwn(
              (agency?.leaders ?? []).map(({ id }) => id),
              group.leader,
            ).map(id => (
              <option key={id} value={id}>
                {nameOfLeader(id)}
                {open && !open.leaders.some(({ who }) => who.id === id) && '（不能任）'}
              </option>
            ))}
          </select>
        ) : (
          <strong>{nameOfLeader(group.leader)}</strong>
        )}
      </div>
      <ol className="board-members">
        {group.departments.map((department, place) => (
          <Member
            key={department}
            seat={{ group: index, place }}
            name={nameOfDivision(department)}
            movable={onChange !== undefined}
          >
            {onChange && (
              <select
                aria-label={`${label} ${place === 0 ? '召集处室' : `成员处室${place + 1}`}`}
                value={department}
                onChange={event => onChange(withDivision(groups, { group: index, place }, event.target.value))}
              >
                {withOwn(
                  (agency?.departments ?? [])
                    .filter(({ kind }) => kind === 'division' || kind === 'enforcement')
                    .map(({ code }) => code),
                  department,
                ).map(code => (
                  <option key={code} value={code}>
                    {nameOfDivision(code)}
                    {open && !open.divisions.some(division => division.code === code) && '（不能任）'}
                  </option>
                ))}
              </select>
            )}
          </Member>
        ))}
      </ol>
      {faults.length > 0 && (
        <p id={why} className="board-why">
          {faults
            .map(({ clause, sentence }) => `${sentence.replace(/^第\d+期「[^」]*」：/, '')}〔${clause}〕`)
            .join('')}
        </p>
      )}
    </div>
  )
}

function Member({
  seat,
  name,
  movable,
  children,
}: {
  readonly seat: Seat
  readonly name: string
  readonly movable: boolean
  readonly children: React.ReactNode
}) {
  const id = `${seat.group}.${seat.place}`
  const { setNodeRef: dropHere, isOver } = useDroppable({ id, data: seat, disabled: !movable })
  const {
    setNodeRef: dragThis,
    listeners,
    transform,
    isDragging,
  } = useDraggable({ id, data: seat, disabled: !movable })
  const moved = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined
  return (
    <li ref={dropHere} className={isOver ? 'board-over' : undefined}>
      <div ref={dragThis} style={moved} className={isDragging ? 'board-seat board-dragged' : 'board-seat'}>
        {movable && (
          // For the mouse and the finger; the keyboard has the list beside it, which does the same.
          <span className="board-handle" aria-hidden {...listeners}>
            <HolderOutlined />
          </span>
        )}
        {movable ? children : <span>{name}</span>}
        {seat.place === 0 && <span className="status status-waiting">召集</span>}
      </div>
    </li>
  )
}

const withOwn = (all: readonly string[], own: string): readonly string[] => (all.includes(own) ? all : [own, ...all])

const leaderIn = (plan: RotationPlanView, id: string): string =>
  plan.groups.find(({ leader }) => leader.id === id)?.leader.name ?? id

const divisionIn = (plan: RotationPlanView, code: string): string =>
  plan.groups.flatMap(({ members }) => members).find(({ department }) => department.code === code)?.department.name ??
  code
