import { submittersOf } from '../matter/matter.ts'
import { refusePresider } from '../meeting/acts-agenda.ts'
import { itemOf } from '../meeting/meeting.ts'
import { refuseLeader } from '../review-group/composition.ts'
import { asAnswered, broken, kept, keptIf, rule } from './rule.ts'
import { meetingFacts } from './told.ts'
import { nameOfPerson, namesOfDepartments } from './words.ts'

/** S96, A9: whoever submitted it, now or once, does not decide on it at tier 3. */
const crossed = rule(
  ['meeting.item-concluded'],
  'S96',
  '复核时计入的处室不含送审、联办处室（曾经联办的也不含）',
  (told, { divisions }) => {
    const { sitting, matter } = told
    if (sitting?.meeting.kind !== 'GROUP') return undefined
    const submitters = submittersOf(matter)
    const both = divisions.filter(d => submitters.includes(d))
    return keptIf(both.length === 0, () => {
      return `复核${matter.id}时计入了送审或联办处室${namesOfDepartments(told, both)}`
    })
  },
)

const ofItsMembers = rule(
  ['meeting.item-concluded'],
  'S96',
  '参与决定的处室都是会议的组成处室，且不多于到会人数',
  (told, { divisions, present }) => {
    const { sitting } = told
    if (!sitting || sitting.meeting.members.length === 0) return undefined
    const seated = new Set(sitting.meeting.members.map(m => m.department))
    const strangers = divisions.filter(d => !seated.has(d))
    if (strangers.length > 0) return broken(`计入了不在会议组成中的处室${namesOfDepartments(told, strangers)}`)
    return keptIf(divisions.length <= present, () => `到会${present}人，却计入${divisions.length}个处室`)
  },
)

/** S95, A8, A13: a leader of the agency, neither in charge of a submitting division nor reviewer at tier 2. */
const crossedLeader = rule(
  ['meeting.item-started'],
  'S95',
  '复核由交叉的厅领导主持：不分管送审处室，没有作第2级审核，不是驻厅纪检组长',
  ({ sitting, ledger, matter, day }, { presider }) =>
    sitting?.meeting.kind === 'GROUP'
      ? asAnswered(refuseLeader(ledger.organisation, presider, matter, day))
      : undefined,
)

/** Posts may have changed since the item was taken up. */
const stillCrossed = rule(['meeting.item-concluded'], 'S95', '作结论时，主持复核的厅领导仍是交叉的', told => {
  const { sitting, matter } = told
  if (sitting?.meeting.kind !== 'GROUP') return undefined
  return asAnswered(refusePresider(sitting.meeting, matter.id, meetingFacts(told, sitting, matter.id)))
})

/** E-05: the notice names a presider who may preside over each item. Who was named instead of the leader is not public. */
const foreseen = rule(['meeting.notice-sent'], 'E-05', '发出通知前，不能主持的组长已逐议题改派', told => {
  const { sitting } = told
  if (sitting?.meeting.kind !== 'GROUP' || sitting.chairReplaced) return undefined
  const own = sitting.meeting.items.filter(item => !sitting.assigned.has(item.matter))
  const wrong = own.flatMap(({ matter }) => {
    return refusePresider(sitting.meeting, matter, meetingFacts(told, sitting, matter)) ?? []
  })
  return asAnswered(wrong[0])
})

/** E-05, E-08: whoever presides is the chair, or was put in the chair's place on the record. */
const inTheChair = rule(
  ['meeting.item-started'],
  'E-08',
  '主持人是会议的主持人，或有更换、指定主持人的记录',
  (told, { matter, presider }) => {
    const { sitting } = told
    if (!sitting || sitting.meeting.members.length === 0) return undefined
    const { meeting, chairReplaced, assigned } = sitting
    if (assigned.has(matter)) return kept
    const who = () => nameOfPerson(told, presider)
    if (chairReplaced) {
      const seated = meeting.members.some(m => m.person === presider && m.voting)
      return keptIf(seated, () => `${who()}不是会议组成人员，却主持了本议题`)
    }
    return keptIf(presider === meeting.chair, () => {
      return `${who()}主持了本议题，而会议主持人是${nameOfPerson(told, meeting.chair)}，没有更换或指定的记录`
    })
  },
)

/** The item of the meeting is the matter's: its division, its board. Asked when it is listed; here, that it still is. */
const onTheAgenda = rule(
  ['meeting.item-started'],
  'MTG-007',
  '审议的件列在该会议的议程上',
  ({ sitting, matter, id }) => {
    // A topic of the leading group is no matter, and stands on its agenda alone.
    if (!sitting || sitting.meeting.kind === 'LEADING') return undefined
    const listed = itemOf(sitting.meeting, matter.id) !== undefined && matter.listing?.meeting === id
    return keptIf(listed, () => `审议了件${matter.id}，而该件没有列入本会议`)
  },
)

export const compositionRules = [crossed, ofItsMembers, crossedLeader, stillCrossed, foreseen, inTheChair, onTheAgenda]
