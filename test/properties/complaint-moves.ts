/** What somebody might do next to a complaint: often what would be useful, often not, and now and then badly filled in. */
import type { Complaint, Disposition } from '../../domain/complaint/complaint.ts'
import { complaintClasses } from '../../domain/complaint/events.ts'
import { REPORTER, SYSTEM } from '../../domain/organisation/facts.ts'
import type { SealedPart } from '../../domain/sealed-part.ts'
import { addDays, type Day } from '../../domain/time.ts'
import { keyOf, LAW, LEADER, OFFICE_HEAD, PERSONNEL, someRecipient } from '../support/complaint-story.ts'
import { seats } from './complaint-model.ts'
import type { Dice } from './moves.ts'

export const custodians: readonly string[] = [LAW, PERSONNEL, OFFICE_HEAD]
export const outsiders = ['operator-1', 'clerk-general-office-1', 'agency-head', 'leader-1', 'head-planning'] as const
const everybody: readonly string[] = [...seats.keys(), ...outsiders, REPORTER, SYSTEM]
const divisions = ['CAPITAL_CONSTRUCTION', 'PLANNING', 'FINANCE_AUDIT', 'POLICY_LAW', 'PERSONNEL', 'GENERAL_OFFICE']

export interface ComplaintScene {
  readonly state: Complaint
  readonly today: Day
  readonly dice: Dice
  /** Members who may know of it, the acting leader first. */
  readonly readers: readonly string[]
  readonly others: readonly string[]
  /** A sealed part that was just sent in, with a small chance of one that was not. */
  readonly part: () => SealedPart
}

export interface ComplaintMove {
  readonly person: string
  readonly noun: string
  readonly input: object
}

type Maker = (scene: ComplaintScene) => object
const one = <const T>(dice: Dice, list: readonly [T, ...T[]]): T => list[dice(list.length)] ?? list[0]
const from = (dice: Dice, list: readonly string[]): string => list[dice(Math.max(1, list.length))] ?? ''
const maybe = (dice: Dice, percent: number) => dice(100) < percent
/** Usually given when it is owed. */
const told = ({ state, dice, part }: ComplaintScene) =>
  (state.mailbox !== undefined) !== maybe(dice, 8) ? { reply: part() } : {}
const noted: Maker = ({ part }) => ({ note: part() })
const nothing: Maker = () => ({})

const papersAtFirst: Record<Disposition, string> = {
  ...{ TALK_INQUIRY: 'TALK_PLAN', PRELIMINARY_CHECK: 'CHECK_APPROVAL' },
  ...{ HOLD: 'HOLD_REASONS', SETTLE: 'SETTLE_REPORT' },
}

const mailbox = (state: Complaint) => ({
  tokenHash: 'a'.repeat(64),
  replyTo: someRecipient(state.id),
  keyBox: 'box',
})

const identities = ({ dice, part, readers }: ComplaintScene) => {
  const able = custodians.filter(person => readers.includes(person) || maybe(dice, 10))
  const first = from(dice, able) || LAW
  return [
    {
      first,
      second:
        from(
          dice,
          able.filter(person => person !== first),
        ) || PERSONNEL,
      part: part(),
    },
  ]
}

const circle = (dice: Dice, leader: number) => ({
  departments: divisions.filter(() => maybe(dice, 20)),
  persons: [...(maybe(dice, leader) ? [LEADER] : []), ...(maybe(dice, 10) ? ['supervision-office-head'] : [])],
})

