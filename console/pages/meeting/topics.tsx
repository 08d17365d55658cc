import { Button, Form } from 'antd'
import { useState } from 'react'
import type { MeetingPage, ReviewGroupList } from '../../../http/api/contract.ts'
import { useAgency, useRead } from '../../api/queries.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { ChoiceField, DepartmentField, TextField } from '../../parts/fields.tsx'
import { dayWords } from '../../parts/time.ts'
import { actionOf, type MeetingProps } from './meeting-props.ts'

const subjects = [
  { value: 'CATALOGUE', label: '职权目录' },
  { value: 'ROTATION', label: '复核小组轮值' },
  { value: 'SPECIAL_GROUP', label: '指定特别复核组' },
  { value: 'OTHER', label: '其他' },
]

interface Topic {
  readonly subject: string
  readonly title: string
  readonly groups?: readonly string[]
  readonly matter?: string
  readonly leader?: string
  readonly departments?: readonly string[]
}

/** What a 领导小组会议 deliberates: no matter, but what lies under all of them (S64, S135, E-11). */
export function Topics({ path, meeting }: MeetingProps) {
  const [open, setOpen] = useState(false)
  const action = actionOf(meeting, 'topics')
  return (
    <section className="card" aria-labelledby="topics-title">
      <h2 id="topics-title">领导小组议题</h2>
      <p>职权目录、复核小组轮值、特别复核组由领导小组会议审议。</p>
      <p className="row-actions">
        <Button type="primary" disabled={!action?.allowed} onClick={() => setOpen(true)}>
          列入领导小组议题
        </Button>
      </p>
      <Why action={action} />
      <ActDrawer<MeetingPage>
        wide
        open={open}
        onClose={() => setOpen(false)}
        title="列入领导小组议题"
        page={path}
        noun="topics"
        toInput={toInput}
      >
        <Fields />
      </ActDrawer>
    </section>
  )
}

function toInput({ subject, title, groups = [], matter, leader, departments }: Topic) {
  if (subject === 'SPECIAL_GROUP') {
    return { subject, title, reference: matter ? [matter] : [], special: { leader, departments } }
  }
  return { subject, title, reference: subject === 'ROTATION' ? groups : [] }
}

function Fields() {
  const subject: string | undefined = Form.useWatch('subject')
  const { data: agency } = useAgency()
  const groups = useRead<ReviewGroupList>('/review-groups')
  const waiting = (groups.data?.rows ?? []).filter(({ approved }) => !approved)
  return (
    <>
      <ChoiceField name="subject" label="议题类别" required choices={subjects} />
      <TextField
        name="title"
        label="议题"
        required
        max={120}
        extra={subject === 'SPECIAL_GROUP' ? '写明常规复核小组不能召开例会的理由。' : undefined}
      />
      {subject === 'ROTATION' && (
        <ChoiceField
          name="groups"
          label="待批准的复核小组"
          required
          several
          choices={waiting.map(({ id, name, from, to }) => ({
            value: id,
            label: `${name}（${dayWords(from)}至${dayWords(to)}）`,
          }))}
          extra={waiting.length === 0 ? '没有待批准的轮值编排。' : undefined}
        />
      )}
      {subject === 'SPECIAL_GROUP' && (
        <>
          <TextField name="matter" label="件号" required max={20} extra="常规复核小组成员都须回避的件。" />
          <ChoiceField
            name="leader"
            label="特别复核组组长"
            required
            choices={(agency?.leaders ?? []).map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
          />
          <DepartmentField
            name="departments"
            label="特别复核组成员处室"
            required
            several
            extra="至少两个，按选择的先后排序，排第一的为召集人。"
          />
        </>
      )}
    </>
  )
}
