import { hexToBytes } from '@noble/hashes/utils.js'
import { closed, err, must, ok, type Result, refuse } from '../result.ts'
import type { DrawAnnouncement } from './announcement.ts'
import { type ConductedDraw, drawnOrder } from './conduct.ts'
import { byCodeUnits } from './labels.ts'
import { verifyCode } from './one-time-codes.ts'
import { addLoad, hasConflict, inDrawnOrder, type Loads, type Pair, tooFew } from './pairs.ts'
import { entriesOf } from './pool.ts'
import { seedOf } from './tickets.ts'

/**
 * Who takes the place of somebody drawn. Two roads, because the reasons differ in who could have arranged them.
 *
 * A recusal (回避) follows from a rule that stood before the draw, so the next in the original order takes the place and
 * nothing is drawn again (E-61). An object or an inspector that cannot be had any more could have been made so by somebody
 * who knew who comes next; so, as in draft-thomson-elegy-vrs, the organiser reveals the next one-time code, and the place is
 * drawn under a seed that nobody else could know before the absence was put on record.
 */
export type SubstitutionRequest =
  | { readonly kind: 'RECUSAL'; readonly object: string; readonly inspector: string }
  | { readonly kind: 'OBJECT_UNAVAILABLE'; readonly object: string; readonly code: string }
  | { readonly kind: 'INSPECTOR_UNAVAILABLE'; readonly inspector: string; readonly code: string }

/** A substitution as published: what was asked, why, and the pairs that are new or changed. */
export type Substitution = SubstitutionRequest & {
  readonly reason: string
  readonly pairs: readonly Pair[]
}

/** The batch as it stands after the draw and the substitutions so far. */
export interface Standing {
  readonly announcement: DrawAnnouncement
  readonly draw: ConductedDraw
  /** The code revealed last. */
  readonly code: string
  /** How many codes have been revealed. */
  readonly revealed: number
  /** In the order of the objects' ids. */
  readonly pairs: readonly Pair[]
  /** Every object drawn so far, available or not: none is drawn twice. */
  readonly everDrawn: ReadonlySet<string>
  /** The seed under which an object's inspectors were drawn, where it is not the draw's. */
  readonly seeds: ReadonlyMap<string, Uint8Array>
  /** Inspectors who left the batch. */
  readonly gone: ReadonlySet<string>
  /** Recusals found after the draw, as `object` newline `inspector`. */
  readonly recused: ReadonlySet<string>
}

/** The batch before any substitution. */
export function standingAfter(announcement: DrawAnnouncement, draw: ConductedDraw, code: string): Standing {
  return {
    announcement,
    draw,
    code,
    revealed: 1,
    pairs: draw.pairs,
    everDrawn: new Set(draw.drawn.flatMap(({ ids }) => ids)),
    seeds: new Map(),
    gone: new Set(),
    recused: new Set(),
  }
}

/**
 * One substitution. `pairs` are those that are new or changed; none when an object's stratum has no other entry left, and
 * the batch goes on without it. Refused: who is not drawn (RND-003), a code that is not the next one (RND-001), an object
 * that would have too few inspectors (RND-003).
 */
export function substitute(
  standing: Standing,
  request: SubstitutionRequest,
): Result<{ readonly standing: Standing; readonly pairs: readonly Pair[] }> {
  switch (request.kind) {
    case 'RECUSAL':
      return recuse(standing, request.object, request.inspector)
    case 'OBJECT_UNAVAILABLE': {
      const next = withCode(standing, request.code)
      return next.ok ? replaceObject(next.value, request.object) : next
    }
    case 'INSPECTOR_UNAVAILABLE': {
      const next = withCode(standing, request.code)
      return next.ok ? replaceInspector(next.value, request.inspector) : next
    }
    default:
      return closed(request)
  }
}

type Substituted = ReturnType<typeof substitute>

function withCode(standing: Standing, code: string): Result<Standing> {
  const revealed = standing.revealed + 1
  // The secret itself, at the start of the chain, is no code.
  if (revealed >= standing.announcement.codes) {
    return err(refuse('WRONG_STATE', 'RND-001', '本批次的一次性码已经用完，须作废后重新公告抽取。', 'code'))
  }
  if (!verifyCode(code, standing.code)) {
    return err(refuse('INVALID', 'RND-001', '揭示的一次性码不是上一个码的前一个，与承诺不符。', 'code'))
  }
  return ok({ ...standing, code, revealed })
}

