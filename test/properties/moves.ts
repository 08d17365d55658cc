/** What would usefully be done next, worked out from where the matters and their meetings stand. */
import type { Catalogue } from '../../domain/catalogue/catalogue.ts'
import { itemOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import { linesNeeded, measuresOf } from '../../domain/matter/dossier.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { meetingId, meetingIdPrefix } from '../../domain/meeting/ids.ts'
import type { MeetingKind } from '../../domain/meeting/kinds.ts'
import { type AgendaItem, type Meeting, presiderOf } from '../../domain/meeting/meeting.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { headOf, leaderInChargeOf } from '../../domain/organisation/posts.ts'
import { addDays, addWorkdays, type Day, dayOf, type Instant, instantAt } from '../../domain/time.ts'
import { detailsFor, SECRETARY } from '../support/journey.ts'
import type { World } from '../support/world.ts'

/** A number from 0 up to, not including, the number of sides. */
export type Dice = (sides: number) => number

export interface Asked {
  readonly person: string
  readonly stream: string
  readonly noun: string
  readonly input?: unknown
  /** The clock moves on to here first. */
  readonly on?: Instant
}

export interface Told {
  readonly world: World
  readonly now: Instant
  readonly today: Day
  readonly matters: readonly string[]
  readonly dice: Dice
}

export const pick = <T>(dice: Dice, list: readonly T[]): T | undefined => list[dice(Math.max(1, list.length))]
export const matterIn = (world: World, id: string) => world.state<Matter>(streams.matter(id))
export const organisationIn = (world: World) => world.state<Organisation>(streams.organisation)

const inDays = (today: Day, days: number): Instant => instantAt(addDays(today, days), '09:00')

const GROUND = { note: '已按要求补充', materialChange: false }
const DEFAULT_DIFFERENCE = '压减经费三成，并补充同行评议意见'

/** The next useful commands for one of the matters; nothing when it has come to its end. */
export function nextFor(told: Told): readonly Asked[] {
  const { world, matters, dice } = told
  // The latest matter first; now and then an older one that is still open.
  const id = (dice(5) > 0 ? matters.at(-1) : pick(dice, matters)) ?? ''
  return stepFor(told, id, matterIn(world, id))
}

function stepFor(told: Told, id: string, matter: Matter): readonly Asked[] {
  const { world, today, dice } = told
  const stream = streams.matter(id)
  const organisation = organisationIn(world)
  const head = headOf(organisation, matter.department, today) ?? ''
  const leader = leaderInChargeOf(organisation, matter.department, today) ?? ''
  const by = (person: string, noun: string, input: unknown = {}): Asked => ({ person, stream, noun, input })
  const mine = (noun: string, input: unknown = {}) => by(matter.handler, noun, input)
  const open = ['SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'RETURNED'].includes(matter.status)

  if (matter.withdrawal && open && !matter.listing?.noticed) {
    return [dice(3) > 0 ? by(leader, 'withdrawal-refusal', { opinion: '继续办理' }) : by(leader, 'withdrawal')]
  }
  if (open && dice(40) === 0) return [mine('withdrawal-requests', { reason: '方案需要重新论证' })]

  switch (matter.status) {
    case 'DRAFT':
      return submission(told, id, matter, mine)
    case 'POST_FILING_REGISTERED':
      if (!matter.postFiling?.proposedBy) return [by(head, 'urgency-proposal', { opinion: '情况属实' })]
      if (!matter.postFiling.confirmedBy) return [by(leader, 'urgency-confirmation', { opinion: '同意确认' })]
      return submission(told, id, matter, mine)
    case 'SUBMITTED_INITIAL':
      return dice(25) === 0
        ? [by(head, 'supplement-requests', { needed: ['补充说明'] })]
        : meetingFor(told, id, matter, 'INITIAL')
    case 'INITIAL_PASSED':
      return [by(leader, 'leader-review', reviewed(dice))]
    case 'LEADER_PASSED':
      return dice(25) === 0
        ? [by(SECRETARY, 'supplement-requests', { needed: ['补充说明'] })]
        : meetingFor(told, id, matter, 'GROUP')
    case 'MEETING_PENDING':
      return meetingFor(told, id, matter, 'DIRECTOR')
    case 'RETURNED':
      if (dice(8) === 0) return [{ ...by('SYSTEM', 'termination', { reason: '逾期未补正' }), on: inDays(today, 15) }]
      return supplement(told, matter, mine)
    case 'DEFERRED':
      if (dice(8) === 0) return [{ ...by('SYSTEM', 'termination', { reason: '暂缓期满' }), on: inDays(today, 400) }]
      return meetingFor(told, id, matter, kindOf(matter))
    case 'AGREED_IN_PRINCIPLE':
      return conditionStep(told, matter, stream)
    case 'FILED_AGREED':
      return [mine('handling', { startedOn: today })]
    case 'HANDLING':
      return [mine('handling-completion', { finishedOn: today, result: '已办结' })]
    case 'APPROVED':
      return [mine('implementation', { startedOn: today })]
    case 'IMPLEMENTING':
      return [mine('implementation-completion', { finishedOn: today, result: '已实施' })]
    case 'NOTED':
    case 'HANDLED':
    case 'IMPLEMENTED':
      return [mine('closure')]
    case 'NOT_AGREED':
      if (matter.rectification)
        return [matter.rectification.report ? mine('closure') : mine('rectification', { report: '已经全部整改' })]
      return again(told, id, matter)
    default:
      return again(told, id, matter)
  }
}

function submission(
  { world, today, now, dice }: Told,
  id: string,
  matter: Matter,
  mine: (noun: string, input?: unknown) => Asked,
): readonly Asked[] {
  const item = itemOn(world.state<Catalogue>(streams.catalogue), matter.item, today)
  if (!item) return [mine('submission')]
  const attach = (line: string) => mine('materials', { line, hash: world.putFile(`${line}.txt`, `${id} ${line}`) })
  const lines = linesNeeded(item, item.level).map(line => line.id)
  if (matter.submissionBasis.length > 0) {
    const missing = lines.filter(line => !matter.materials.some(m => m.line === line)).map(attach)
    const urgent = matter.status === 'DRAFT' && item.level === 'FILING' && dice(4) === 0
    if (!urgent) return [...missing, mine('submission')]
    return [mine('post-filing', { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: now })]
  }
  const checks = measuresOf(item).map(m => ({ risk: m.risk, measure: m.measure, done: true, note: '已落实' }))
  const coDepartments = dice(4) === 0 ? [pick(dice, coDepartmentsFor(matter)) ?? ''] : []
  return [
    mine('details', detailsFor(item, { amount: 100, location: '广州', coDepartments })),
    ...lines.filter(() => dice(40) > 0).map(attach),
    mine('control-checks', { checks }),
  ]
}

const coDepartmentsFor = (matter: Matter) =>
  ['TRANSPORT', 'WATERWAY', 'PLANNING', 'POLICY_LAW', 'CAPITAL_CONSTRUCTION'].filter(d => d !== matter.department)

function reviewed(dice: Dice) {
  const luck = dice(12)
  if (luck === 0) return { conclusion: 'NOT_AGREED', opinion: '依据不足。' }
  if (luck === 1) return { conclusion: 'RETURNED', opinion: '请补充。', needed: ['补充预算明细'] }
  return { conclusion: 'AGREED', opinion: '已审核，同意。' }
}

function supplement(
  { world, today, dice }: Told,
  matter: Matter,
  mine: (noun: string, input?: unknown) => Asked,
): readonly Asked[] {
  const item = itemOn(world.state<Catalogue>(streams.catalogue), matter.item, today)
  const luck = dice(8)
  const [material] = matter.materials
  if (luck === 3 && material) {
    const { line, hash } = material
    const fresh = { line, hash: world.putFile(`${line}.txt`, `${hash} 替换`) }
    return [mine('material-removals', { line, hash }), mine('materials', fresh), mine('supplements', GROUND)]
  }
  if (!item || luck > 2) return [mine('supplements', GROUND)]
  if (luck === 0) return [mine('supplements', { ...GROUND, materialChange: true })]
  const kept = { amount: matter.amount, location: matter.location, coDepartments: matter.coDepartments }
  // Either a key field changes, or another division joins: its head may sit in the review group.
  const changed =
    luck === 1 ? { ...kept, amount: 200 } : { ...kept, coDepartments: [pick(dice, coDepartmentsFor(matter))] }
  return [mine('details', detailsFor(item, changed)), mine('supplements', GROUND)]
}

function conditionStep({ world, today }: Told, matter: Matter, stream: string): readonly Asked[] {
  const open = matter.conditions.find(c => !c.confirmedAt)
  if (!open) return []
  const condition = open.id
  if (!open.report)
    return [
      {
        person: headOf(organisationIn(world), open.owner, today) ?? '',
        stream,
        noun: 'condition-reports',
        input: { condition, report: '已经落实' },
      },
    ]
  const conditional = matter.records.findLast(r => r.conclusion === 'AGREED_IN_PRINCIPLE')
  const person = matter.records.findLast(r => r.tier === 3 && !r.superseded)?.presider ?? conditional?.presider ?? ''
  return [{ person, stream, noun: 'condition-confirmations', input: { condition } }]
}

/** A new matter once one has ended, sent again after a no. */
function again({ world, now, dice }: Told, id: string, matter: Matter): readonly Asked[] {
  const { item, department, handler } = matter
  const next = world.nextMatterId(now)
  const refused = ['NOT_AGREED', 'NOT_APPROVED', 'WITHDRAWN', 'TERMINATED'].includes(matter.status)
  const previous = refused ? { previous: id, difference: DEFAULT_DIFFERENCE, sameGround: dice(2) === 0 } : {}
  const input = { item, title: '关于某事项的再次请示', department, ...previous }
  return [{ person: handler, stream: streams.matter(next), noun: 'draft', input }]
}

const kindOf = (matter: Matter): MeetingKind =>
  (['INITIAL', 'INITIAL', 'INITIAL', 'GROUP', 'DIRECTOR'] as const)[matter.stays.at(-1)?.tier ?? 1] ?? 'INITIAL'

function meetingFor(told: Told, id: string, matter: Matter, kind: MeetingKind): readonly Asked[] {
  const { world, today } = told
  if (matter.listing)
    return meetingStep(told, matter.listing.meeting, world.state<Meeting>(streams.meeting(matter.listing.meeting)))
  const body = { INITIAL: matter.department, GROUP: `${matter.board}-1`, DIRECTOR: 'DIRECTOR', LEADING: 'LEADING' }[
    kind
  ]
  const input = { kind, body, scheduledAt: instantAt(addWorkdays(today, 3).day, '10:00'), place: '第一会议室' }
  const prefix = meetingIdPrefix(input)
  const seq =
    world.events.filter(e => e.type === 'meeting.called' && e.stream.startsWith(`meeting/${prefix}`)).length + 1
  const meeting = streams.meeting(meetingId(kind, body, Number(input.scheduledAt.slice(0, 4)), seq))
  const person = kind === 'INITIAL' ? matter.handler : SECRETARY
  const circumstances = matter.status === 'DEFERRED' ? { circumstances: '主管部门已有批复' } : {}
  return [
    { person, stream: meeting, noun: 'calling', input },
    { person, stream: meeting, noun: 'items', input: { matter: id, ...circumstances } },
  ]
}

function meetingStep(told: Told, id: string, meeting: Meeting): readonly Asked[] {
  const { world, dice } = told
  const stream = streams.meeting(id)
  const by = (person: string, noun: string, input: unknown = {}): Asked => ({ person, stream, noun, input })
  const run = (noun: string, input: unknown = {}) => by(meeting.recorder, noun, input)
  const item = meeting.items.find(i => i.stage === 'UNDER_WAY') ?? meeting.items.find(i => i.stage === 'WAITING')
  switch (meeting.stage) {
    case 'PLANNED':
      // A head who handles the matter leaves the chair to the deputy, or finds out later that they must.
      if (item && meeting.chair === matterIn(world, item.matter).handler && dice(3) > 0) {
        return [
          run('chairs', { chair: meeting.chair.replace('head', 'deputy'), reason: '负责人为经办人' }),
          run('notice'),
        ]
      }
      return dice(8) === 0 && item
        ? substitute(told, run, item)
        : [...crossed(told, meeting, run), noticeOf(told, meeting, by, run)]
    case 'NOTICED':
      return [{ ...run('opening'), on: meeting.scheduledAt }, ...attendance(told, meeting, run)]
    case 'OPEN':
      if (!item) return [run('adjournment'), by(meeting.chair, 'minutes-signature')]
      if (item.stage === 'WAITING')
        return dice(30) === 0
          ? [run('postponements', { matter: item.matter, reason: '时间不足' })]
          : [run('item-starts', { matter: item.matter })]
      return discussion(told, meeting, item, by, run)
    case 'ADJOURNED':
      return [by(meeting.chair, 'minutes-signature')]
    default:
      return []
  }
}

/** Short notice is the chair's to give, with a reason (MTG-006). */
function noticeOf(
  { today, dice }: Told,
  meeting: Meeting,
  by: (person: string, noun: string, input: unknown) => Asked,
  run: Run,
): Asked {
  const due = addWorkdays(today, 3).day <= dayOf(meeting.scheduledAt)
  return due || dice(5) === 0 ? run('notice') : by(meeting.chair, 'notice', { shortNoticeReason: '申报本周截止' })
}

type Run = (noun: string, input?: unknown) => Asked

/** Where the group's leader is in charge of a submitting division, somebody else is named for the item (E-05). */
function crossed({ world, today }: Told, meeting: Meeting, run: Run): readonly Asked[] {
  if (meeting.kind !== 'GROUP') return []
  return meeting.items.flatMap(({ matter, presider }) => {
    const { department, coDepartments } = matterIn(world, matter)
    const leaders = [department, ...coDepartments].map(d => leaderInChargeOf(organisationIn(world), d, today))
    if (presider || !leaders.includes(meeting.chair)) return []
    const other = ['leader-1', 'leader-2', 'leader-3', 'leader-4'].find(l => !leaders.includes(l))
    return other ? [run('presiders', { matter, presider: other, reason: '组长分管送审处室' })] : []
  })
}

/** Somebody is named without need, or against the rules. */
function substitute({ dice }: Told, run: Run, item: AgendaItem): readonly Asked[] {
  const presider = pick(dice, ['leader-1', 'leader-2', 'leader-3', 'leader-4', 'agency-head', 'discipline-leader'])
  return [run('presiders', { matter: item.matter, presider, reason: '另有安排' })]
}

function attendance({ dice }: Told, meeting: Meeting, run: Run): readonly Asked[] {
  const rare = dice(4) === 0 ? 3 : 12
  return meeting.members.map(({ person }) =>
    run('attendance', { person, status: person !== meeting.chair && dice(rare) === 0 ? 'ON_LEAVE' : 'PRESENT' }),
  )
}

function discussion(
  told: Told,
  meeting: Meeting,
  item: AgendaItem,
  by: (person: string, noun: string, input: unknown) => Asked,
  run: Run,
): readonly Asked[] {
  const { world, today, dice } = told
  const { matter } = item
  const presider = presiderOf(meeting, item)
  const recused = item.recusals.map(r => r.person)
  const present = (person: string) => meeting.attendance.findLast(a => a.person === person)?.status === 'PRESENT'
  const speakers = meeting.members.map(m => m.person).filter(p => p !== presider && present(p) && !recused.includes(p))
  const silent = [...speakers, presider].filter(
    p => present(p) && !item.opinions.some(o => o.person === p && !o.beforeRecusal),
  )
  if (
    meeting.members.filter(m => m.voting && present(m.person) && !recused.includes(m.person)).length * 2 <=
    meeting.members.length - recused.length
  ) {
    return [run('postponements', { matter, reason: '不足法定人数' })]
  }
  if (silent.length > 0 && dice(12) > 0) {
    const against = dice(6) === 0 ? 2 : 9
    const order = dice(12) === 0 ? [presider, ...silent] : silent
    return order.map(person => {
      const position = dice(against) === 0 ? 'DISAGREE' : dice(15) === 0 ? 'ABSTAIN' : 'AGREE'
      return by(dice(8) === 0 ? meeting.recorder : person, 'opinions', {
        matter,
        person,
        position,
        words: '意见如上。',
      })
    })
  }
  const upset = dice(20)
  const somebody = pick(dice, speakers)
  if (upset === 0 && somebody)
    return [by(somebody, 'recusals', { matter, person: somebody, reason: '近亲属任职于申报单位' })]
  if (upset === 1 && somebody) return [run('attendance', { person: somebody, status: 'LEFT' })]
  const dueOn = addWorkdays(today, 10).day
  const said = { matter, opinion: '会议认为情况清楚。' }
  const yes = { ...said, conclusion: 'AGREED' }
  const { department } = matterIn(world, matter)
  const other = [
    { ...said, conclusion: 'AGREED_IN_PRINCIPLE', conditions: [{ words: '补充论证', owner: department, dueOn }] },
    { ...said, conclusion: 'AGREED_WITH_CHANGES', changes: '第二条按会议意见修改' },
    { ...said, conclusion: 'RETURNED', needed: ['补充说明材料'] },
    { ...said, conclusion: 'DEFERRED' },
    { ...said, conclusion: 'WITHDRAWN' },
    { ...said, conclusion: 'NOT_AGREED' },
  ][dice(20)]
  const explained = dice(3) > 0 ? { differsReason: '属年度任务', orderExplanation: '先介绍背景' } : {}
  return [run('conclusions', { ...(other ?? yes), ...explained })]
}
