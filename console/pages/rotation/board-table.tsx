import { DndContext, PointerSensor, useSensor, useSensors } from '@dnd-kit/core'
import type { RotationFaultView, RotationPlanView, RotationView } from '../../../http/api/contract.ts'
import { dayWords } from '../../parts/time.ts'
import { type BoardGroup, exchanged, type Seat } from './board.ts'
import { GroupCell } from './group-cell.tsx'

/** A few pixels before a press becomes a drag, so that a click stays one. */
const DRAG_FROM_PX = 5

export interface BoardProps {
  readonly boards: RotationView['boards']
  readonly plan: RotationPlanView
  readonly groups: readonly BoardGroup[]
  readonly faults: readonly RotationFaultView[]
  /** Absent while it is only looked at. */
  readonly onChange: ((groups: readonly BoardGroup[]) => void) | undefined
}

/** Boards down, terms across; on a narrow page one block after another. */
export function Board({ boards, plan, groups, faults, onChange }: BoardProps) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PX } }))
  const columns = plan.terms.map((term, index) => ({ ...term, index, name: `第${index + 1}期` }))
  return (
    <DndContext
      sensors={sensors}
      onDragEnd={({ active, over }) => {
        const from = active.data.current as Seat | undefined
        const to = over?.data.current as Seat | undefined
        if (from && to && active.id !== over?.id) onChange?.(exchanged(groups, from, to))
      }}
    >
      <div className="board-scroll">
        <table className="board">
          <caption className="unseen">各板块各期的复核小组</caption>
          <thead>
            <tr>
              <th scope="col">板块</th>
              {columns.map(({ index, name, from, to }) => (
                <th key={index} scope="col">
                  {name}
                  <span className="row-note">
                    {dayWords(from)}至{dayWords(to)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {boards.map(({ board, name }) => (
              <tr key={board}>
                <th scope="row">{name}</th>
                {columns.map(column => (
                  <td key={column.index} data-label={column.name}>
                    {plan.groups.map(({ term, board: of }, index) =>
                      term === column.index && of === board ? (
                        <GroupCell
                          key={plan.groups[index]?.name}
                          plan={plan}
                          groups={groups}
                          index={index}
                          label={`${column.name} ${groups[index]?.name}`}
                          faults={faults.filter(({ group }) => group === index)}
                          onChange={onChange}
                        />
                      ) : null,
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </DndContext>
  )
}
