import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { subjects } from './events.ts'
import { defineMeetingAct, type MeetingFacts, refuseUnlessStage } from './facts.ts'
import { clauseOfSubject, nameOfSubject, refuseRotations, refuseSpecialGroup } from './leading-group.ts'
import type { Meeting } from './meeting.ts'

const topicForm = z.strictObject({
  subject: z.enum(subjects, { error: '议题类别为职权目录、复核小组轮值、特别复核组或其他' }),
  /** Review groups, or the one matter that needs a special group. */
  reference: z.array(code('所议对象')).max(40, { error: '一个议题所议对象不得超过40个' }).default([]),
  special: z
    .strictObject({
      leader: code('组长'),
      departments: z
        .array(code('处室'))
        .min(2, { error: '特别复核组至少两名成员' })
        .max(30, { error: '特别复核组成员不得超过30名' }),
    })
    .optional(),
  /** For a special group it says why the regular one cannot meet (E-11). */
  title: text('议题', 120, 2),
})
type TopicForm = z.output<typeof topicForm>

const addTopic = defineMeetingAct({
  noun: 'topics',
  label: '列入领导小组议题',
  clause: 'S135',
  roles: ['MEETING_RECORDER', 'OFFICE'],
  input: topicForm,
  may: state =>
    state.stage !== 'NONE' && state.kind !== 'LEADING'
      ? refuse('INVALID', 'S64', '这类议题只列入领导小组会议。')
      : refuseUnlessStage(state, ['PLANNED'], 'S64', '列入领导小组议题'),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(refuseTwice(state, input), refuseForm(input), refuseGround(input, facts))
    if (wrong) return err(wrong)
    // Not the count: after a topic was taken off, that would be the number of another that stands.
    const no = Math.max(0, ...state.items.map(item => Number(item.matter.slice('T-'.length)))) + 1
    return ok([{ type: 'meeting.topic-added', data: { ...input, matter: `T-${no}` } }])
  },
})

/** One question is put to one meeting once, so that it has one answer there. */
function refuseTwice(state: Meeting, { subject, reference }: TopicForm): Refusal | undefined {
  if (subject === 'OTHER') return undefined
  const same = state.items.filter(item => item.subject === subject)
  const twice =
    new Set(reference).size < reference.length ||
    (subject === 'CATALOGUE' ? same.length > 0 : same.some(item => item.reference?.some(r => reference.includes(r))))
  return twice
    ? refuse(
        'INVALID',
        clauseOfSubject(subject),
        `「${nameOfSubject(subject)}」的同一对象在本次会议上只能议一次。`,
        'reference',
      )
    : undefined
}

function refuseForm({ subject, reference, special }: TopicForm): Refusal | undefined {
  const clause = clauseOfSubject(subject)
  if (subject !== 'SPECIAL_GROUP' && special) {
    return refuse('INVALID', clause, '只有「指定特别复核组」的议题才提出组长和成员处室。', 'special')
  }
  if ((subject === 'CATALOGUE' || subject === 'OTHER') && reference.length > 0) {
    return refuse('INVALID', clause, `「${nameOfSubject(subject)}」的议题不列所议对象。`, 'reference')
  }
  return undefined
}

function refuseGround({ subject, reference, special }: TopicForm, facts: MeetingFacts): Refusal | undefined {
  if (subject === 'ROTATION') return refuseRotations(reference, facts)
  if (subject !== 'SPECIAL_GROUP') return undefined
  const [matter, ...others] = reference
  if (matter === undefined || others.length > 0) {
    return refuse('INVALID', 'E-11', '特别复核组只为一个件指定，请填这一个件号。', 'reference')
  }
  return special
    ? refuseSpecialGroup(matter, special, facts)
    : refuse('INCOMPLETE', 'E-11', '请提出特别复核组的组长和成员处室。', 'special')
}

export const topicActs = [addTopic] as const
