/**
 * What must hold of complaints, told from their events alone. It shares no rule with the domain: divisions, heads, leaders in
 * charge and required papers are written out again.
 */
import type { ComplaintEvent } from '../../domain/complaint/events.ts'
import { idOf, moduleOf } from '../../domain/ids.ts'
import { addMonths, type Day, dayOf } from '../../domain/time.ts'
import type { WorldEvent } from '../support/world.ts'

/** Seats of the group in their order, with the division that each of them stands for. */
export const seats: ReadonlyMap<string, string> = new Map([
  ['discipline-leader', 'DISCIPLINE_GROUP'],
  ['head-general-office', 'GENERAL_OFFICE'],
  ['head-party-office', 'PARTY_OFFICE'],
  ['head-policy-law', 'POLICY_LAW'],
  ['head-finance-audit', 'FINANCE_AUDIT'],
  ['head-personnel', 'PERSONNEL'],
  ['supervision-office-head', 'SUPERVISION_OFFICE'],
])
const inCharge: Readonly<Record<string, string>> = {
  ...{ GENERAL_OFFICE: 'agency-head', PARTY_OFFICE: 'agency-head', PERSONNEL: 'agency-head', POLICY_LAW: 'leader-4' },
  ...{ FINANCE_AUDIT: 'leader-1', PLANNING: 'leader-1', CAPITAL_CONSTRUCTION: 'leader-2', TRANSPORT: 'leader-3' },
}
const needed: Readonly<Record<string, readonly string[]>> = {
  TALK_INQUIRY: ['TALK_PLAN', 'TALK_REPORT'],
  PRELIMINARY_CHECK: ['CHECK_APPROVAL', 'CHECK_REPORT'],
  SETTLE: ['SETTLE_REPORT'],
}
/** The only fields in which somebody may write words that are kept unsealed. */
const wordsAllowed = new Set([
  'complaint.transferred destination',
  'complaint.identity-declined ground',
  'complaint.handed-upward receipt',
  'accountability.registered question',
])
const YEARS_KEPT = 15

interface Opening {
  readonly pair: readonly [string, string]
  readonly asker: string
  agreed?: string
  passed?: boolean
  over?: boolean
}

export interface Followed {
  readonly receivedOn: Day
  readonly upward: boolean
  readonly mailbox: boolean
  readonly circle: Set<string>
  named: boolean
  accepted: boolean
  proposal: { disposition: string; proposer: string; papers: string[]; approved: boolean } | undefined
  transferred: boolean
  into: string | undefined
  told: boolean
  closedOn: Day | undefined
  destroyer: string | undefined
  destroyed: boolean
  readonly openings: Map<number, Opening>
}

export interface ComplaintModel {
  /** Takes in what has just been written. @returns everything that must not have been. */
  readonly see: (events: readonly WorldEvent[]) => readonly string[]
  readonly of: (number: string) => Followed | undefined
  /** Members who may know of it, in the order of seats. */
  readonly readers: (number: string) => readonly string[]
  /** Whether the number must be to this person as if it did not exist. */
  readonly shutOut: (number: string, person: string) => boolean
  readonly isConcluded: (followed: Followed) => boolean
}

