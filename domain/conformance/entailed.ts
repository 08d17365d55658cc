import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import { rectificationAfter } from '../matter/acts-review.ts'
import type { Matter } from '../matter/matter.ts'
import { concludeMatter } from '../meeting/acts-minutes.ts'
import { kinds } from '../meeting/kinds.ts'
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
const asConcluded: Says = { tier: 'S93', meeting: 'S93', conclusion: 'E-38', presider: 'S95', minutes: 'MTG-009' }

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
      const tier = sitting && kinds[sitting.meeting.kind].tier
      return onMatter(told, { type: 'matter.listed', data: { meeting: id, tier } }, '件上没有列入议程的记录')
    }
    case 'meeting.item-removed':
      return matter.listing?.meeting === id
        ? onMatter(told, { type: 'matter.unlisted', data: { meeting: id } }, '件上没有退出议程的记录')
        : []
    case 'meeting.notice-sent':
      return (sitting?.meeting.items ?? []).flatMap(item =>
        onMatter(
          told,
          { type: 'matter.meeting-noticed', data: { meeting: id } },
          '件上没有会议通知的记录',
          item.matter,
        ),
      )
    case 'meeting.minutes-signed':
      return conclusions(told)
    default:
      return []
  }
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
    matters: Object.fromEntries(meeting.items.map(({ matter }) => [matter, matterIn(ledger, matter)])),
  }
  return meeting.items.flatMap(item =>
    concludeMatter(meeting, item, matterIn(ledger, item.matter), String(data.hash), facts).map(one => {
      const [clause, missing] = ifMissing(one.type)
      const owed = owe(told, one, asConcluded, clause, `${name}已签发纪要，而${missing}`, id)
      return [streams.matter(item.matter), owed] as const
    }),
  )
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