const intake: Maker = scene => {
  const { state, dice, part } = scene
  const recused = circle(dice, 3)
  const real = maybe(dice, 50)
  const able = [...seats].filter(([p, d]) => !recused.departments.includes(d) && !recused.persons.includes(p))
  const readers = able.map(([person]) => person)
  return {
    channel: maybe(dice, 85) ? 'NETWORK' : 'LETTER',
    ...{ boards: maybe(dice, 90) ? ['CONSTRUCTION'] : [], industryConduct: maybe(dice, 20) },
    ...{ mode: real ? 'REAL_NAME' : 'ANONYMOUS', content: part(), attachments: maybe(dice, 30) ? [part()] : [] },
    ...{
      recused,
      keys: readers.filter(p => p !== 'head-party-office' && p !== 'supervision-office-head').map(contentKey),
    },
    ...(real ? { identity: identities({ ...scene, readers }) } : {}),
    ...(maybe(dice, 75) ? { mailbox: mailbox(state) } : {}),
  }
}
/** The two to whom the identity was sealed last. */
const holders = ({ identity }: Complaint) => identity.slice(-1).flatMap(({ first, second }) => [first, second])
const contentKey = (person: string) => keyOf(person, 'CONTENT')

export const complaintMakers: Readonly<Record<string, Maker>> = {
  intake,
  'upward-intake': ({ part, state, dice }) => ({
    ...{ destination: keyOf(LEADER, 'SUPERIOR'), sealed: part() },
    ...(maybe(dice, 50) ? { mailbox: mailbox(state) } : {}),
  }),
  'upward-handing': () => ({ receipt: '交接-1' }),
  messages: ({ part, dice }) => ({ kind: 'SUPPLEMENT', content: part(), attachments: maybe(dice, 30) ? [part()] : [] }),
  identity: scene => ({ identity: identities(scene) }),
  withdrawal: nothing,
  recusals: ({ dice }) => circle(dice, 30),
  triage: ({ dice, part }) => ({
    class: maybe(dice, 65) ? 'DISCIPLINE_REPORT' : one(dice, complaintClasses),
    note: part(),
  }),
  assignment: ({ dice, readers }) => {
    const able = maybe(dice, 90) ? readers : [...seats.keys()]
    const first = dice(Math.max(1, able.length))
    return { handlers: [able[first] ?? '', able[(first + 1) % able.length] ?? ''] }
  },
  merger: ({ dice, others }) => ({ into: from(dice, others) }),
  transfer: scene => ({
    destination: maybe(scene.dice, 90) ? '效能与行风工作机构' : '财务审计处',
    handed: scene.state.parts.slice(0, 1).map(p => p.blob),
    ...{ note: scene.part(), ...told(scene) },
  }),
  extension: noted,
  acknowledgement: scene => ({ accepted: maybe(scene.dice, 75), ...told(scene) }),
  replies: ({ part }) => ({ reply: part() }),
  notes: noted,
  clue: () => ({ departments: ['CAPITAL_CONSTRUCTION'], question: '施工变更是否经过审批（演示）' }),
  feedback: told,
  closure: ({ state, dice }) => {
    const fitting = state.stage === 'TRANSFERRED' || state.stage === 'MERGED' ? state.stage : 'UNSUBSTANTIATED'
    return { result: maybe(dice, 90) ? fitting : one(dice, ['TRANSFERRED', 'MERGED', 'PARTLY']) }
  },
  disposition: ({ dice, part, today }) => {
    const disposition = one(dice, ['TALK_INQUIRY', 'PRELIMINARY_CHECK', 'HOLD', 'SETTLE', 'SETTLE'])
    const papers = maybe(dice, 92) ? [{ kind: papersAtFirst[disposition], part: part() }] : []
    return { disposition, papers, ...(disposition === 'HOLD' ? { reviewOn: addDays(today, 90) } : {}) }
  },
  'disposition-approval': nothing,
  'disposition-return': noted,
  papers: ({ state, part }) => ({
    papers: [{ kind: state.proposal?.disposition === 'TALK_INQUIRY' ? 'TALK_REPORT' : 'CHECK_REPORT', part: part() }],
  }),
  'hold-review': ({ dice, part, today }) =>
    maybe(dice, 50)
      ? { reopened: true, note: part() }
      : { reopened: false, reviewOn: addDays(today, 60), note: part() },
  'identity-requests': ({ state, dice }) => ({ other: from(dice, holders(state)), ground: 'VERIFY_IDENTITY' }),
  'identity-agreements': nothing,
  'identity-refusals': () => ({ ground: '没有必要' }),
  'identity-passes': ({ part }) => ({ inner: part() }),
  'identity-openings': nothing,
  reseals: ({ state, part, readers }) => ({
    parts: state.parts.filter(p => p.kind !== 'REPLY').map(({ blob }) => ({ from: blob, to: part() })),
    keys: readers.filter(p => p !== 'head-party-office' && p !== 'supervision-office-head').map(contentKey),
  }),
  'destruction-proposals': nothing,
  destruction: () => ({ certificate: 'XH-1' }),
}

