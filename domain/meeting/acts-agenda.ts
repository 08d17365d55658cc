import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import { nameOfStatus, nameOfTier, statusAwaiting, tiersOf } from '../matter/route.ts'
import { departmentsOf, nameOf } from '../organisation/posts.ts'
import { err, ok, type Refusal, refuse } from '../result.ts'
import { derivedRecusals, possibleLeaders, refuseLeader } from '../review-group/composition.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { code, instant, text } from '../schema.ts'
import { dayOf, formatDay, workdaysBetween, yearOf } from '../time.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { kinds, meetingKinds } from './kinds.ts'
import { itemOf, type Meeting, presiderOf } from './meeting.ts'
import { seatsFor } from './seats.ts'

const CONVENING = ['DEPARTMENT_HEAD', 'DEPARTMENT_STAFF', 'GROUP_CONVENER', 'OFFICE'] as const
const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

/** Who calls which meeting: the division its own, the office or the convener the group's, the office the 厅长办公会. */
function refuseCaller(kind: Meeting['kind'], body: string, facts: MeetingFacts, office: boolean): Refusal | undefined {
  if (kind === 'INITIAL') {
    return departmentsOf(facts.organisation, facts.person, facts.today).includes(body)
      ? undefined
      : refuse('FORBIDDEN', 'S81', '初审例会由送审处室自己召集。', 'body')
  }
  if (kind === 'DIRECTOR' && body !== 'DIRECTOR') return refuse('INVALID', 'S90', '厅长办公会只有一个。', 'body')
  if (office) return undefined
  if (kind === 'GROUP' && facts.group?.members[0]?.person === facts.person) return undefined
  return kind === 'GROUP'
    ? refuse('FORBIDDEN', 'S97', '复核小组例会由召集人或领导小组办公室召集。', 'kind')
    : refuse('FORBIDDEN', 'S90', '厅长办公会由厅办公室会务召集。', 'kind')
}

export const call = defineMeetingAct({
  noun: 'calling',
  label: '召集会议',
  clause: 'S92',
  roles: CONVENING,
  input: z.strictObject({
    kind: z.enum(meetingKinds, { error: '会议类别为初审例会、复核小组例会或厅长办公会' }),
    body: code('会议主体'),
    scheduledAt: instant('会议时间'),
    place: text('地点', 80, 2),
  }),
  may: state => (state.stage === 'NONE' ? undefined : refuse('WRONG_STATE', 'S92', '会议已经召集。')),
  decide: (_state, input, facts) => {
    const { organisation, today } = facts
    const office = departmentsOf(organisation, facts.person, today).includes('GENERAL_OFFICE')
    const wrong = refuseCaller(input.kind, input.body, facts, office)
    if (wrong) return err(wrong)
    const day = dayOf(input.scheduledAt)
    if (input.scheduledAt < facts.now) return err(refuse('INVALID', 'S92', '会议时间不得早于现在。', 'scheduledAt'))
    const seating = seatsFor(input.kind, input.body, facts.group, organisation, day)
    if (!seating.ok) return seating
    return ok([
      {
        type: 'meeting.called',
        data: {
          ...input,
          year: yearOf(day),
          seq: (facts.calledThisYear ?? 0) + 1,
          chair: seating.value.chair,
          recorder: facts.person,
          members: seating.value.members,
          divisions: [...new Set(seating.value.members.map(m => m.department).filter(d => d !== ''))],
        },
      },
    ])
  },
})

