import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { instantWords } from '../../parts/time.ts'
import type { ItemProps } from './agenda.tsx'
import { actionOf } from './meeting-page.tsx'

/** 应到、实到、至少: the quorum of this item, recused members not counted (MTG-001, MTG-002). */
export function Quorum({ item, sitting }: { readonly item: MeetingItemView; readonly sitting: boolean }) {
  const { expected, present, needed, reached } = item.quorum
  if (!sitting) {
    return (
      <p className="quorum quorum-ahead">
        应到 {expected} 人，至少 {needed} 人到会才能审议
      </p>
    )
  }
  return (
    <p className={reached ? 'quorum quorum-reached' : 'quorum quorum-short'} role="status">
      <strong>{reached ? '✓ 够法定人数' : '× 不够法定人数'}</strong>
      <span>应到 {expected} 人</span>
      <span>实到 {present} 人</span>
      <span>至少 {needed} 人</span>
    </p>
  )
}

/** Who leaves for this item and why; before it begins, who will have to (E-04, E-09). */
export function Recusals({ path, meeting, item }: ItemProps) {
  const [open, setOpen] = useState(false)
  const mayRecord = item.stage === 'UNDER_WAY' && actionOf(meeting, 'recusals')?.allowed
  const candidates = meeting.members.filter(
    ({ who }) => who.id !== item.presider.id && !item.recusals.some(recusal => recusal.who.id === who.id),
  )
  return (
    <>
      {item.recusals.length > 0 && (
        <div className="recusals">
          <h4>{item.stage === 'WAITING' ? '届时须回避' : '回避'}</h4>
          <ul className="plain-list">
            {item.recusals.map(({ who, reason, clause, at }) => (
              <li key={who.id}>
                <strong>{who.name}</strong> {reason}
                <Clause clause={clause} />
                {at && <span className="quiet"> {instantWords(at)}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayRecord && (
        <p className="row-actions">
          <Button size="small" onClick={() => setOpen(true)}>
            登记回避
          </Button>
        </p>
      )}
      <ActDrawer<MeetingPage>
        open={open}
        onClose={() => setOpen(false)}
        title="登记回避"
        lead={<p>回避后离席，本议题的法定人数和票数随即重算；已发表的意见保留，注明“回避前发言”。</p>}
        page={path}
        noun="recusals"
        toInput={(said: { person: string; reason: string }) => ({ matter: item.matter.id, ...said })}
      >
        <ChoiceField
          name="person"
          label="回避人"
          required
          choices={candidates.map(({ who }) => ({ value: who.id, label: `${who.name}　${who.title}` }))}
        />
        <WordsField name="reason" label="回避事由" required max={300} rows={2} />
      </ActDrawer>
    </>
  )
}
