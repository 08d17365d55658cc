/** Random acts of the people of one meeting: mostly what somebody would sensibly do next, sometimes what nobody should. */
import { createHash } from 'node:crypto'
import { type AgendaItem, attendanceOf, type Meeting, type MeetingStage } from '../../domain/meeting/meeting.ts'
import { addDays, type Day, type Instant, instantAt } from '../../domain/time.ts'
import { AGENCY_HEAD, SECRETARY } from '../support/journey.ts'
import { type Dice, pick } from './moves.ts'

export interface Move {
  readonly person: string
  readonly noun: string
  readonly input: Record<string, unknown>
  /** The clock moves on to here first. */
  readonly on?: Instant
}

export interface Sitting {
  readonly meeting: Meeting
  /** Matters that wait for this tier, on the agenda or not. */
  readonly matters: readonly string[]
  /** Files of the matters, by fingerprint. */
  readonly files: readonly string[]
  readonly today: Day
  readonly dice: Dice
}

type Maker = (sitting: Sitting) => Omit<Move, 'noun'> | readonly Omit<Move, 'noun'>[]

const OFFICE = [SECRETARY, 'clerk-general-office-2']
const LEADERS = ['leader-1', 'leader-2', 'leader-3', 'leader-4', AGENCY_HEAD]
const SOON = '2027-06-30'
/** What may stand in the minutes, and what an erratum may make of it; and what no erratum may. */
const WORDINGS = [
  ['与会人员逐一发言', '与会人员逐个发言'],
  ['会议认为情况清楚', '会议认为情况清晰'],
  ['第一会议室', '第二会议室'],
  ['同意', '不同意'],
  ['原文里没有的话', '别的话'],
] as const

/** Where nothing of the kind is there. */
const NOBODY = 'nobody'
const one = <T extends string>(dice: Dice, list: readonly T[]): string => pick(dice, list) ?? NOBODY
const membersOf = ({ members }: Meeting) => members.map(m => m.person)
const member = ({ meeting, dice }: Sitting) => one(dice, membersOf(meeting))
const presentIn = (meeting: Meeting) => membersOf(meeting).filter(p => attendanceOf(meeting, p) === 'PRESENT')
const absentIn = (meeting: Meeting) => membersOf(meeting).filter(p => attendanceOf(meeting, p) !== 'PRESENT')
const recorder = ({ meeting, dice }: Sitting) =>
  (dice(3) === 0 ? meeting.secondRecorder : undefined) ?? meeting.recorder

const inStage = (meeting: Meeting, stage: AgendaItem['stage']) => meeting.items.filter(i => i.stage === stage)
const any = ({ meeting, dice }: Sitting) =>
  one(
    dice,
    meeting.items.map(i => i.matter),
  )
const current = (s: Sitting) => inStage(s.meeting, 'UNDER_WAY')[0]
/** Of the item under way; now and then of one that is not. */
const currentKey = (s: Sitting) => (s.dice(20) === 0 ? any(s) : (current(s)?.matter ?? NOBODY))
const waiting = ({ meeting, dice }: Sitting) =>
  one(
    dice,
    inStage(meeting, 'WAITING').map(i => i.matter),
  )
const unlisted = ({ meeting, matters, dice }: Sitting) =>
  one(
    dice,
    matters.filter(m => !meeting.items.some(i => i.matter === m)),
  )
/** Who votes on the item that is under way, as somebody in the room would count them. */
function voters({ meeting }: Sitting, item: AgendaItem | undefined): readonly string[] {
  const recused = item?.recusals.map(r => r.person) ?? []
  const voting = meeting.members.filter(m => m.voting).map(m => m.person)
  return presentIn(meeting).filter(p => voting.includes(p) && !recused.includes(p))
}
const invitee = ({ meeting, dice }: Sitting, declared?: boolean) =>
  `INVITEE.${one(
    dice,
    meeting.invitations
      .filter(i => i.stage === 'AGREED' && (declared === undefined || (i.declared !== undefined) === declared))
      .map(i => i.id),
  )}`
