import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import { rectificationAfter } from '../matter/acts-review.ts'
import type { Matter } from '../matter/matter.ts'
import { concludeMatter } from '../meeting/acts-minutes.ts'
import type { MeetingFacts } from '../meeting/facts.ts'
import { kinds } from '../meeting/kinds.ts'
import { clauseOfSubject, effectsOfTopic } from '../meeting/leading-group.ts'
import type { AgendaItem, Meeting } from '../meeting/meeting.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { numberRule, rulesOn } from '../rulebook/rulebook.ts'
import { dayOf } from '../time.ts'
import { possibleDueDays } from './calendars.ts'
import { type Ledger, type Owed, stateOf } from './ledger.ts'
import { baseFor, type Told } from './told.ts'
import { nameOfMeeting } from './words.ts'

/** An entry that must come, and on which stream. */
export type Written = readonly [stream: string, owed: Owed]

/** Fields that the entry must say as they are here, each with its clause. */
type Says = Readonly<Record<string, string>>

const asListed: Says = { meeting: 'MTG-007', tier: 'S93' }
const asConcluded: Says = {
  tier: 'S93',
  meeting: 'S93',
  conclusion: 'E-38',
  presider: 'S95',
  minutes: 'MTG-009',
  excerpt: 'S93',
}
/** What follows from a resolution of the leading group (`effectsOfTopic`). */
const asResolved: Says = {
  ...{ agreed: 'S135', meeting: 'S64', session: 'A7', group: 'E-11', special: 'E-11' },
  ...{ board: 'E-11', name: 'E-11', from: 'E-11', to: 'E-11', leader: 'E-11', divisions: 'E-11' },
}
const asPlanned: Says = {
  ...{ board: 'S101', name: 'S101', from: 'S101', to: 'S101', leader: 'S101', divisions: 'S101', rotation: 'S101' },
}
const onlyItsMatter: Says = { matter: 'MTG-007' }

/**
 * What an entry must be followed by, because its command wrote it all at once (docs/decisions/0006). Asked with the states
 * before the entry, and before anything of what follows arrives.
 */
export function entailedBy(told: Told): readonly Written[] {
  const { entry, id, matter, sitting, data } = told
  switch (entry.type) {
    case 'matter.submitted':
      return lateMark(told)
    case 'matter.tier-concluded':
      // At the other tiers it is the signing of the minutes that says what follows.
      return data.tier === 2
        ? ruleMade(told, rectificationAfter(matter, String(data.conclusion)), 'E-25', '没有生成整改任务')
        : []
    case 'matter.supplement-requested':
    case 'matter.withdrawn':
      return takenOff(told, matter)
    case 'meeting.item-added': {
      // What follows from a late item was expected with its confirmation.
      if (told.entailed) return []
      const tier = sitting && kinds[sitting.meeting.kind].tier
      return onMatter(told, { type: 'matter.listed', data: { meeting: id, tier } }, '件上没有列入议程的记录')
    }
    case 'meeting.item-removed':
      return matter.listing?.meeting === id
        ? onMatter(told, { type: 'matter.unlisted', data: { meeting: id } }, '件上没有退出议程的记录')
        : []
    case 'meeting.notice-sent':
      return [
        ...packet(told),
        ...(sitting?.meeting.items ?? [])
          .filter(item => item.subject === undefined)
          .flatMap(item => noticed(told, item.matter)),
      ]
    case 'meeting.late-item-confirmed':
      return lateItem(told)
    case 'rotation.established':
      return groupsOfRotation(told)
    case 'meeting.minutes-signed':
      return conclusions(told)
    default:
      return []
  }
}

const noticed = (told: Told, matter: string): readonly Written[] =>
  onMatter(told, { type: 'matter.meeting-noticed', data: { meeting: told.id } }, '件上没有会议通知的记录', matter)

/** MTG-006: releases before the log's first packet froze none, and the log is still theirs. */
function packet(told: Told): readonly Written[] {
  const frozen = { type: 'meeting.packet-frozen', data: {} }
  const owed = owe(told, frozen, {}, 'MTG-006', '会议通知已发出，而会议材料没有冻结')
  return [[told.entry.stream, told.ledger.packets ? owed : { ...owed, optional: true }]]
}

/** E-40: with the second confirmation the item is on the agenda, announced, and part of another packet. */
function lateItem(told: Told): readonly Written[] {
  const { sitting, id } = told
  const matter = String(told.data.matter)
  const late = sitting?.meeting.lateItems.find(l => l.matter === matter)
  if (!sitting || !late || late.confirmed.length === 0) return []
  const added = { type: 'meeting.item-added', data: { matter } }
  const listed = { type: 'matter.listed', data: { meeting: id, tier: kinds[sitting.meeting.kind].tier } }
  return [
    [told.entry.stream, owe(told, added, onlyItsMatter, 'E-40', `临时议题${matter}已经双方确认，而没有列入议程`)],
    ...packet(told),
    ...onMatter(told, listed, '件上没有列入议程的记录', matter),
    ...noticed(told, matter),
  ]
}

