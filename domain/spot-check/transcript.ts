import { announceDraw, type DrawAnnouncement, type RandomnessSource as DrawSource } from '../draw/announcement.ts'
import { conductDraw, type Reveal } from '../draw/conduct.ts'
import {
  type Standing,
  type Substitution,
  type SubstitutionRequest,
  standingAfter,
  substitute,
} from '../draw/substitution.ts'
import type { DrawTranscript } from '../draw/transcript.ts'
import { closed, must, type Result } from '../result.ts'
import type { Instant } from '../time.ts'
import type {
  Announcement,
  RandomnessOutcome,
  RandomnessSource,
  SpotCheck,
  SubstitutionGround,
  SubstitutionRecord,
} from './spot-check.ts'

/**
 * A batch in the shape of `domain/draw`, for the portal, the verifier and `docs/draw.py`: what was fixed beforehand, what
 * was revealed, what came out. `undefined` before it was drawn. A batch that was voided keeps its own.
 */
export function transcriptOf(state: SpotCheck): DrawTranscript | undefined {
  const { drawn, announcement } = state
  if (!drawn || !announcement) return undefined
  return {
    v: 1,
    announcement: announcementOf(state, announcement),
    announced: announcement.announced,
    reveal: revealOf(drawn.outcome, drawn.code),
    result: { drawn: drawn.drawn, pairs: drawn.pairs },
    substitutions: state.substitutions.map(publicSubstitution),
  }
}

/** What the draw core announces for this batch, from the frozen pool and where the randomness will come from. */
export function draftOf(
  state: SpotCheck,
  { source, codeCommitment, codes }: Pick<Announcement, 'source' | 'codeCommitment' | 'codes'>,
): Omit<DrawAnnouncement, 'poolCommitment'> {
  const frozen = must(state.frozen, 'a frozen pool')
  return {
    batch: state.id,
    pool: frozen.pool.map(({ id, stratum, weight }) => ({ id, stratum, weight })),
    rules: state.strata,
    method: state.method,
    inspectors: frozen.inspectors,
    conflicts: frozen.conflicts,
    perObject: state.perObject,
    source: drawSource(source),
    codeCommitment,
    codes,
  }
}

/** Before every round that can be announced: whether it came in time was judged when it was announced. */
const BEFORE_ALL_ROUNDS: Instant = '1970-01-01T00:00:00.000Z'

export function announcementOf(state: SpotCheck, announcement: Announcement): DrawAnnouncement {
  const made = announceDraw(draftOf(state, announcement), BEFORE_ALL_ROUNDS)
  if (!made.ok) throw new Error(`a batch was announced that cannot be: ${made.error.sentence}`)
  return made.value
}

function drawSource(source: RandomnessSource): DrawSource {
  switch (source.kind) {
    case 'DRAND':
      return { kind: 'DRAND', chain: source.chain, round: source.round }
    case 'CEREMONY':
      return { kind: 'CEREMONY', plan: source.plan }
    default:
      return closed(source)
  }
}

export function revealOf(outcome: RandomnessOutcome, code: string): Reveal {
  return outcome.kind === 'DRAND' ? { code, beacon: outcome.beacon } : { code, ceremony: outcome.ceremony }
}

/** The batch as it stands now: drawn again, and every substitution made again. */
export function standingOf(state: SpotCheck): Result<Standing> {
  const { drawn, announcement } = state
  const announced = announcementOf(state, must(announcement, 'an announcement'))
  const { outcome, code } = must(drawn, 'a draw')
  const draw = conductDraw(announced, revealOf(outcome, code))
  if (!draw.ok) return draw
  let standing = standingAfter(announced, draw.value, code)
  for (const record of state.substitutions) {
    const done = substitute(standing, requestOf(record))
    if (!done.ok) return done
    standing = done.value.standing
  }
  return { ok: true, value: standing }
}

/** Who inspects what now, by what the record says, in the order of the objects' ids. */
export function currentPairs(state: SpotCheck): readonly { object: string; inspectors: readonly string[] }[] {
  const pairs = new Map((state.drawn?.pairs ?? []).map(({ object, inspectors }) => [object, inspectors]))
  for (const { ground, object, pairs: changed } of state.substitutions) {
    if (ground === 'OBJECT_UNAVAILABLE' && object !== undefined) pairs.delete(object)
    for (const pair of changed) pairs.set(pair.object, pair.inspectors)
  }
  return [...pairs]
    .map(([object, inspectors]) => ({ object, inspectors }))
    .sort((a, b) => (a.object < b.object ? -1 : 1))
}

type Asked = Pick<SubstitutionRecord, 'ground' | 'object' | 'out' | 'code'>

/** The draw core's request: a recusal takes the next in the old order, an absence reveals the next code. */
export function requestOf({ ground, object = '', out = '', code = '' }: Asked): SubstitutionRequest {
  switch (ground) {
    case 'RECUSED':
      return { kind: 'RECUSAL', object, inspector: out }
    case 'UNAVAILABLE':
    case 'LEFT':
      return { kind: 'INSPECTOR_UNAVAILABLE', inspector: out, code }
    case 'OBJECT_UNAVAILABLE':
      return { kind: 'OBJECT_UNAVAILABLE', object, code }
    default:
      return closed(ground)
  }
}

const groundNames: Record<SubstitutionGround, string> = {
  RECUSED: '检查人回避',
  UNAVAILABLE: '检查人因公不能参加',
  LEFT: '检查人已离开岗位',
  OBJECT_UNAVAILABLE: '对象不能接受检查',
}
export const nameOfSubstitutionGround = (ground: SubstitutionGround): string => groundNames[ground]

/** The public reason is the ground's name; the words that somebody typed stay inside. */
const publicSubstitution = (record: SubstitutionRecord): Substitution => ({
  ...requestOf(record),
  reason: groundNames[record.ground],
  pairs: record.pairs,
})