/** MTG-007, S86: only what waits for exactly this tier, whose dossier is here, and which no other meeting has. */
function refuseItem(
  state: Meeting,
  matter: Matter,
  circumstances: string | undefined,
  facts: MeetingFacts,
): Refusal | undefined {
  const { tier } = kinds[state.kind]
  if (matter.status === 'NONE') return refuse('NOT_FOUND', 'MTG-007', '没有这个件。', 'matter')
  if (matter.level && !tiersOf(matter.level).includes(tier)) {
    return refuse('INVALID', 'S111', '“报告”“报备”件的终点是第三级复核，不得送厅长办公会。', 'matter')
  }
  const deferredHere = matter.status === 'DEFERRED' && matter.stays.at(-1)?.tier === tier
  if (matter.status !== statusAwaiting(tier) && !deferredHere) {
    return refuse(
      'WRONG_STATE',
      'S86',
      `本件现为「${nameOfStatus(matter.status)}」，不能列入${nameOfTier(tier)}的议程。`,
      'matter',
    )
  }
  if (matter.listing) return refuse('WRONG_STATE', 'MTG-007', '本件已列入另一次会议的议程。', 'matter')
  if (matter.withdrawal) return refuse('WRONG_STATE', 'E-21', '送审处室已申请撤回，请先处理撤回申请。', 'matter')
  if (deferredHere && !circumstances) {
    return refuse('INCOMPLETE', 'MTG-014', '暂缓的议题再次上会，须说明新情况。', 'circumstances')
  }
  if (state.kind === 'INITIAL' && matter.department !== state.body) {
    return refuse('INVALID', 'S87', '初审例会只审本处室主办的件。', 'matter')
  }
  if (state.kind === 'GROUP' && facts.group?.board !== matter.board) {
    return refuse('INVALID', 'S94', '本复核小组不负责该板块。', 'matter')
  }
  return undefined
}

export const addItem = defineMeetingAct({
  noun: 'items',
  label: '列入议题',
  clause: 'MTG-007',
  roles: RUNNING,
  input: z.strictObject({ matter: code('件'), circumstances: text('新情况', 500).optional() }),
  may: state =>
    state.stage === 'NOTICED' || state.stage === 'OPEN'
      ? refuse('WRONG_STATE', 'E-40', '会议通知已经发出，不得临时增加议题。')
      : refuseUnlessStage(state, ['PLANNED'], 'MTG-008', '列入议题'),
  decide: (state, input, facts) => {
    const matter = matterIn(facts, input.matter)
    const wrong = refuseItem(state, matter, input.circumstances, facts)
    if (wrong) return err(wrong)
    const { tier } = kinds[state.kind]
    const added: Emitted[] = [
      { type: 'meeting.item-added', data: { ...input, title: matter.title } },
      {
        on: streams.matter(input.matter),
        type: 'matter.listed',
        data: { ...input, matter: undefined, meeting: state.id, tier },
      },
    ]
    return ok(added.map(withoutUndefined))
  },
})

export const removeItem = defineMeetingAct({
  noun: 'item-removals',
  label: '撤下议题',
  clause: 'MTG-007',
  roles: RUNNING,
  input: z.strictObject({ matter: code('件'), reason: text('理由', 200, 2) }),
  may: state => refuseUnlessStage(state, ['PLANNED'], 'MTG-008', '撤下议题'),
  decide: (state, input) =>
    itemOf(state, input.matter)
      ? ok([
          { type: 'meeting.item-removed', data: input },
          { on: streams.matter(input.matter), type: 'matter.unlisted', data: { meeting: state.id } },
        ])
      : err(refuse('INVALID', 'MTG-007', '议程中没有这个件。', 'matter')),
})

/** E-05: the office names another leader for one item, and only one who is crossed with it. */
export const assignPresider = defineMeetingAct({
  noun: 'presiders',
  label: '指定本议题主持人',
  clause: 'E-05',
  roles: ['OFFICE', 'MEETING_RECORDER', 'GROUP_CONVENER'],
  input: z.strictObject({ matter: code('件'), presider: code('主持人'), reason: text('理由', 200, 2) }),
  may: state =>
    state.kind === 'GROUP'
      ? refuseUnlessStage(state, ['PLANNED', 'NOTICED', 'OPEN'], 'E-05', '指定本议题主持人')
      : refuse('INVALID', 'E-05', '只有复核小组例会逐议题指定主持人。'),
  decide: (state, input, facts) => {
    const item = itemOf(state, input.matter)
    if (item?.stage !== 'WAITING') return err(refuse('INVALID', 'E-05', '没有这个未开始的议题。', 'matter'))
    const wrong = refuseLeader(facts.organisation, input.presider, matterIn(facts, input.matter), facts.today)
    return wrong ? err({ ...wrong, field: 'presider' }) : ok([{ type: 'meeting.presider-assigned', data: input }])
  },
})

