/** The attack that no cryptography notices: a matter's 复核 is taken out, and a log that never had it is signed with the right key. */
import { policyOf, type TestEntry, type TestLog } from '../support/log.ts'
import { type Attack, type Dice, pick, published, renumbered, withCosignatures } from './attacks.ts'

interface Passed {
  readonly matter: string
  /** Where its first entry stands. */
  readonly since: number
}

/** Once with the witnesses that saw the honest log, and once without any, so that only the rules can tell. */
export const tierThreeRemoved: readonly Attack[] = [
  {
    name: '删去一件的复核，用真密钥重建（有见证人）',
    noticedBy: ['witnesses'],
    make: (dice, log) => {
      const { files, kept } = withoutTierThree(dice, log)
      files.set('checkpoint', withCosignatures(dice, files.get('checkpoint') ?? new Uint8Array(), log))
      return { files, kept, policy: log.policy }
    },
  },
  {
    name: '删去一件的复核，用真密钥重建（无见证人）',
    noticedBy: ['rules'],
    make: (dice, log) => ({ ...withoutTierThree(dice, log), policy: policyOf(log.key, []) }),
  },
]

/** The reader's checkpoint is from before the matter began, so that it says nothing of it. */
function withoutTierThree(dice: Dice, log: TestLog) {
  const { matter, since } = pick(dice, passedOn(log.entries))
  const group = groupOf(log.entries, matter)
  const [left, changed] = pick(dice, [onlyTheRecord, alsoTheConclusion, everyTrace])(log.entries, matter, group)
  return { files: published(renumbered(left, changed), [log.key]), kept: log.checkpointAt(dice(since + 1)) }
}

type Removal = (
  entries: readonly TestEntry[],
  matter: string,
  meetings: ReadonlySet<string>,
) => readonly [left: readonly TestEntry[], streamsToRenumber: ReadonlySet<string>]

const isTierThree = ({ event }: TestEntry, matter: string): boolean =>
  event.stream === `matter/${matter}` && event.type === 'matter.tier-concluded' && said(event.data, 'tier') === 3

/** The record of tier 3 on the matter goes; the meeting's minutes still tell. */
const onlyTheRecord: Removal = (entries, matter) => [
  entries.filter(entry => !isTierThree(entry, matter)),
  new Set([`matter/${matter}`]),
]

/** What the meeting concluded goes too. */
const alsoTheConclusion: Removal = (entries, matter, meetings) => {
  const isConclusion = ({ event }: TestEntry) =>
    meetings.has(event.stream) && event.type === 'meeting.item-concluded' && said(event.data, 'matter') === matter
  return [
    entries.filter(entry => !isTierThree(entry, matter) && !isConclusion(entry)),
    new Set([`matter/${matter}`, ...meetings]),
  ]
}

/** The review group never heard of the matter. */
const everyTrace: Removal = (entries, matter, meetings) => {
  const isTrace = ({ event }: TestEntry) =>
    (meetings.has(event.stream) && said(event.data, 'matter') === matter) ||
    (event.stream === `matter/${matter}` && meetings.has(`meeting/${said(event.data, 'meeting')}`))
  return [
    entries.filter(entry => !isTierThree(entry, matter) && !isTrace(entry)),
    new Set([`matter/${matter}`, ...meetings]),
  ]
}

/** Matters that went on after tier 3: where nothing followed, taking it out leaves a lawful log of a matter still under way. */
function passedOn(entries: readonly TestEntry[]): Passed[] {
  const matters = new Set(
    entries
      .filter(({ event }) => event.type === 'matter.tier-concluded' && said(event.data, 'tier') === 3)
      .map(({ event }) => event.stream),
  )
  return [...matters].flatMap(stream => {
    const matter = stream.slice('matter/'.length)
    const last = entries.findLastIndex(entry => isTierThree(entry, matter))
    const wentOn = entries.slice(last + 1).some(({ event }) => event.stream === stream)
    return wentOn ? [{ matter, since: entries.findIndex(({ event }) => event.stream === stream) }] : []
  })
}

const groupOf = (entries: readonly TestEntry[], matter: string): ReadonlySet<string> =>
  new Set(
    entries.filter(entry => isTierThree(entry, matter)).map(({ event }) => `meeting/${said(event.data, 'meeting')}`),
  )

const said = (data: unknown, field: string): unknown => (data as Readonly<Record<string, unknown>>)[field]
