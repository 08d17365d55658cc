import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { instantWords } from '../../parts/time.ts'
import { type MeetingProps, mayDo } from '../meeting/meeting-props.ts'

interface Comment {
  readonly matter?: string
  readonly words: string
}

/** What members say of the draft; whoever edits sees all of it, who reads sees each item's beside the item. */
export function Comments({ path, meeting }: MeetingProps) {
  const [open, setOpen] = useState(false)
  const { comments } = meeting.minutesWork
  const editing = mayDo(meeting, 'minutes-drafts')
  const shown = editing ? comments : comments.filter(({ no }) => no === undefined)
  const mayComment = mayDo(meeting, 'minutes-comments')
  if (shown.length === 0 && !mayComment) return null
  return (
    <section aria-labelledby="comments-title">
      <h3 id="comments-title">修改意见{shown.length > 0 && `（${shown.length}）`}</h3>
      {shown.length > 0 && (
        <ul className="said-list">
          {shown.map(({ who, words, at, no }) => (
            <li key={`${who.id} ${at}`}>
              <strong>{who.name}</strong>
              {no !== undefined && <span className="quiet">（议题{no}）</span>}：{words}
              <span className="row-note">{instantWords(at)}</span>
            </li>
          ))}
        </ul>
      )}
      {mayComment && (
        <p className="row-actions">
          <Button onClick={() => setOpen(true)}>提出修改意见</Button>
        </p>
      )}
      <ActDrawer<MeetingPage>
        open={open}
        onClose={() => setOpen(false)}
        title="提出修改意见"
        page={path}
        noun="minutes-comments"
        version={meeting.version}
        toInput={({ matter, words }: Comment) => ({ words, ...(matter ? { matter } : {}) })}
      >
        <ChoiceField
          name="matter"
          label="针对的议题"
          extra="不选表示针对整份纪要。"
          choices={meeting.items.map(({ key, no, title }) => ({ value: key, label: `议题${no} ${title}` }))}
        />
        <WordsField name="words" label="修改意见" required max={1000} />
      </ActDrawer>
    </section>
  )
}
