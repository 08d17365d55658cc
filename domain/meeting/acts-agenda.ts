import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import { nameOfStatus, nameOfTier, statusAwaiting, tiersOf } from '../matter/route.ts'
import { nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import {
  type DerivedRecusal,
  derivedRecusals,
  possibleLeaders,
  recusedByInterest,
  refuseLeader,
} from '../review-group/composition.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { code, text } from '../schema.ts'
import { dayOf, formatDay, workdaysBetween } from '../time.ts'
import { packetFrozen } from './acts-packet.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { tierOf } from './kinds.ts'
import { type AgendaItem, itemOf, type Meeting, presiderOf } from './meeting.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

/** MTG-007, S86: only what waits for exactly this tier, whose dossier is here, and which no other meeting has. */
export function refuseItem(
  state: Meeting,
  matter: Matter,
  circumstances: string | undefined,
  facts: MeetingFacts,
): Refusal | undefined {
  const tier = tierOf(state.kind)
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
  if (matter.previous && !matter.difference && !circumstances) {
    return refuse('INCOMPLETE', 'MTG-014', '再次送审的议题上会，须说明与前次的区别或新情况。', 'circumstances')
  }
  if (state.kind === 'INITIAL' && matter.department !== state.body) {
    return refuse('INVALID', 'S87', '初审例会只审本处室主办的件。', 'matter')
  }
  return state.kind === 'GROUP' ? refuseOtherGroup(matter, facts) : undefined
}

/** S94: a group reviews its board; E-11: one that was named for a single matter reviews that one, and no other does. */
function refuseOtherGroup(matter: Matter, { group }: MeetingFacts): Refusal | undefined {
  if (group?.special && group.special !== matter.id) {
    return refuse('INVALID', 'E-11', '特别复核组只复核领导小组为其指定的件。', 'matter')
  }
  if (matter.specialGroup && matter.specialGroup !== group?.id) {
    return refuse('INVALID', 'E-11', '领导小组已为本件指定特别复核组，其他复核小组不得复核。', 'matter')
  }
  return group?.special || group?.board === matter.board
    ? undefined
    : refuse('INVALID', 'S94', '本复核小组不负责该板块。', 'matter')
}

/** The leading group deliberates topics (S135), and takes no matter from its tiers. */
export const refuseMattersHere = (state: Meeting): Refusal | undefined =>
  state.kind === 'LEADING'
    ? refuse('INVALID', 'S135', '领导小组会议不审议送审的件，其议题请用「列入领导小组议题」列入。')
    : undefined

/** What puts a matter on the agenda, here and on the matter. */
export function listed(state: Meeting, matter: Matter, circumstances: string | undefined): readonly Emitted[] {
  const told = circumstances === undefined ? {} : { circumstances }
  return [
    { type: 'meeting.item-added', data: { matter: matter.id, title: matter.title, ...told } },
    {
      on: streams.matter(matter.id),
      type: 'matter.listed',
      data: { meeting: state.id, tier: tierOf(state.kind), ...told },
    },
  ]
}

export const addItem = defineMeetingAct({
  noun: 'items',
  label: '列入议题',
  clause: 'MTG-007',
  roles: RUNNING,
  input: z.strictObject({ matter: code('件'), circumstances: text('新情况', 500).optional() }),
  may: state =>
    refuseMattersHere(state) ??
    (state.stage === 'NOTICED' || state.stage === 'OPEN'
      ? refuse(
          'WRONG_STATE',
          'E-40',
          '会议通知已经发出，不得临时增加议题；确需增加的，请用「提出临时议题」，经主持人和办公室双方确认后列入。',
        )
      : refuseUnlessStage(state, ['PLANNED'], 'MTG-008', '列入议题')),
  decide: (state, input, facts) => {
    const matter = matterIn(facts, input.matter)
    const wrong = refuseItem(state, matter, input.circumstances, facts)
    return wrong ? err(wrong) : ok(listed(state, matter, input.circumstances))
  },
})

export const removeItem = defineMeetingAct({
  noun: 'item-removals',
  label: '撤下议题',
  clause: 'MTG-007',
  roles: RUNNING,
  input: z.strictObject({ matter: code('件'), reason: text('理由', 200, 2) }),
  may: state => refuseUnlessStage(state, ['PLANNED'], 'MTG-008', '撤下议题'),
  decide: (state, input) => {
    const item = itemOf(state, input.matter)
    if (!item) return err(refuse('INVALID', 'MTG-007', '议程中没有这个议题。', 'matter'))
    const removed: Emitted = { type: 'meeting.item-removed', data: input }
    if (item.subject !== undefined) return ok([removed])
    return ok([removed, { on: streams.matter(input.matter), type: 'matter.unlisted', data: { meeting: state.id } }])
  },
})

export const orderAgenda = defineMeetingAct({
  noun: 'agenda-orders',
  label: '调整议题次序',
  clause: 'MTG-007',
  roles: RUNNING,
  input: z.strictObject({ order: z.array(code('议题')).max(60, { error: '议题不得超过60个' }) }),
  may: state => refuseUnlessStage(state, ['PLANNED', 'NOTICED'], 'MTG-008', '调整议题次序'),
  decide: (state, { order }) => {
    const whole = order.length === state.items.length && state.items.every(item => order.includes(item.matter))
    return whole
      ? ok([{ type: 'meeting.agenda-ordered', data: { order } }])
      : err(refuse('INVALID', 'MTG-007', '次序须恰好列出议程上的每一个议题，各一次。', 'order'))
  },
})

/** E-41: what is secret is organised elsewhere. Here stands that there was such an item, and nothing of what it was. */
export const noteSeparateItem = defineMeetingAct({
  noun: 'separate-items',
  label: '登记另行组织的议题',
  clause: 'E-41',
  roles: RUNNING,
  input: z.strictObject({}),
  may: state =>
    firstRefusal(
      state.kind === 'INITIAL'
        ? refuse('INVALID', 'E-41', '初审例会没有另行组织的议题，涉密事项不入本系统。')
        : undefined,
      refuseUnlessStage(state, ['PLANNED', 'NOTICED', 'OPEN'], 'E-41', '登记另行组织的议题'),
    ),
  decide: state => ok([{ type: 'meeting.separate-item-noted', data: { no: state.separateItems + 1 } }]),
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
    const matters = state.items.filter(item => item.subject === undefined)
    const noticed = matters.map(({ matter }) => ({
      on: streams.matter(matter),
      type: 'matter.meeting-noticed',
      data: { meeting: state.id },
    }))
    return ok([
      { type: 'meeting.notice-sent', data: { leadDays, ...input } },
      packetFrozen(state.items, facts),
      ...noticed,
    ])
  },
})

