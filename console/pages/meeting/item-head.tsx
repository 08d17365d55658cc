import { Link } from 'react-router'
import type { MeetingItemView } from '../../../http/api/contract.ts'
import { LevelTag, Marks } from '../../parts/tags.tsx'

export const stageNames: Record<MeetingItemView['stage'], string> = {
  WAITING: '待审议',
  UNDER_WAY: '审议中',
  CONCLUDED: '已有结论',
  POSTPONED: '已顺延',
}

/** What an item is called, where it stands, whose it is and who presides over it. */
export function ItemHead({ item, plain = false }: { readonly item: MeetingItemView; readonly plain?: boolean }) {
  const { matter, topic } = item
  return (
    <header className="item-head">
      <span className="item-no">议题{item.no}</span>
      <h3>{matter ? <Link to={`/matters/${matter.id}`}>{item.title}</Link> : item.title}</h3>
      {!plain && <span className={`stage item-stage-${item.stage.toLowerCase()}`}>{stageNames[item.stage]}</span>}
      <p className="row-note">
        {matter && (
          <>
            <LevelTag name={matter.levelName} /> <span className="number">{matter.id}</span> {matter.department.name} ·{' '}
            {matter.boardName} ·{' '}
          </>
        )}
        {topic && `${topic.subjectName} · `}本议题主持人 {item.presider.name}
        {item.convener && ` · ${item.actingConvener ? '代召集人' : '召集人'} ${item.convener.name}`}
        {item.late && <span className="late-item"> 临时增加</span>}
        {matter && <Marks marks={matter.marks} />}
      </p>
      {item.earlierMeeting && (
        <p className="row-note">
          曾在<Link to={`/meetings/${item.earlierMeeting.id}`}>{item.earlierMeeting.title}</Link>上审议
        </p>
      )}
      {item.circumstances && <p className="row-note words">新情况：{item.circumstances}</p>}
    </header>
  )
}
