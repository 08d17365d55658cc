import type { ReactNode } from 'react'
import type { ActionView, MeetingPage } from '../../../http/api/contract.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, TextField, WordsField } from '../../parts/fields.tsx'
import { type MeetingProps, memberChoices } from './meeting-props.ts'

interface Form {
  readonly lead?: ReactNode
  readonly children?: ReactNode
  readonly toInput?: (values: never) => unknown
}

/** The forms of the acts on the meeting as a whole. */
export function MeetingDrawer({
  path,
  meeting,
  action,
  onClose,
}: MeetingProps & {
  readonly action: ActionView
  readonly onClose: () => void
}) {
  const form: Form = forms[action.noun]?.(meeting) ?? { lead: <p>确定办理吗？</p> }
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      title={action.label}
      page={path}
      noun={action.noun}
      version={meeting.version}
      {...form}
    />
  )
}

const forms: Readonly<Record<string, (meeting: MeetingPage) => Form>> = {
  notice: meeting => ({
    lead: (
      <p>
        通知 {meeting.members.length} 人，议题 {meeting.items.length} 项。通知发出后不得增加议题。
      </p>
    ),
    children: (
      <WordsField
        name="shortNoticeReason"
        label="提前量不足的理由"
        max={300}
        rows={2}
        extra="材料送达的提前量不足时才填，由会议主持人同意发出。"
      />
    ),
    toInput: ({ shortNoticeReason }: { shortNoticeReason?: string }) => ({
      shortNoticeReason: shortNoticeReason?.trim() ? shortNoticeReason : undefined,
    }),
  }),
  opening: meeting => ({ lead: <p>「{meeting.title}」现在开会。开会后逐项审议。</p> }),
  adjournment: ({ items }) => {
    const left = items.filter(({ stage }) => stage === 'WAITING').length
    return {
      lead: (
        <p>
          {left > 0 ? `还有${left}项没有审议，散会即顺延。` : '议题都已有结论或顺延。'}散会后起草纪要，由主持人签发。
        </p>
      ),
    }
  },
  'minutes-signature': () => ({
    lead: <p>签发后纪要即固定，不能修改；各项结论随即送回各件。</p>,
  }),
  chairs: meeting => ({
    children: (
      <>
        <ChoiceField
          name="chair"
          label="新主持人"
          required
          choices={memberChoices(meeting.members.filter(({ voting, who }) => voting && who.id !== meeting.chair.id))}
        />
        <WordsField name="reason" label="理由" required max={200} rows={2} />
      </>
    ),
  }),
  'separate-items': () => ({
    lead: <p>涉密或不宜公开的议题不入本系统。这里只登记有一项另行组织审议，不登记名称和内容。</p>,
  }),
  'recorder-replacements': () => ({
    children: (
      <>
        <RecorderField label="新记录人" />
        <WordsField name="reason" label="理由" required max={200} rows={2} />
      </>
    ),
  }),
  'second-recorders': () => ({
    lead: <p>两位记录人都可以登记，记录互相印证。</p>,
    children: <RecorderField label="第二记录人" />,
  }),
}

/** Who records need not be a member: the login name of anybody in the division that calls the meeting. */
function RecorderField({ label }: { readonly label: string }) {
  return <TextField name="recorder" label={label} required max={64} extra="填登录名，如 clerk-general-office-2" />
}
