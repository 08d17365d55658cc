/**
 * Reads a recorded history and says what in it must not be. It shares no rule with domain/: what a person holds, who counts
 * and where a matter stands is worked out again from the bare events, so that an error in a rule is not repeated here.
 */
import type { Matter } from '../../domain/matter/matter.ts'
import type { WorldEvent } from '../support/world.ts'
import { auditMatter } from './audit-matter.ts'
import { auditMeeting } from './audit-meeting.ts'
import {
  type Data,
  type Delegation,
  type Entry,
  type Ledger,
  type MatterTrack,
  newLedger,
  type Post,
} from './ledger.ts'

/** @returns one sentence for each thing that must not be; an empty list for a lawful history. */
export function audit(events: readonly WorldEvent[], stateOf: (matter: string) => Matter): readonly string[] {
  const wrong: string[] = []
  const ledger = newLedger()
  const counts = new Map<string, number>()
  for (const { stream, type, data, at, by, version } of events) {
    const claim = (holdsTrue: boolean, what: string) => {
      if (!holdsTrue) wrong.push(`${stream} v${version} ${type}: ${what}`)
    }
    const expected = (counts.get(stream) ?? 0) + 1
    counts.set(stream, expected)
    claim(version === expected, 'versions run without a gap')
    const id = stream.slice(stream.indexOf('/') + 1)
    const entry = { id, type, data: data as Data, day: shanghai(at), by, claim }
    if (stream.startsWith('matter/')) auditMatter(ledger, entry)
    else if (stream.startsWith('meeting/')) auditMeeting(ledger, entry)
    else remember(ledger, entry)
  }
  for (const [id, track] of ledger.matters) {
    wrong.push(...auditState(track, stateOf(id)).map(what => `matter/${id}: ${what}`))
  }
  return wrong
}

/** The foundation: who holds what, who acts for whom, which level an item has. */
function remember(ledger: Ledger, { id, type, data }: Entry): void {
  switch (type) {
    case 'organisation.post-assigned':
      ledger.posts.push({ ...(data as unknown as Post), id: data.assignment })
      break
    case 'organisation.post-ended':
      for (const post of ledger.posts) if (post.id === data.assignment) post.to = data.to
      break
    case 'organisation.delegation-granted':
      ledger.delegations.push({ ...(data as unknown as Delegation), id: data.delegation })
      break
    case 'organisation.delegation-revoked':
      for (const granted of ledger.delegations) if (granted.id === data.delegation) granted.revokedOn = data.day
      break
    case 'review-group.established':
      ledger.leaders.set(id, data.leader)
      break
    case 'catalogue.version-adopted': {
      const levels = { ...ledger.versions.at(-1)?.levels }
      for (const { item, included, level } of data.decisions) {
        if (included) levels[item] = level
        else delete levels[item]
      }
      ledger.versions.push({ from: data.effectiveFrom, levels })
    }
  }
}

/** Where the matter stands by its own state, against where its events leave it. */
function auditState(track: MatterTrack, { status, records }: Matter): readonly string[] {
  const wrong: string[] = []
  const say = (holdsTrue: boolean, what: string) => {
    if (!holdsTrue) wrong.push(what)
  }
  say(status === track.status, `state ${status}, history ${track.status}`)
  say(records.length === track.conclusions, 'every conclusion of a tier is kept (1.3 no. 4)')
  const counting = records.filter(r => !r.superseded).map(r => r.tier)
  say(
    counting.every((t, i) => i === 0 || t > (counting[i - 1] ?? 0)),
    `counting tiers ${counting} rise strictly (1.3 no. 4)`,
  )
  say(track.level === 'APPROVAL' || records.every(r => r.tier !== 4), 'no tier 4 below 审定 (1.3 no. 1)')
  for (const decided of [track.reviewedBy, track.groupReviewed, track.deliberated]) {
    say(!decided.has(track.handler), 'the handler decided nothing (S10)')
  }
  say(
    [...track.reviewedBy].every(p => !track.groupReviewed.has(p)),
    'who reviewed at tier 2 took no part at tier 3 (S95)',
  )
  return wrong
}

const days = new Map<string, string>()
/** The civil day in Shanghai, remembered: every history begins with the same events. */
function shanghai(at: string): string {
  const day = days.get(at) ?? new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
  days.set(at, day)
  return day
}