const anyTime = ['messages', 'identity', 'withdrawal', 'recusals', 'reseals', 'notes', 'replies']
const fitting: Readonly<Record<Complaint['stage'], readonly string[]>> = {
  NONE: ['intake', 'intake', 'intake', 'intake', 'upward-intake'],
  UPWARD: ['upward-handing', 'messages'],
  RECEIVED: ['triage'],
  TRIAGED: ['assignment'],
  HANDLING: [
    'acknowledgement',
    'disposition',
    'disposition',
    'merger',
    'merger',
    'transfer',
    'clue',
    'extension',
    'triage',
  ],
  PROPOSED: ['disposition-approval', 'disposition-approval', 'disposition-return'],
  DISPOSED: ['papers', 'feedback', 'closure', 'closure', 'clue', 'transfer'],
  HELD: ['hold-review', 'hold-review', 'transfer', 'clue', 'closure'],
  TRANSFERRED: ['feedback', 'closure', 'closure', 'acknowledgement', 'extension'],
  MERGED: ['feedback', 'closure', 'identity'],
  CLOSED: ['destruction-proposals', 'destruction', 'messages', 'replies', 'closure'],
  DESTROYED: ['messages', 'destruction', 'reseals'],
}
const nextOfOpening = {
  ...{ ASKED: 'identity-agreements', AGREED: 'identity-passes', PASSED: 'identity-openings' },
  ...{ DECLINED: 'identity-requests', OPENED: 'identity-requests' },
} as const
const leaders = [
  'assignment',
  'extension',
  'disposition-approval',
  'disposition-return',
  'closure',
  'destruction-proposals',
]
const members = ['triage', 'recusals', 'reseals', 'destruction']
const reporters = ['upward-intake', 'messages', 'identity', 'withdrawal']

function nounFor({ state, dice }: ComplaintScene): string {
  if (maybe(dice, 15)) return from(dice, Object.keys(complaintMakers))
  if (state.class === 'PETITION' && maybe(dice, 40)) return state.acknowledged ? 'extension' : 'acknowledgement'
  if (state.stage === 'HANDLING' && maybe(dice, 15)) return 'merger'
  if (state.identity.length > 0 && maybe(dice, 30)) {
    const last = state.openings.at(-1)?.stage ?? 'OPENED'
    return maybe(dice, 10) ? 'identity-refusals' : nextOfOpening[last]
  }
  return from(dice, maybe(dice, 80) || state.stage === 'NONE' ? fitting[state.stage] : anyTime)
}

function personFor({ state, dice, readers }: ComplaintScene, noun: string): string {
  if (maybe(dice, 12)) return from(dice, everybody)
  if (reporters.includes(noun) || (noun === 'intake' && maybe(dice, 85))) return REPORTER
  if (noun === 'upward-handing') return SYSTEM
  if (leaders.includes(noun)) return readers[0] ?? LEADER
  if (members.includes(noun) || noun === 'intake') return from(dice, [...seats.keys()])
  return from(dice, noun.startsWith('identity-') ? holders(state) : state.handlers)
}

export function complaintMove(scene: ComplaintScene): ComplaintMove {
  const noun = nounFor(scene)
  return { person: personFor(scene, noun) || LAW, noun, input: complaintMakers[noun]?.(scene) ?? {} }
}

/** Anybody at all, with any act. */
export const stranger = (dice: Dice): Pick<ComplaintMove, 'person' | 'noun'> => ({
  person: from(dice, everybody),
  noun: from(dice, Object.keys(complaintMakers)),
})