function recuse(standing: Standing, object: string, inspector: string): Substituted {
  const pair = standing.pairs.find(drawn => drawn.object === object)
  if (!pair?.inspectors.includes(inspector)) {
    return err(
      refuse('INVALID', 'RND-003', `检查人「${inspector}」没有被派去检查「${object}」，不必替补。`, 'inspector'),
    )
  }
  const recused = new Set(standing.recused).add(`${object}\n${inspector}`)
  const seed = standing.seeds.get(object) ?? standing.draw.seed
  return withReplaced({ ...standing, recused }, [pair], inspector, seed)
}

function replaceInspector(standing: Standing, inspector: string): Substituted {
  const pairs = standing.pairs.filter(({ inspectors }) => inspectors.includes(inspector))
  if (pairs.length === 0) {
    return err(refuse('INVALID', 'RND-003', `检查人「${inspector}」没有承担任何对象，不必替补。`, 'inspector'))
  }
  const gone = new Set(standing.gone).add(inspector)
  return withReplaced({ ...standing, gone }, pairs, inspector, newSeed(standing))
}

/** Gives each of the pairs another inspector in the place of one; the newcomer stands last. */
function withReplaced(standing: Standing, pairs: readonly Pair[], leaving: string, seed: Uint8Array): Substituted {
  const { perObject } = standing.announcement
  const loads = loadsOf(standing.pairs)
  const changed: Pair[] = []
  for (const { object, inspectors } of pairs) {
    const staying = inspectors.filter(inspector => inspector !== leaving)
    const eligible = eligibleFor(standing, object).filter(inspector => !staying.includes(inspector))
    const [newcomer] = inDrawnOrder(object, eligible, loads, seed)
    if (newcomer === undefined) return err(tooFew(object, staying.length, perObject))
    addLoad(loads, leaving, -1)
    addLoad(loads, newcomer, 1)
    changed.push({ object, inspectors: [...staying, newcomer] })
  }
  const kept = standing.pairs.filter(({ object }) => !changed.some(pair => pair.object === object))
  return ok({ standing: { ...standing, pairs: inOrder([...kept, ...changed]) }, pairs: changed })
}

function replaceObject(standing: Standing, object: string): Substituted {
  const { announcement, draw } = standing
  const kept = standing.pairs.filter(pair => pair.object !== object)
  if (kept.length === standing.pairs.length) {
    return err(refuse('INVALID', 'RND-001', `对象「${object}」不在抽中的名单里，不必替补。`, 'object'))
  }
  const seed = newSeed(standing)
  const stratum = must(
    draw.pool.entries.find(({ id }) => id === object),
    'a drawn object in its pool',
  ).stratum
  const order = drawnOrder(announcement.method, entriesOf(draw.pool, stratum), seed, draw.randomness)
  const next = firstOutside(standing.everDrawn, order)
  if (next === undefined) return ok({ standing: { ...standing, pairs: kept }, pairs: [] })
  const eligible = eligibleFor(standing, next)
  if (eligible.length < announcement.perObject) return err(tooFew(next, eligible.length, announcement.perObject))
  const chosen = inDrawnOrder(next, eligible, loadsOf(kept), seed).slice(0, announcement.perObject)
  const pair = { object: next, inspectors: chosen }
  return ok({
    standing: {
      ...standing,
      pairs: inOrder([...kept, pair]),
      everDrawn: new Set(standing.everDrawn).add(next),
      seeds: new Map(standing.seeds).set(next, seed),
    },
    pairs: [pair],
  })
}

function firstOutside(taken: ReadonlySet<string>, order: Iterable<string>): string | undefined {
  for (const id of order) if (!taken.has(id)) return id
  return undefined
}

const newSeed = ({ code, draw }: Standing): Uint8Array => seedOf(hexToBytes(code), draw.randomness)

const inOrder = (pairs: readonly Pair[]) => pairs.toSorted((a, b) => byCodeUnits(a.object, b.object))

function eligibleFor({ announcement, gone, recused }: Standing, object: string): readonly string[] {
  const { inspectors, conflicts } = announcement
  return inspectors.filter(
    inspector =>
      !gone.has(inspector) && !recused.has(`${object}\n${inspector}`) && !hasConflict(conflicts, object, inspector),
  )
}

function loadsOf(pairs: readonly Pair[]): Loads {
  const loads: Loads = new Map()
  for (const inspector of pairs.flatMap(({ inspectors }) => inspectors)) addLoad(loads, inspector, 1)
  return loads
}