/** Why the present presider may not take the chair for an item, with who could instead. */
export function refusePresider(state: Meeting, matter: string, facts: MeetingFacts): Refusal | undefined {
  const item = itemOf(state, matter)
  if (state.kind !== 'GROUP' || !item) return undefined
  const wrong = refuseLeader(facts.organisation, presiderOf(state, item), matterIn(facts, matter), facts.today)
  if (!wrong) return undefined
  const others = possibleLeaders(facts.organisation, matterIn(facts, matter), facts.today)
  const names = others.map(person => nameOf(facts.organisation, person)).join('、')
  const advice = others.length > 0 ? `可改由${names}主持` : '无人可换，请转领导小组指定'
  return { ...wrong, clause: 'E-05', sentence: `${wrong.sentence}${advice}。` }
}

/** MTG-006: materials go out so many workdays before; shorter only with a reason that the chair gives. */
export const sendNotice = defineMeetingAct({
  noun: 'notice',
  label: '发出会议通知',
  clause: 'MTG-006',
  roles: RUNNING,
  input: z.strictObject({ shortNoticeReason: text('提前量不足的理由', 300, 2).optional() }),
  may: state =>
    refuseUnlessStage(state, ['PLANNED'], 'MTG-006', '发出会议通知') ??
    (state.items.length === 0 ? refuse('INCOMPLETE', 'MTG-007', '议程上还没有议题。') : undefined),
  decide: (state, input, facts) => {
    for (const { matter } of state.items) {
      const wrong = refusePresider(state, matter, facts)
      if (wrong) return err(wrong)
    }
    const needed = numberRule(rulesForMeeting(facts), 'agenda.materialLeadDays')
    const leadDays = workdaysBetween(facts.today, dayOf(state.scheduledAt)).workdays
    if (leadDays < needed && !input.shortNoticeReason) {
      const when = formatDay(dayOf(state.scheduledAt))
      return err(
        refuse(
          'INCOMPLETE',
          'MTG-006',
          `材料须提前${needed}个工作日送达，距${when}开会只有${leadDays}个工作日；确需召开的，由主持人同意并填写理由。`,
          'shortNoticeReason',
        ),
      )
    }
    if (leadDays < needed && facts.person !== state.chair) {
      return err(refuse('FORBIDDEN', 'MTG-006', '提前量不足的会议通知，须由会议主持人同意发出。', 'shortNoticeReason'))
    }
    const noticed = state.items.map(({ matter }) => ({
      on: streams.matter(matter),
      type: 'matter.meeting-noticed',
      data: { meeting: state.id },
    }))
    return ok([{ type: 'meeting.notice-sent', data: { leadDays, ...input } }, ...noticed])
  },
})

/** Who will have to leave for which item, told before the notice goes out (E-04). */
export function expectedRecusals(state: Meeting, matter: string, facts: MeetingFacts) {
  const people = state.members.map(m => m.person)
  const it = matterIn(facts, matter)
  if (state.kind === 'GROUP') return derivedRecusals(facts.organisation, people, it, facts.today)
  // In its own division's meeting and in the leaders' the handler presents and does not decide (S10).
  return people
    .filter(p => p === it.handler)
    .map(person => ({ person, clause: 'S10', reason: '本件经办人，汇报而不表决' }))
}

function withoutUndefined(emitted: Emitted): Emitted {
  return {
    ...emitted,
    data: Object.fromEntries(Object.entries(emitted.data).filter(([, value]) => value !== undefined)),
  }
}