const invitation = ({ meeting, dice }: Sitting, stage: string) =>
  one(
    dice,
    meeting.invitations.filter(i => i.stage === stage).map(i => i.id),
  )

/** For every act of a meeting, who would do it and with what. */
export const makers: Readonly<Record<string, Maker>> = {
  calling: s => ({
    person: SECRETARY,
    input: { kind: s.meeting.kind, body: s.meeting.body, scheduledAt: instantAt(SOON, '10:00'), place: '第一会议室' },
  }),
  items: s => ({ person: s.meeting.recorder, input: { matter: unlisted(s), circumstances: '主管部门已有批复' } }),
  topics: s => ({ person: SECRETARY, input: { subject: 'OTHER', title: `听取第${s.dice(9)}项工作汇报` } }),
  'item-removals': s => ({ person: s.meeting.recorder, input: { matter: any(s), reason: '改期审议' } }),
  'agenda-orders': s => ({
    person: s.meeting.recorder,
    input: { order: s.meeting.items.map(i => i.matter).toReversed() },
  }),
  'separate-items': s => ({ person: s.meeting.recorder, input: {} }),
  presiders: s => ({
    person: one(s.dice, OFFICE),
    input: { matter: waiting(s), presider: one(s.dice, LEADERS), reason: '组长分管送审处室' },
  }),
  chairs: s => ({ person: s.meeting.recorder, input: { chair: member(s), reason: '主持人出差' } }),
  'recorder-replacements': s => ({
    person: one(s.dice, [s.meeting.chair, ...OFFICE]),
    input: { recorder: one(s.dice, [...OFFICE, 'clerk-planning-1', member(s)]), reason: '记录人请假' },
  }),
  'second-recorders': s => ({
    person: one(s.dice, [s.meeting.chair, ...OFFICE]),
    input: { recorder: one(s.dice, [...OFFICE, 'clerk-planning-1', member(s)]) },
  }),
  invitations: s => ({
    person: s.meeting.recorder,
    input: { matter: waiting(s), category: 'EXPERT', name: '演示专家', reason: '专业性强，需要听取意见' },
  }),
  'invitation-agreements': s => ({
    person: one(s.dice, OFFICE),
    input: {
      invitation: invitation(s, 'PROPOSED'),
      link: createHash('sha256')
        .update(String(s.dice(1_000_000)))
        .digest('hex'),
      expiresAt: instantAt(addDays(s.today, 20), '10:00'),
      materials: s.dice(2) === 0 ? [] : s.files.slice(0, 1),
      downloadable: false,
    },
  }),
  'invitation-refusals': s => ({
    person: one(s.dice, OFFICE),
    input: { invitation: invitation(s, 'PROPOSED'), reason: '已有其他专家' },
  }),
  'invitee-declarations': s => ({ person: invitee(s, false), input: { related: s.dice(4) === 0, units: [] } }),
  'invitee-opinions': s => ({
    person: invitee(s, true),
    input: { position: one(s.dice, ['AGREE', 'DISAGREE']), words: '受邀意见如上。' },
  }),
  'invitee-opinion-voidings': s => ({
    person: one(s.dice, OFFICE),
    input: { invitation: invitation(s, 'AGREED'), reason: '事后发现有利害关系', reconsider: s.dice(2) === 0 },
  }),
  notice: s =>
    s.dice(2) === 0
      ? { person: s.meeting.recorder, input: {} }
      : { person: s.meeting.chair, input: { shortNoticeReason: '申报本周截止' } },
  acknowledgements: s => ({ person: member(s), input: {} }),
  'late-items': s => ({ person: s.meeting.recorder, input: { matter: unlisted(s), reason: '汛期紧急事项' } }),
  'late-item-confirmations': s => ({
    person: one(s.dice, [s.meeting.chair, ...OFFICE]),
    input: {
      matter: one(
        s.dice,
        s.meeting.lateItems.map(l => l.matter),
      ),
    },
  }),
  opening: s => ({
    person: s.meeting.recorder,
    input: {},
    ...(s.dice(8) > 0 ? { on: s.meeting.scheduledAt } : {}),
  }),
  attendance,
  'item-starts': s => ({
    person: recorder(s),
    input: { matter: waiting(s), ballot: one(s.dice, ['NAMED', 'NAMED', 'NAMED', 'SECRET', 'HAND']) },
  }),
  recusals: s => ({
    person: s.meeting.recorder,
    input: { matter: currentKey(s), person: member(s), reason: '与本件有利害关系' },
  }),
  'recusal-requests': s => ({
    person: one(s.dice, presentIn(s.meeting)),
    input: { matter: currentKey(s), person: one(s.dice, presentIn(s.meeting)), reason: '据反映与相对人熟识' },
  }),
  'recusal-rulings': s => {
    const item = current(s)
    const asked = item?.requests.filter(r => !r.ruling).map(r => r.person) ?? []
    const person = one(s.dice, asked)
    const presider = item?.presider ?? s.meeting.chair
    const input = { matter: currentKey(s), person, upheld: s.dice(3) > 0, reason: '经核实作此裁定' }
    return { person: person === presider ? AGENCY_HEAD : presider, input }
  },
  'ruling-objections': s => {
    const item = s.meeting.items.find(i => i.requests.some(r => r.ruling))
    const asker = item?.requests.find(r => r.ruling)?.by
    return { person: asker ?? member(s), input: { matter: item?.matter ?? any(s), words: '不接受这一裁定' } }
  },
  opinions,
  'written-opinions': s => {
    const person = one(s.dice, absentIn(s.meeting))
    const own = s.dice(2) === 0
    const witness = own ? {} : { witness: one(s.dice, presentIn(s.meeting)) }
    const input = { matter: currentKey(s), person, channel: 'TELEPHONE', words: '书面意见如上。', ...witness }
    return { person: own ? person : s.meeting.recorder, input }
  },
  'opinion-supplements': s => ({
    person: one(s.dice, presentIn(s.meeting)),
    input: { matter: any(s), words: '再补充一句。' },
  }),
  'ballot-counts': s => {
    const item = current(s)
    const presider = item?.presider ?? s.meeting.chair
    const here = voters(s, item)
    const against = s.dice(4) === 0 ? s.dice(here.length + 1) : s.dice(2)
    const agree = Math.max(0, here.length - against)
    const tellers = here.filter(p => ![presider, s.meeting.recorder, s.meeting.secondRecorder].includes(p)).slice(0, 2)
    const votes = { agree, disagree: here.length - agree, abstain: 0 }
    return { person: recorder(s), input: { matter: currentKey(s), ...votes, tellers } }
  },
  conclusions,
  postponements: s => ({ person: recorder(s), input: { matter: any(s), reason: '时间不足' } }),
  adjournment: s => ({ person: s.meeting.recorder, input: {} }),
  'minutes-drafts': s => {
    const sections = s.meeting.items.map(({ matter, conclusion }) => ({
      matter,
      ...(conclusion && s.dice(12) > 0 ? { conclusion: conclusion.conclusion } : {}),
      narrative: '与会人员逐一发言，会议认为情况清楚。',
    }))
    return { person: recorder(s), input: { sections } }
  },
  'minutes-circulations': s => ({ person: recorder(s), input: {} }),
  'minutes-comments': s => ({ person: member(s), input: { words: '建议写得更简明。' } }),
  'dissent-confirmations': s => {
    const against = s.meeting.items.flatMap(i =>
      i.opinions.filter(o => o.position !== 'AGREE').map(o => ({ matter: i.matter, person: o.person })),
    )
    const { person, matter } = pick(s.dice, against) ?? { person: member(s), matter: any(s) }
    return { person, input: { matter, accurate: s.dice(3) > 0, words: '漏了半句话' } }
  },
  'minutes-signature': s => ({ person: s.meeting.chair, input: {} }),
  'erratum-proposals': s => {
    const [a, b] = pick(s.dice, WORDINGS) ?? WORDINGS[0]
    const [was, now] = s.dice(2) === 0 ? [a, b] : [b, a]
    return { person: recorder(s), input: { corrections: [{ was, now }], reason: '文字有误' } }
  },
  errata: s => ({
    person: s.meeting.chair,
    input: { erratum: s.meeting.errata.find(e => !e.issuedAt)?.erratum ?? 1 },
  }),
}