/** `sent` are sealed parts that were sent in, sizes by fingerprint; each of them may be named once. */
export function complaintModel(sent: ReadonlyMap<string, number>): ComplaintModel {
  const all = new Map<string, Followed>()
  const named = new Set<string>()

  const isRecused = ({ circle }: Followed, person: string) =>
    circle.has(person) || circle.has(seats.get(person) ?? 'no division')
  const readers = (number: string) => {
    const followed = all.get(number)
    return [...seats.keys()].filter(person => followed && !followed.upward && !isRecused(followed, person))
  }
  const shutOut = (number: string, person: string) => {
    const followed = all.get(number)
    if (!followed) return false
    if (person === 'REPORTER') return !followed.mailbox
    return person === 'SYSTEM' ? !followed.upward : !readers(number).includes(person)
  }
  const isConcluded = ({ proposal, transferred, into }: Followed): boolean => {
    const main = into === undefined ? undefined : all.get(into)
    if (transferred || (main && isConcluded(main))) return true
    const papers = proposal?.approved ? needed[proposal.disposition] : undefined
    return papers?.every(kind => proposal?.papers.includes(kind)) ?? false
  }

  function see(events: readonly WorldEvent[]): readonly string[] {
    const wrong = events.flatMap(event => [...sealedWrongly(event), ...wordsIn(event)])
    for (const stored of events) {
      if (moduleOf(stored.stream) !== 'complaint') continue
      const number = idOf(stored.stream)
      const event = stored as unknown as ComplaintEvent
      const followed = all.get(number)
      if (!followed) {
        all.set(number, begun(event, dayOf(stored.at)))
        continue
      }
      const own = event.type !== 'complaint.joined' && event.type !== 'complaint.main-concluded'
      if (own && shutOut(number, stored.by.person)) wrong.push(`${stored.by.person}, shut out, did ${event.type}`)
      if (followed.destroyed) wrong.push(`${event.type} after it was destroyed`)
      wrong.push(...take(number, followed, event, stored).map(words => `${number} ${event.type}: ${words}`))
      if (!followed.upward && readers(number).length === 0) wrong.push(`${number}: nobody is left who may know of it`)
    }
    return wrong
  }

  function take(number: string, it: Followed, event: ComplaintEvent, { by, at }: WorldEvent): readonly string[] {
    switch (event.type) {
      case 'complaint.recusal-added':
        widen(it.circle, event.data.recused)
        return []
      case 'complaint.merged':
        it.into = event.data.into
        unite(it, all.get(event.data.into))
        return all.has(event.data.into) && event.data.into !== number ? [] : ['into nothing']
      case 'complaint.identity-added':
        it.named = true
        return []
      case 'complaint.acknowledged':
        it.accepted = event.data.accepted
        return []
      case 'complaint.transferred':
        it.transferred = true
        it.told ||= event.data.reply !== undefined
        return []
      case 'complaint.disposition-proposed': {
        const { disposition, papers } = event.data
        it.proposal = { disposition, proposer: by.person, papers: papers.map(p => p.kind), approved: false }
        return []
      }
      case 'complaint.disposition-approved':
        return approved(it, by.person)
      case 'complaint.papers-filed':
        it.proposal?.papers.push(...event.data.papers.map(p => p.kind))
        return it.proposal?.approved ? [] : ['papers of nothing that was approved']
      case 'complaint.disposition-returned':
        it.proposal = undefined
        return []
      case 'complaint.hold-reviewed':
        if (event.data.reopened) it.proposal = undefined
        return []
      case 'complaint.feedback-given':
        it.told = true
        return isConcluded(it) ? [] : ['feedback of no result (CMP-002)']
      case 'complaint.closed':
        return closed(it, event.data.result, dayOf(at))
      case 'complaint.destruction-proposed':
        it.destroyer = by.person
        return it.closedOn !== undefined && dayOf(at) > addMonths(it.closedOn, YEARS_KEPT * 12) ? [] : ['too early']
      case 'complaint.destroyed':
        it.destroyed = true
        return it.destroyer !== undefined && it.destroyer !== by.person ? [] : ['by one person alone']
      default:
        return event.type.startsWith('complaint.identity-') ? opening(it, event, by.person) : []
    }
  }

  function approved(it: Followed, person: string): readonly string[] {
    if (!it.proposal) return ['nothing was proposed']
    it.proposal.approved = true
    return it.proposal.proposer === person ? ['by who proposed it (CMP-006)'] : []
  }

  function closed(it: Followed, result: string, on: Day): readonly string[] {
    const owed = it.named || (it.mailbox && it.accepted)
    const again = it.closedOn !== undefined
    it.closedOn = on
    return [
      ...(again ? ['closed twice'] : []),
      ...(isConcluded(it) ? [] : ['without a result (S153, CMP-006)']),
      ...(owed && !it.told ? ['before the reporter was told (S153)'] : []),
      ...(result === 'MERGED' && it.into === undefined ? ['as merged, and it is not'] : []),
      ...(result === 'TRANSFERRED' && !it.transferred ? ['as transferred, and it is not'] : []),
    ]
  }

  /** CMP-003: asked for by one, agreed to by the other, the outer seal by the first, the inner one by the second. */
  function opening(it: Followed, event: ComplaintEvent, person: string): readonly string[] {
    if (event.type === 'complaint.identity-asked') {
      const { opening: no, first, second } = event.data
      it.openings.set(no, { pair: [first, second], asker: person })
      const two = first !== second && [first, second].includes(person)
      return two && ![first, second].some(custodian => isRecused(it, custodian)) ? [] : ['not by one of two']
    }
    const at = it.openings.get((event.data as { opening: number }).opening)
    if (!at || at.over || !at.pair.includes(person)) return ['of nothing under way, or by a stranger']
    if (event.type === 'complaint.identity-declined') at.over = true
    if (event.type === 'complaint.identity-agreed') {
      at.agreed = person
      return person === at.asker ? ['agreed to by who asked'] : []
    }
    if (event.type === 'complaint.identity-passed') {
      at.passed = true
      return at.agreed && person === at.pair[0] ? [] : ['passed on before the other agreed, or by the wrong one']
    }
    if (event.type === 'complaint.identity-opened') {
      at.over = true
      return at.agreed && at.passed && person === at.pair[1] ? [] : ['opened by one alone']
    }
    return []
  }

  function sealedWrongly({ stream, type, data }: WorldEvent): readonly string[] {
    return moduleOf(stream) !== 'complaint'
      ? []
      : partsIn(data).flatMap(({ blob, size }) => {
          const good = sent.get(blob) === size && !named.has(blob)
          named.add(blob)
          return good ? [] : [`${type} names a part that was not sent in, or names it again (S122)`]
        })
  }

  return { see, of: number => all.get(number), readers, shutOut, isConcluded }
}

