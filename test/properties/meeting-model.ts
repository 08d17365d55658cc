/**
 * What a meeting's events say, read a second time: who sits, who is here, who must leave, who has spoken. Nothing of the
 * domain's rules is used, only the shapes of its events, so that a rule that is wrong there is not wrong here as well.
 */
import { createHash } from 'node:crypto'
import type { Recorded } from '../../domain/decider.ts'
import type { MeetingEvent } from '../../domain/meeting/events.ts'
import type { WorldEvent } from '../support/world.ts'

type Event = Recorded<MeetingEvent>
type Named<T extends Event['type']> = Extract<Event, { type: T }>

interface ItemTrack {
  stage: 'WAITING' | 'UNDER_WAY' | 'CONCLUDED' | 'POSTPONED'
  presider: string | undefined
  ballot: 'NAMED' | 'SECRET' | 'HAND'
  conclusion: string | undefined
  readonly recused: Set<string>
  /** Whom somebody asked to leave, until it is ruled on. */
  readonly asked: Set<string>
  readonly spoken: Map<string, string>
  count: { agree: number; disagree: number; abstain: number } | undefined
}

export interface MeetingModel {
  /** Takes in what was just recorded. @returns what must not have been recorded, in words; empty when all is well. */
  readonly see: (events: readonly WorldEvent[]) => readonly string[]
  /** The minutes as they were signed. */
  readonly signed: () => { readonly minutes: string; readonly hash: string } | undefined
  /** The minutes of every erratum that was issued, in order. */
  readonly errata: () => readonly string[]
}

const DECIDING_NOTHING = ['DEFERRED', 'RETURNED', 'WITHDRAWN']
const AGREEING = ['AGREED', 'AGREED_IN_PRINCIPLE', 'AGREED_WITH_CHANGES']
const AFTER_SIGNATURE = ['meeting.erratum-proposed', 'meeting.erratum-issued', 'meeting.invitee-opinion-voided']

const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')