/** Often the whole house is called over; else one person comes, goes, or was put down wrongly. */
function attendance(s: Sitting): readonly Omit<Move, 'noun'>[] {
  const { meeting, dice } = s
  const unseen = membersOf(meeting).filter(p => attendanceOf(meeting, p) === undefined)
  const status = (odds: number) => (dice(odds) > 0 ? 'PRESENT' : one(dice, ['ON_LEAVE', 'ABSENT']))
  const put = (person: string, what: string) => ({ person: recorder(s), input: { person, status: what } })
  if (unseen.length > 0 && dice(3) > 0) return unseen.map(p => put(p, status(9)))
  return [put(member(s), one(dice, ['PRESENT', 'PRESENT', 'PRESENT', 'LEFT', 'ON_LEAVE', 'ABSENT']))]
}

function opinions(s: Sitting): readonly Omit<Move, 'noun'>[] {
  const { dice } = s
  const item = current(s)
  const presider = item?.presider ?? s.meeting.chair
  const silent = voters(s, item).filter(p => !item?.opinions.some(o => o.person === p && !o.beforeRecusal))
  const say = (person: string) => ({
    person: dice(5) > 0 ? person : recorder(s),
    input: {
      matter: currentKey(s),
      person,
      position: one(dice, ['AGREE', 'AGREE', 'AGREE', 'AGREE', 'DISAGREE', 'ABSTAIN']),
      words: '意见如上。',
    },
  })
  if (silent.length === 0) return [say(dice(3) > 0 ? presider : member(s))]
  const last = [...silent.filter(p => p !== presider), ...silent.filter(p => p === presider)]
  return dice(2) === 0 ? last.map(say) : [say(dice(6) > 0 ? (last[0] ?? '') : one(dice, silent))]
}

