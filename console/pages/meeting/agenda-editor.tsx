import { HolderOutlined } from '@ant-design/icons'
import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { Button, Empty } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { inOrder, moved } from './agenda-order.ts'
import { Brief } from './brief.tsx'
import { Invitations } from './invitations.tsx'
import { ItemActs } from './item-acts.tsx'
import { ItemHead } from './item-head.tsx'
import { actionOf, type ItemProps, type MeetingProps } from './meeting-props.ts'
import { PresiderRefusal } from './presider.tsx'
import { Quorum } from './quorum.tsx'
import { Recusals } from './recusals.tsx'

/** The agenda before the meeting: in which order, who presides over what, who will have to leave. */
export function AgendaEditor({ path, meeting }: MeetingProps) {
  const order = useAct<MeetingPage>(path, 'agenda-orders')
  const [wanted, setWanted] = useState<readonly string[]>()
  const action = actionOf(meeting, 'agenda-orders')
  const movable = (action?.allowed ?? false) && meeting.items.length > 1
  const items = wanted ? inOrder(meeting.items, wanted) : meeting.items
  const keys = items.map(({ key }) => key)
  const titleOf = (key: string | number) => meeting.items.find(item => item.key === key)?.title ?? ''
  const move = async (key: string, to: number) => {
    const after = moved(keys, key, to)
    if (after === keys) return
    setWanted(after)
    await order.run({ order: after })
    setWanted(undefined)
  }
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) void move(String(active.id), keys.indexOf(String(over.id)))
  }
  return (
    <section aria-labelledby="agenda-title">
      <h2 id="agenda-title">
        议程 <small>{meeting.items.length} 项</small>
      </h2>
      {!movable && action && action.refusal?.code !== 'FORBIDDEN' && meeting.items.length > 1 && (
        <Why action={action} />
      )}
      <ProblemAlert act={order} />
      {items.length === 0 && (
        <div className="card">
          <Empty description="议程上还没有议题。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
        </div>
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{
          announcements: announcements(titleOf, keys),
          screenReaderInstructions: {
            draggable: '按空格键拿起议题，用上下方向键移动，再按空格键放下，按 Esc 键取消。',
          },
        }}
      >
        <SortableContext items={[...keys]} strategy={verticalListSortingStrategy}>
          <ol className="agenda">
            {items.map((item, index) => (
              <Entry
                key={item.key}
                {...{ path, meeting, item: { ...item, no: index + 1 } }}
                movable={movable}
                busy={order.pending}
                last={index === items.length - 1}
                onMove={to => void move(item.key, to)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      {meeting.separateItems > 0 && (
        <p className="card">
          另行组织审议的议题 <strong>{meeting.separateItems}</strong> 项：涉密或不宜公开，不入本系统，只登记项数。
          <span className="clause">〔E-41〕</span>
        </p>
      )}
    </section>
  )
}

function Entry({
  movable,
  busy,
  last,
  onMove,
  ...props
}: ItemProps & {
  readonly movable: boolean
  readonly busy: boolean
  readonly last: boolean
  /** To which place, counted from 0. */
  readonly onMove: (to: number) => void
}) {
  const { meeting, item } = props
  const sortable = useSortable({ id: item.key, disabled: !movable })
  const place = { transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }
  return (
    <li
      ref={sortable.setNodeRef}
      style={place}
      className={sortable.isDragging ? 'agenda-entry dragged' : 'agenda-entry'}
    >
      <article className="card item" aria-label={`议题${item.no} ${item.title}`}>
        {movable && (
          <div className="mover">
            <button
              type="button"
              ref={sortable.setActivatorNodeRef}
              {...sortable.attributes}
              {...sortable.listeners}
              className="handle"
              aria-label={`拖动 议题${item.no}`}
              aria-roledescription="可拖动的议题"
            >
              <HolderOutlined aria-hidden />
            </button>
            <Button
              size="small"
              disabled={busy || item.no === 1}
              aria-label={`上移 议题${item.no}`}
              onClick={() => onMove(item.no - 2)}
            >
              上移
            </Button>
            <Button
              size="small"
              disabled={busy || last}
              aria-label={`下移 议题${item.no}`}
              onClick={() => onMove(item.no)}
            >
              下移
            </Button>
          </div>
        )}
        <div className="agenda-words">
          <ItemHead item={item} plain />
          <PresiderRefusal {...props} />
          <Recusals {...props} />
          <Quorum item={item} sitting={meeting.stage === 'OPEN'} />
          <Brief item={item} open={false} />
          <Invitations {...props} />
          <ItemActs {...props} />
        </div>
      </article>
    </li>
  )
}

/** What is read aloud while an item is moved. */
function announcements(titleOf: (key: string | number) => string, keys: readonly string[]): Announcements {
  const place = (key: string | number) => `第${keys.indexOf(String(key)) + 1}项，共${keys.length}项`
  const held = (key: string | number) => `已拿起议题「${titleOf(key)}」，现在是${place(key)}。`
  return {
    onDragStart: ({ active }) => held(active.id),
    // Lying over its own place is told at once after it was picked up, and must not drown that.
    onDragOver: ({ active, over }) => {
      if (!over) return `议题「${titleOf(active.id)}」不在议程上。`
      return over.id === active.id ? held(active.id) : `议题「${titleOf(active.id)}」移到${place(over.id)}。`
    },
    onDragEnd: ({ active, over }) =>
      over ? `议题「${titleOf(active.id)}」放在${place(over.id)}。` : `议题「${titleOf(active.id)}」放回原处。`,
    onDragCancel: ({ active }) => `已取消，议题「${titleOf(active.id)}」放回原处。`,
  }
}