/** @param id of the meeting; what happens to matters counts as far as it names this meeting. */
export function modelOf(id: string): MeetingModel {
  let faults: string[] = []
  let kind = ''
  let chair = ''
  let recorders: string[] = []
  let noticed = false
  let open = false
  let adjourned = false
  let signed: { minutes: string; hash: string } | undefined
  const members = new Map<string, boolean>()
  const here = new Map<string, string>()
  const items = new Map<string, ItemTrack>()
  const confirmed = new Map<string, { as: string; person: string }[]>()
  const invited = new Map<string, string>()
  const errata: { minutes: string; hash: string }[] = []
  const returned = new Set<string>()

  const claim = (holds: boolean, words: string) => {
    if (!holds) faults.push(words)
  }

  const added = (matter: string) => {
    claim(!items.has(matter), `${matter} is on the agenda once`)
    const fresh = { stage: 'WAITING', presider: undefined, ballot: 'NAMED', conclusion: undefined } as const
    items.set(matter, { ...fresh, recused: new Set(), asked: new Set(), spoken: new Map(), count: undefined })
    if (!noticed) return
    const confirmers = confirmed.get(matter) ?? []
    claim(
      confirmers.length === 2 && new Set(confirmers.map(c => c.person)).size === 2,
      `late item ${matter} was confirmed by two different people (E-40)`,
    )
    claim(new Set(confirmers.map(c => c.as)).size === 2, `late item ${matter}: as chair and as office (E-40)`)
    confirmed.delete(matter)
  }

  /** Who may vote on an item now, and who of them is in the room. */
  const house = (item: ItemTrack) => {
    const called = kind === 'GROUP' && item.presider && item.presider !== chair && !members.has(item.presider)
    const seats = [...members].filter(([person, voting]) => voting && !(called && person === chair)).map(([p]) => p)
    const expected = [...seats, ...(called && item.presider ? [item.presider] : [])].filter(p => !item.recused.has(p))
    const present = expected.filter(p => here.get(p) === 'PRESENT' || (called && p === item.presider))
    return { expected, present }
  }

  const inRoom = (item: ItemTrack, person: string) =>
    (members.has(person) && here.get(person) === 'PRESENT') || house(item).present.includes(person)

  const underWay = (matter: string): ItemTrack | undefined => {
    const item = items.get(matter)
    claim(open && !adjourned && item?.stage === 'UNDER_WAY', `${matter} is being deliberated`)
    return item
  }

  const pendingFor = (item: ItemTrack) => [...item.asked].filter(p => !item.recused.has(p))

  const spoke = ({ data: { matter, person, position, recordedBy }, by }: Named<'meeting.opinion-recorded'>) => {
    const item = underWay(matter)
    if (!item) return
    claim(item.ballot === 'NAMED', 'no position by name where the vote is not (MTG-003)')
    claim(inRoom(item, person), `${person} spoke and was not there (MTG-003)`)
    claim(!item.recused.has(person), `${person} spoke and had left for the item (E-09)`)
    claim(!item.asked.has(person), `${person} voted while asked to leave (E-10)`)
    claim(
      by.person === person || (recordedBy === by.person && recorders.includes(by.person)),
      `${by.person} spoke for ${person} (S145)`,
    )
    item.spoken.set(person, position)
  }

  const counted = ({ data }: Named<'meeting.ballots-counted'>) => {
    const item = underWay(data.matter)
    if (!item) return
    claim(item.ballot !== 'NAMED', 'positions by name are not counted by tellers')
    claim(pendingFor(item).length === 0, 'counted while it was open who votes (E-10)')
    const { agree, disagree, abstain } = data
    const { present } = house(item)
    claim(agree + disagree + abstain === present.length, `a count of other than the ${present.length} present`)
    claim(new Set(data.tellers).size === 2, 'two tellers')
    for (const teller of data.tellers) {
      claim(inRoom(item, teller) && !item.recused.has(teller), `${teller} counted and was not there`)
      claim(teller !== item.presider && !recorders.includes(teller), `${teller} counted and ran the meeting`)
    }
    item.count = { agree, disagree, abstain }
  }

  const concluded = ({ data }: Named<'meeting.item-concluded'>) => {
    const item = underWay(data.matter)
    if (!item) return
    claim(item.conclusion === undefined, `${data.matter} was concluded once`)
    claim(pendingFor(item).length === 0, `${data.matter} concluded while it was open who decides (E-10)`)
    const { expected, present } = house(item)
    claim(present.length * 2 > expected.length, `quorum: ${present.length} of ${expected.length} (MTG-001, E-12)`)
    claim(data.expected === expected.length && data.present === present.length, 'as many as were there (MTG-002)')
    claim(
      data.participants.every(p => present.includes(p)),
      'only who is here and has not left for the item is counted (MTG-003)',
    )
    const substance = !DECIDING_NOTHING.includes(data.conclusion)
    const named = item.ballot === 'NAMED'
    const positions = present.flatMap(p => item.spoken.get(p) ?? [])
    const of = (position: string) => positions.filter(p => p === position).length
    const { agree, disagree, abstain } = named
      ? { agree: of('AGREE'), disagree: of('DISAGREE'), abstain: of('ABSTAIN') }
      : (item.count ?? { agree: 0, disagree: 0, abstain: 0 })
    claim(
      data.agree === agree && data.disagree === disagree && data.abstain === abstain,
      `${data.agree}/${data.disagree}/${data.abstain} recorded, ${agree}/${disagree}/${abstain} said (MTG-003, E-39)`,
    )
    claim(!substance || agree + disagree + abstain === present.length, 'everybody present took a position (S93)')
    claim(!substance || new Set(data.participants).size === present.length, 'everybody present took part (S93)')
    if (kind === 'DIRECTOR' || kind === 'LEADING') {
      const against = AGREEING.includes(data.conclusion) ? disagree > agree : agree > disagree
      claim(!(substance && against) || Boolean(data.differsReason), 'a decision against most is explained (MTG-011)')
    } else {
      claim(!AGREEING.includes(data.conclusion) || agree * 2 > expected.length, 'a yes without most (MTG-003)')
      claim(data.conclusion !== 'NOT_AGREED' || agree * 2 <= expected.length, 'a no against most (MTG-003)')
    }
    item.stage = 'CONCLUDED'
    item.conclusion = data.conclusion
  }

  const sign = ({ data, by }: Named<'meeting.minutes-signed'>) => {
    claim(adjourned, 'signed after the meeting ended')
    claim(by.person === chair, 'signed by the chair (S145)')
    claim(sha256(data.minutes) === data.hash, 'the fingerprint is that of the minutes (MTG-009)')
    claim(data.excerpts?.length === items.size, 'an excerpt for every item')
    for (const [matter, { stage }] of items) {
      claim(stage === 'CONCLUDED' || stage === 'POSTPONED', `${matter} was neither concluded nor put off (E-12)`)
    }
    signed = { minutes: data.minutes, hash: data.hash }
  }

  const decidedOf = (minutes: string) =>
    JSON.stringify(
      (JSON.parse(minutes) as { items: { matter: string; conclusion?: unknown; agree?: unknown }[] }).items.map(
        ({ matter, conclusion, agree }) => [matter, conclusion, agree],
      ),
    )

  const corrected = ({ data }: Named<'meeting.erratum-issued'>) => {
    const before = errata.at(-1) ?? signed
    claim(data.of === before?.hash, 'an erratum names what it corrects (E-37)')
    claim(data.erratum === errata.length + 1 && sha256(data.minutes) === data.hash, 'errata only add (E-37)')
    claim(before !== undefined && decidedOf(data.minutes) === decidedOf(before.minutes), 'no erratum decides (E-37)')
    errata.push({ minutes: data.minutes, hash: data.hash })
  }

  const invitee = (event: Event) => {
    if (event.type === 'meeting.invitation-agreed') invited.set(event.data.invitation, 'AGREED')
    if (event.type === 'meeting.invitation-blocked') invited.set(event.data.invitation, 'BLOCKED')
    if (event.type !== 'meeting.invitee-opinion-recorded') return
    claim(invited.get(event.data.invitation) === 'AGREED', 'heard only who was agreed on and has no interest (E-13)')
    claim(event.by.person === `INVITEE.${event.data.invitation}`, 'an invitation is one person’s (E-14)')
  }

  const start = ({ data }: Named<'meeting.item-started'>) => {
    const item = items.get(data.matter)
    claim(open && item?.stage === 'WAITING', `${data.matter} was waiting to be taken`)
    claim(![...items.values()].some(i => i.stage === 'UNDER_WAY'), 'one item at a time (MTG-003)')
    if (!item) return
    Object.assign(item, { stage: 'UNDER_WAY', presider: data.presider, ballot: data.ballot ?? 'NAMED' })
    for (const { person } of data.recusals) item.recused.add(person)
    const { expected, present } = house(item)
    claim(present.length * 2 > expected.length, `taken up with ${present.length} of ${expected.length} (MTG-001)`)
    claim(!item.recused.has(data.presider), 'who presides need not leave (E-05)')
  }

  const take = (event: Event) => {
    claim(!signed || AFTER_SIGNATURE.includes(event.type), `${event.type} after the minutes were signed (MTG-009)`)
    switch (event.type) {
      case 'meeting.called':
        kind = event.data.kind
        chair = event.data.chair
        recorders = [event.data.recorder]
        for (const { person, voting } of event.data.members) members.set(person, voting)
        return
      case 'meeting.chair-replaced':
        chair = event.data.chair
        return
      case 'meeting.recorder-replaced':
        recorders = [event.data.recorder, ...recorders.slice(1)]
        return
      case 'meeting.second-recorder-named':
        recorders = [recorders[0] ?? '', event.data.recorder]
        return
      case 'meeting.item-added':
      case 'meeting.topic-added':
        return added(event.data.matter)
      case 'meeting.item-removed':
        claim(!noticed && items.delete(event.data.matter), 'taken off only before the notice')
        return
      case 'meeting.late-item-confirmed': {
        const { matter, as } = event.data
        confirmed.set(matter, [...(confirmed.get(matter) ?? []), { as, person: event.by.person }])
        return
      }
      case 'meeting.notice-sent':
        noticed = true
        return
      case 'meeting.opened':
        claim(noticed && !open, 'opened once, after its notice')
        open = true
        return
      case 'meeting.attendance-recorded':
        here.set(event.data.person, event.data.status)
        // Whoever comes or goes makes a count one of other people (E-12).
        for (const item of items.values()) if (item.stage === 'UNDER_WAY') item.count = undefined
        return
      case 'meeting.item-started':
        return start(event)
      case 'meeting.recusal-requested':
        underWay(event.data.matter)?.asked.add(event.data.person)
        return
      case 'meeting.recusal-ruled':
        claim(event.by.person !== event.data.person, 'nobody rules on themselves (E-10)')
        underWay(event.data.matter)?.asked.delete(event.data.person)
        return
      case 'meeting.recusal-recorded': {
        const item = underWay(event.data.matter)
        item?.recused.add(event.data.recusal.person)
        item?.spoken.delete(event.data.recusal.person)
        if (item) item.count = undefined
        return
      }
      case 'meeting.opinion-recorded':
        return spoke(event)
      case 'meeting.written-opinion-recorded':
        claim(here.get(event.data.person) !== 'PRESENT', 'who is here speaks here (E-39)')
        return
      case 'meeting.ballots-counted':
        return counted(event)
      case 'meeting.item-concluded':
        return concluded(event)
      case 'meeting.item-postponed': {
        const item = items.get(event.data.matter)
        claim(item?.stage === 'WAITING' || item?.stage === 'UNDER_WAY', 'what has an end is not put off (E-12)')
        if (item) item.stage = 'POSTPONED'
        return
      }
      case 'meeting.adjourned':
        claim(open && !adjourned, 'ended once')
        adjourned = true
        return
      case 'meeting.minutes-signed':
        return sign(event)
      case 'meeting.erratum-issued':
        return corrected(event)
      default:
        return invitee(event)
    }
  }

  const backToMatter = (matter: string, data: { meeting?: string; conclusion?: string }) => {
    if (data.meeting !== id) return
    claim(signed !== undefined, `${matter} was decided before the minutes were signed (S93)`)
    claim(!returned.has(matter), `${matter} was decided once`)
    claim(items.get(matter)?.conclusion === data.conclusion, `${matter} got the meeting’s own conclusion`)
    returned.add(matter)
  }

  const see = (events: readonly WorldEvent[]) => {
    faults = []
    for (const event of events) {
      if (event.stream === `meeting/${id}`) take(event as unknown as Event)
      if (event.type === 'matter.tier-concluded') {
        backToMatter(event.stream.slice('matter/'.length), event.data as { meeting?: string; conclusion?: string })
      }
    }
    return faults
  }
  return { see, signed: () => signed, errata: () => errata.map(e => e.minutes) }
}