/** S101: a plan becomes review groups, each as the plan has it. */
function groupsOfRotation(told: Told): readonly Written[] {
  const { state, data, id } = told
  const plan = (state as Rotation).plans.find(p => p.plan === data.plan)
  const groups = data.groups as readonly string[]
  return (plan?.groups ?? []).flatMap(({ departments, ...planned }, index) => {
    const group = groups[index]
    if (group === undefined) return []
    const type = 'review-group.established'
    const owed = owe(
      ...([told, { type, data: { ...planned, divisions: departments, rotation: id } }, asPlanned] as const),
      ...(['S101', `轮值方案已编成复核小组，而${group}没有编成的记录`] as const),
    )
    return [[streams.reviewGroup(group), owed] as const]
  })
}

function owe(told: Told, { type, data }: Emitted, says: Says, clause: string, missing: string, meeting?: string): Owed {
  const { entry, index } = told
  const said = Object.entries(says).filter(([field]) => data[field] !== undefined)
  return {
    ...{ type, clause, missing, index, at: entry.at, by: entry.by },
    says: Object.fromEntries(said.map(([field, cited]) => [field, { value: data[field], clause: cited }])),
    ...(meeting === undefined ? {} : { meeting }),
  }
}

function onMatter(
  told: Told,
  emitted: Emitted,
  missing: string,
  matter = String(told.data.matter),
): readonly Written[] {
  const name = told.sitting ? nameOfMeeting(told.sitting.meeting, told.ledger) : told.id
  return [[streams.matter(matter), owe(told, emitted, asListed, 'MTG-007', `${name}已有记录，而${missing}`)]]
}

const ruleMade = (told: Told, emitted: readonly Emitted[], clause: string, missing: string): readonly Written[] =>
  emitted.map(one => [told.entry.stream, owe(told, one, {}, clause, missing)])

/** What leaves its tier leaves the agenda too. */
function takenOff(told: Told, { id, listing }: Matter): readonly Written[] {
  if (!listing) return []
  const removed = { type: 'meeting.item-removed', data: { matter: id } }
  const owed = owe(told, removed, { matter: 'MTG-007' }, 'MTG-007', `件${id}已退出该级，而会议没有把它撤下议程`)
  return [[streams.meeting(listing.meeting), owed]]
}

/** E-24: submitted late by whichever calendar the server may have known, so that the mark is there for ever. */
function lateMark(told: Told): readonly Written[] {
  const { matter, day, ledger } = told
  if (!matter.postFiling || matter.marks.includes('POST_FILED_LATE')) return []
  const within = numberRule(rulesOn(ledger.rulebook, day), 'postFiling.submitWithin')
  const late = possibleDueDays(dayOf(matter.postFiling.handledAt), within).every(due => day > due)
  const mark = { type: 'matter.marked', data: { mark: 'POST_FILED_LATE' } }
  return late
    ? [[told.entry.stream, owe(told, mark, { mark: 'E-24' }, 'E-24', '逾期送审的事后报备没有“逾期未补报”标识')]]
    : []
}

/** MTG-009: signing the minutes writes every conclusion to its matter. */
function conclusions(told: Told): readonly Written[] {
  const { sitting, ledger, data, id } = told
  if (!sitting) return []
  const { meeting } = sitting
  const name = nameOfMeeting(meeting, ledger)
  const facts = {
    ...baseFor(told, ''),
    rulebook: ledger.rulebook,
    groups: Object.fromEntries(ledger.groups),
    matters: Object.fromEntries(
      meeting.items.flatMap(i => [i.matter, ...(i.reference ?? [])]).map(matter => [matter, matterIn(ledger, matter)]),
    ),
  }
  const excerpts = (data.excerpts ?? []) as readonly { matter: string; hash: string }[]
  return meeting.items.flatMap(item => {
    if (item.subject !== undefined) return resolved(told, meeting, item, facts)
    const excerpt = excerpts.find(e => e.matter === item.matter)?.hash
    const written = concludeMatter(meeting, item, matterIn(ledger, item.matter), String(data.hash), facts, excerpt)
    return written.map(one => {
      const [clause, missing] = ifMissing(one.type)
      const owed = owe(told, one, asConcluded, clause, `${name}已签发纪要，而${missing}`, id)
      return [streams.matter(item.matter), owed] as const
    })
  })
}

/**
 * S135, A7, E-11: what the leading group resolved. Whether a special group could still be named rests on recusals that are
 * not public, so that it may be absent.
 */
function resolved(told: Told, meeting: Meeting, item: AgendaItem, facts: MeetingFacts): readonly Written[] {
  const name = nameOfMeeting(meeting, told.ledger)
  return effectsOfTopic(meeting, item, facts).map(({ on, ...one }) => {
    const clause = clauseOfSubject(item.subject ?? 'OTHER')
    const owed = owe(told, one, asResolved, clause, `${name}已签发纪要，而其决定没有写入${on ?? ''}`)
    return [on ?? told.entry.stream, item.subject === 'SPECIAL_GROUP' ? { ...owed, optional: true } : owed] as const
  })
}

function ifMissing(type: string): readonly [clause: string, missing: string] {
  switch (type) {
    case 'matter.rectification-ordered':
      return ['E-25', '没有生成整改任务']
    case 'matter.unlisted':
      return ['MTG-007', '顺延的件上没有退出议程的记录']
    default:
      return ['MTG-009', '其对本件的结论却没有写入本件']
  }
}

const matterIn = (ledger: Ledger, id: string): Matter => stateOf(ledger, streams.matter(id)) as Matter