function begun(event: ComplaintEvent, receivedOn: Day): Followed {
  const circle = new Set<string>()
  const upward = event.type === 'complaint.received-upward'
  if (event.type === 'complaint.received') widen(circle, event.data.recused)
  const data = event.data as { mailbox?: unknown; mode?: string }
  return {
    ...{ receivedOn, upward, circle, mailbox: data.mailbox !== undefined, named: data.mode === 'REAL_NAME' },
    ...{ accepted: false, proposal: undefined, transferred: false, into: undefined, told: false },
    ...{ closedOn: undefined, destroyer: undefined, destroyed: false, openings: new Map() },
  }
}

/** Divisions bring their heads and the leaders in charge of them; heads bring their divisions (CMP-005). */
function widen(circle: Set<string>, { departments, persons }: { departments: string[]; persons: string[] }): void {
  for (const code of [...departments, ...persons]) circle.add(code)
  for (const department of departments) {
    const head = [...seats].find(([, of]) => of === department)?.[0]
    for (const person of [head, inCharge[department]]) if (person) circle.add(person)
  }
  for (const person of persons) circle.add(seats.get(person) ?? person)
}

/** What joins two reports joins the circles of those who may not know of either (E-56). */
function unite(one: Followed, other: Followed | undefined): void {
  if (!other) return
  for (const code of one.circle) other.circle.add(code)
  for (const code of other.circle) one.circle.add(code)
}

function partsIn(data: unknown): readonly { blob: string; size: number }[] {
  if (typeof data !== 'object' || data === null) return []
  if ('blob' in data && 'size' in data) return [data as { blob: string; size: number }]
  return Object.values(data).flatMap(partsIn)
}

/** Strings that are neither a code, a day, a fingerprint nor a key. */
function wordsIn({ type, data }: WorldEvent): readonly string[] {
  const walk = (value: unknown, field: string): readonly string[] => {
    if (typeof value === 'string') {
      const plain = /^[A-Za-z0-9_.-]{0,64}$/.test(value) || wordsAllowed.has(`${type} ${field}`)
      return plain ? [] : [`${type} keeps words in ${field}`]
    }
    return typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => walk(inner, Array.isArray(value) ? field : key))
      : []
  }
  return walk(data, '')
}
