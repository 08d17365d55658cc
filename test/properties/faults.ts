/** What people do wrong, and what changes around them while a matter is on its way. */
import { streams } from '../../domain/ids.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { modules } from '../../domain/registry.ts'
import { addDays } from '../../domain/time.ts'
import { SECRETARY } from '../support/journey.ts'
import { type Asked, matterIn, nextFor, organisationIn, pick, type Told } from './moves.ts'

const nouns = { matter: modules.matter.acts.map(a => a.noun), meeting: modules.meeting.acts.map(a => a.noun) }

/** One thing that should not be done: by the wrong person, at the wrong time, twice, or with the form filled in wrongly. */
export function misuse(told: Told): readonly Asked[] {
  const { dice } = told
  const [usual, ...rest] = nextFor(told)
  if (!usual) return outOfTurn(told)
  switch (dice(6)) {
    case 0:
      return [{ ...usual, person: pick(dice, Object.keys(organisationIn(told.world).persons)) ?? '' }]
    case 1:
      return [usual, usual]
    case 2:
      return [{ ...usual, input: spoilt(told, usual.input) }]
    case 3:
      return rest
    default:
      return outOfTurn(told)
  }
}

/** Somebody concerned tries some other act of the same thing, with a form that would do. */
function outOfTurn({ world, now, today, matters, dice }: Told): readonly Asked[] {
  const id = pick(dice, matters) ?? ''
  const matter = matterIn(world, id)
  const meeting = matter.listing?.meeting ?? matter.records.findLast(r => r.meeting)?.meeting
  const sitting = meeting ? world.state<Meeting>(streams.meeting(meeting)) : undefined
  const leader = pick(dice, ['leader-1', 'leader-2', 'leader-3', 'leader-4', 'agency-head'])
  const insiders = [
    matter.handler,
    `head-${matter.department.toLowerCase().replaceAll('_', '-')}`,
    leader,
    SECRETARY,
    'SYSTEM',
    sitting?.chair,
    sitting?.recorder,
  ]
  const person =
    pick(
      dice,
      insiders.filter(p => p !== undefined),
    ) ?? ''
  if (sitting && dice(2) === 0) {
    const noun = pick(dice, nouns.meeting) ?? ''
    const member = pick(dice, sitting.members)?.person
    return [
      { person, stream: streams.meeting(meeting ?? ''), noun, input: meetingForms(id, member, leader)[noun] ?? {} },
    ]
  }
  const noun = pick(dice, nouns.matter) ?? ''
  return [
    {
      person,
      stream: streams.matter(id),
      noun,
      input: matterForms(matter.item, matter.department, today, now)[noun] ?? {},
    },
  ]
}

function matterForms(item: string, department: string, today: string, now: string): Readonly<Record<string, unknown>> {
  const ended = { finishedOn: today, result: '已经办结' }
  return {
    draft: { item, title: '重新拟稿的请示', department },
    'leader-review': { conclusion: 'AGREED', opinion: '同意。' },
    'post-filing': { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: now },
    'urgency-proposal': { opinion: '属实' },
    'urgency-confirmation': { opinion: '确认' },
    'supplement-requests': { needed: ['补充说明'] },
    supplements: { note: '已经补正', materialChange: false },
    'withdrawal-requests': { reason: '方案需要重新论证' },
    'withdrawal-refusal': { opinion: '继续办理' },
    'condition-reports': { condition: '3-1', report: '已经落实' },
    'condition-confirmations': { condition: '3-1' },
    handling: { startedOn: today },
    'handling-completion': ended,
    implementation: { startedOn: today },
    'implementation-completion': ended,
    rectification: { report: '已经全部整改' },
    termination: { reason: '不再办理' },
    details: { title: '改过的标题', disclosure: { attribute: 'ACTIVE' }, amount: 300, submissionBasis: ['公路法'] },
    'control-checks': { checks: [] },
  }
}

function meetingForms(
  matter: string,
  person: string | undefined,
  leader: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    calling: { kind: 'DIRECTOR', body: 'DIRECTOR', scheduledAt: '2027-01-04T02:00:00.000Z', place: '第一会议室' },
    items: { matter },
    'item-removals': { matter, reason: '改期' },
    presiders: { matter, presider: leader, reason: '另行指定' },
    chairs: { chair: leader, reason: '另行指定' },
    attendance: { person, status: 'PRESENT' },
    'item-starts': { matter },
    recusals: { matter, person, reason: '近亲属任职于申报单位' },
    opinions: { matter, person, position: 'AGREE', words: '同意。' },
    conclusions: { matter, conclusion: 'AGREED', opinion: '会议同意。' },
    postponements: { matter, reason: '时间不足' },
  }
}

const rubbish: readonly unknown[] = [
  null,
  undefined,
  7,
  '',
  'x'.repeat(6000),
  '__proto__',
  [],
  {},
  '2026-02-30',
  '<script>',
  { toString: 1 },
]

function spoilt({ dice }: Told, input: unknown): unknown {
  if (typeof input !== 'object' || input === null || dice(5) === 0) return pick(dice, rubbish)
  const field = pick(dice, [...Object.keys(input), 'unknown', 'matter', 'previous', 'item']) ?? ''
  return { ...input, [field]: pick(dice, rubbish) }
}

/** Posts, delegations and the catalogue change while matters are on their way. */
export function disturb({ world, today, matters, dice }: Told): readonly Asked[] {
  const stream = streams.organisation
  const organisation = organisationIn(world)
  const { department, item } = matterIn(world, matters.at(-1) ?? '')
  const leaders = ['leader-1', 'leader-2', 'leader-3', 'leader-4']
  const inCharge = organisation.assignments.find(
    a => a.post === 'LEADER_IN_CHARGE' && a.department === department && !a.to,
  )
  const leader = pick(dice, leaders)
  switch (dice(5)) {
    case 0: {
      const input = {
        to: leader,
        departments: dice(2) ? [department] : [],
        firstDay: today,
        lastDay: addDays(today, dice(20)),
        reason: '出差',
      }
      return [{ person: inCharge?.person ?? '', stream, noun: 'delegations', input }]
    }
    case 1:
      return [
        { person: 'SYSTEM', stream, noun: 'post-endings', input: { assignment: inCharge?.id, to: addDays(today, -1) } },
        {
          person: 'SYSTEM',
          stream,
          noun: 'post-assignments',
          input: { person: leader, post: 'LEADER_IN_CHARGE', department, from: today },
        },
      ]
    case 2: {
      // A member of the review group takes a post in the submitting division.
      const person = pick(dice, [
        'head-transport',
        'head-waterway',
        'head-policy-law',
        'head-planning',
        'head-personnel',
      ])
      return [
        {
          person: 'SYSTEM',
          stream,
          noun: 'post-assignments',
          input: { person, post: 'DIVISION_DEPUTY', department, from: today },
        },
      ]
    }
    case 3: {
      const decisions = [
        { item, included: dice(4) > 0, level: pick(dice, ['REPORT', 'FILING', 'APPROVAL']), reason: '工作推进需要' },
      ]
      return [
        {
          person: 'agency-head',
          stream: streams.catalogue,
          noun: 'versions',
          input: { effectiveFrom: today, session: '领导小组会议', decisions },
        },
      ]
    }
    default: {
      const held = organisation.delegations.findLast(d => !d.revokedOn)
      return [{ person: held?.from ?? '', stream, noun: 'delegation-revocations', input: { delegation: held?.id } }]
    }
  }
}