function conclusions(s: Sitting): Omit<Move, 'noun'> {
  const { dice, today } = s
  const usual = ['AGREED', 'AGREED', 'AGREED', 'AGREED_WITH_CHANGES', 'NOT_AGREED', 'NOT_AGREED', 'DEFERRED']
  const conclusion = one(dice, [...usual, 'AGREED_IN_PRINCIPLE', 'RETURNED', 'WITHDRAWN'])
  const dueOn = addDays(today, 20)
  const with_: Record<string, object> = {
    AGREED_IN_PRINCIPLE: { conditions: [{ words: '补充论证资金来源', owner: 'PLANNING', dueOn }] },
    AGREED_WITH_CHANGES: { changes: '第二条按会议意见修改' },
    RETURNED: { needed: ['补充说明材料'] },
  }
  const input = {
    ...{ matter: currentKey(s), conclusion, opinion: '会议认为情况清楚。', ...with_[conclusion] },
    ...(dice(4) > 0 ? { orderExplanation: '主持人先表了态' } : {}),
    ...(dice(4) > 0 ? { differsReason: '时限要求不能再等' } : {}),
    ...(dice(4) === 0 ? { tasks: [{ words: '按月报告进展', owner: 'PLANNING', dueOn }] } : {}),
  }
  return { person: one(dice, [s.meeting.chair, s.meeting.recorder]), input }
}

const PREPARING = { items: 8, topics: 4, 'item-removals': 1, 'agenda-orders': 1, invitations: 4, chairs: 1, notice: 3 }
const AGREEING = { 'invitation-agreements': 2, 'invitation-refusals': 1, 'separate-items': 1, presiders: 2 }
const HEARING = { 'invitee-declarations': 3, 'invitee-opinions': 4, 'invitee-opinion-voidings': 1 }
const LATE = { 'late-items': 1, 'late-item-confirmations': 3 }
const RECORDING = { 'recorder-replacements': 1, 'second-recorders': 1 }
const TALKING = { opinions: 14, 'ballot-counts': 5, conclusions: 9, 'opinion-supplements': 1 }
const RECUSING = { recusals: 1, 'recusal-requests': 2, 'recusal-rulings': 5, 'ruling-objections': 1 }