/**
 * Who will have to leave for which item, told before the notice goes out (E-04): by posts and duties, and by what they have
 * declared an interest in (E-09), for every kind of meeting.
 */
export function expectedRecusals(state: Meeting, matter: string, facts: MeetingFacts): readonly DerivedRecusal[] {
  const people = state.members.map(m => m.person)
  const item = itemOf(state, matter)
  if (item?.subject !== undefined) return recusedFromTopic(item, people, facts)
  const it = matterIn(facts, matter)
  if (state.kind === 'GROUP') return derivedRecusals(facts.organisation, people, it, facts.today)
  // In its own division's meeting and in the leaders' the handler presents and does not decide (S10).
  return people.flatMap(person =>
    person === it.handler
      ? [{ person, clause: 'S10', reason: '本件经办人，汇报而不表决' }]
      : recusedByInterest(facts.organisation, person, it),
  )
}

/** E-11: whose matter needs a special group does not say who reviews it. Other topics concern everybody alike. */
function recusedFromTopic(item: AgendaItem, people: readonly string[], facts: MeetingFacts): readonly DerivedRecusal[] {
  if (item.subject !== 'SPECIAL_GROUP') return []
  const recusals = (item.reference ?? []).flatMap(matter =>
    derivedRecusals(facts.organisation, people, matterIn(facts, matter), facts.today),
  )
  return recusals.filter(r => r.clause === 'S96' || r.clause === 'E-09')
}