/** How often what is tried at each stage. */
const usual: Readonly<Record<MeetingStage, Readonly<Record<string, number>>>> = {
  NONE: { calling: 1 },
  PLANNED: { ...PREPARING, ...AGREEING },
  NOTICED: { ...AGREEING, ...LATE, ...HEARING, ...RECORDING, acknowledgements: 2, 'written-opinions': 1, opening: 6 },
  OPEN: {
    ...{ attendance: 6, 'item-starts': 5, postponements: 1, adjournment: 3, 'written-opinions': 2 },
    ...{ ...TALKING, ...RECUSING, ...HEARING, ...LATE, ...RECORDING, invitations: 1, 'invitation-agreements': 2 },
  },
  ADJOURNED: {
    ...{ 'minutes-drafts': 3, 'minutes-circulations': 4, 'minutes-comments': 2, 'dissent-confirmations': 5 },
    ...{ 'minutes-signature': 1, 'ruling-objections': 1, 'opinion-supplements': 1, 'recorder-replacements': 1 },
  },
  SIGNED: { 'erratum-proposals': 4, errata: 3, 'invitee-opinion-voidings': 1, 'minutes-signature': 1 },
}

const nouns = Object.keys(makers)
const JUNK: readonly unknown[] = [null, 42, -1, '', '不存在', [], {}, 'x'.repeat(3000), true, '2026-000999', undefined]

/** What somebody does next: usually what fits the hour, now and then any act, by anybody, with anything in the form. */
export function movesFor(sitting: Sitting): readonly Move[] {
  const { dice } = sitting
  const luck = dice(100)
  if (luck < 8) return made(one(dice, nouns), sitting)
  const moves = sensible(sitting)
  if (luck < 88) return moves
  return moves.slice(0, 1).map(move => (luck < 94 ? { ...move, person: anybody(sitting) } : spoilt(move, dice)))
}

const made = (noun: string, sitting: Sitting): readonly Move[] =>
  [makers[noun]?.(sitting) ?? []].flat().map((m: Omit<Move, 'noun'>) => ({ ...m, noun }))

/** Whoever looks at the screen does not try for long what has nobody and nothing to be done to. */
function sensible(sitting: Sitting): readonly Move[] {
  const { meeting, dice } = sitting
  const weights = Object.entries(usual[meeting.stage]).filter(([noun]) => fits(meeting, noun))
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const moves = made(weighed(weights, dice), sitting)
    if (!JSON.stringify(moves).includes(NOBODY)) return moves
  }
  return made(weighed(weights, dice), sitting)
}

function fits({ kind, items }: Meeting, noun: string): boolean {
  const underWay = items.some(i => i.stage === 'UNDER_WAY')
  const open = underWay || items.some(i => i.stage === 'WAITING')
  if (noun === 'topics') return kind === 'LEADING'
  if (noun === 'items' || noun.startsWith('late-')) return kind !== 'LEADING'
  if (noun.startsWith('invit') || noun === 'presiders') return kind === 'GROUP'
  if (noun === 'item-starts') return !underWay
  return noun !== 'adjournment' || !open
}

function weighed(weights: readonly (readonly [string, number])[], dice: Dice): string {
  const tickets = weights.flatMap(([noun, weight]) => Array.from({ length: weight }, () => noun))
  return one(dice, tickets)
}

const anybody = (s: Sitting): string =>
  one(s.dice, [...membersOf(s.meeting), ...OFFICE, ...LEADERS, 'operator-1', 'head-planning', NOBODY, invitee(s)])

function spoilt(move: Move, dice: Dice): Move {
  const field = one(dice, [...Object.keys(move.input), 'unasked'])
  return { ...move, input: { ...move.input, [field]: pick(dice, JUNK) } }
}
