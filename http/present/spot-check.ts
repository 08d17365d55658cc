import { strataOf } from '../../domain/draw/pool.ts'
import { quotasOf } from '../../domain/draw/quota.ts'
import type { Inspection } from '../../domain/inspection/inspection.ts'
import { nameOfInspectionStage } from '../../domain/inspection/inspection.ts'
import { closed } from '../../domain/result.ts'
import { spotCheckActs } from '../../domain/spot-check/acts.ts'
import type { SpotCheckFacts } from '../../domain/spot-check/facts.ts'
import { drawGap } from '../../domain/spot-check/overdue.ts'
import {
  nameOfSpotCheckStage,
  openVoidRequest,
  type SpotCheck,
  type SpotCheckStage,
} from '../../domain/spot-check/spot-check.ts'
import { currentPairs, nameOfSubstitutionGround } from '../../domain/spot-check/transcript.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { SpotCheckPage, SpotCheckRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { linkOfObject, type ObjectTitle } from './inspected-object.ts'
import { someone, type Viewing } from './viewing.ts'

export function spotCheckRow(state: SpotCheck): SpotCheckRow {
  const { id, title, preparedAt, replaces, frozen, drawn } = state
  const stage = stageShown(state.stage)
  return {
    ...{ id, title, stage, stageName: nameOfSpotCheckStage(stage), preparedAt, next: nextWords(state) },
    ...(replaces === undefined ? {} : { replaces }),
    ...(frozen ? { pool: frozen.pool.length } : {}),
    ...(drawn ? { drawn: currentPairs(state).length } : {}),
  }
}

/** A batch that was never prepared has no row and no page. */
const stageShown = (stage: SpotCheckStage) => (stage === 'NONE' ? 'PREPARED' : stage)

function nextWords(state: SpotCheck): string {
  if (openVoidRequest(state)) return '有人提出作废，等另一名成员答复'
  switch (state.stage) {
    case 'NONE':
    case 'PREPARED':
      return '冻结对象池和检查人名录'
    case 'FROZEN':
      return '由组长公告抽取'
    case 'ANNOUNCED':
      return '等约定的随机数产生后抽取'
    case 'DRAWN':
      return '由抽中的检查人分别检查'
    case 'CANCELLED':
    case 'VOIDED':
      return '—'
    default:
      return closed(state.stage)
  }
}

/** What the page shows besides the batch itself. */
export interface AroundBatch {
  readonly title: ObjectTitle
  readonly inspections: readonly Inspection[]
  /** The batch that draws this one anew. */
  readonly replacedBy?: string | undefined
}

export function spotCheckPage(
  viewing: Viewing,
  { state, version, roles, facts }: Known<SpotCheck, SpotCheckFacts>,
  around: AroundBatch,
): SpotCheckPage {
  const { pool: _, drawn: __, ...row } = spotCheckRow(state)
  const who = (person: string) => someone(viewing, person)
  const inside = roles.has('ACCOUNTABILITY_MEMBER')
  const { announcement } = state
  const asked = openVoidRequest(state)
  const gap = drawGap(state, viewing.rulebook, viewing.today)
  const { rule, strata, weights, perObject, method } = state
  return {
    ...row,
    version,
    preparedBy: who(state.preparedBy),
    rule,
    strata: strata.map(one => ({ ...one })),
    weights,
    perObject,
    method,
    ...(inside ? { flagged: [...state.flagged] } : {}),
    ...(around.replacedBy === undefined ? {} : { replacedBy: around.replacedBy }),
    ...(state.frozen ? { frozen: frozenView(viewing, state, state.frozen, around.title, inside) } : {}),
    ...(announcement ? { announcement: { ...announced(announcement), by: who(announcement.by) } } : {}),
    ...(state.drawn ? { drawn: drawnView(viewing, state, state.drawn, around) } : {}),
    substitutions: state.substitutions.map(({ ground, object, out, pairs, reason, by, at }) => ({
      ground,
      groundName: nameOfSubstitutionGround(ground),
      ...(object === undefined ? {} : { object }),
      ...(out === undefined ? {} : { out: who(out) }),
      in: pairs.map(pair => ({ object: pair.object, inspectors: pair.inspectors.map(who) })),
      reason,
      by: who(by),
      at,
    })),
    ...(asked ? { voidRequest: { reason: asked.reason, by: who(asked.by), at: asked.at } } : {}),
    ...(gap ? { gap: { clause: gap.clause, sentence: gap.sentence } } : {}),
    history: historyOf(viewing, state),
    actions: actionsOf(spotCheckActs, roles, state, facts),
  }
}

const announced = ({
  source,
  ceremony,
  codeCommitment,
  announced: fingerprint,
  at,
}: NonNullable<SpotCheck['announcement']>) => ({
  ...{ source, codeCommitment, announced: fingerprint, at },
  ...(ceremony ? { ceremony } : {}),
})

function frozenView(
  viewing: Viewing,
  state: SpotCheck,
  frozen: NonNullable<SpotCheck['frozen']>,
  title: ObjectTitle,
  inside: boolean,
): NonNullable<SpotCheckPage['frozen']> {
  const entries = frozen.pool.map(({ id, stratum, weight }) => ({ id, stratum, weight }))
  const quotas = quotasOf({ entries }, state.strata)
  const quotaOf = new Map(quotas.ok ? quotas.value.map(({ stratum, quota }) => [stratum, quota]) : [])
  const byStratum = Map.groupBy(entries, ({ stratum }) => stratum)
  const barred = new Map<string, number>()
  for (const person of Object.values(frozen.conflicts).flat()) barred.set(person, (barred.get(person) ?? 0) + 1)
  return {
    at: frozen.at,
    by: someone(viewing, frozen.by),
    commitment: frozen.commitment,
    pool: entries.map(entry => ({ ...entry, ...shown(entry.id, title) })),
    strata: [...strataOf({ entries })].map(([stratum, size]) => ({
      ...{ stratum, size, quota: quotaOf.get(stratum) ?? 0 },
      weight: (byStratum.get(stratum) ?? []).reduce((sum, { weight }) => sum + weight, 0),
    })),
    inspectors: frozen.inspectors.map(person => ({
      ...someone(viewing, person),
      barred: barred.get(person) ?? 0,
    })),
    excluded: frozen.exclusions.map(({ id, ground }) => (inside ? { id, ground } : { id })),
  }
}

function shown(object: string, title: ObjectTitle) {
  const link = linkOfObject(object)
  return { id: object, title: title(object), ...(link === undefined ? {} : { link }) }
}

function drawnView(
  viewing: Viewing,
  state: SpotCheck,
  drawn: NonNullable<SpotCheck['drawn']>,
  { title, inspections }: AroundBatch,
): NonNullable<SpotCheckPage['drawn']> {
  const strata = new Map(state.frozen?.pool.map(({ id, stratum }) => [id, stratum]))
  const stages = new Map(inspections.map(({ id, stage }) => [id, nameOfInspectionStage(stage)]))
  const inspectionOf = new Map(state.inspections.map(({ object, inspection }) => [object, inspection]))
  return {
    at: drawn.at,
    by: someone(viewing, drawn.by),
    outcome: drawn.outcome,
    code: drawn.code,
    strata: drawn.drawn.map(({ stratum, ids }) => ({ stratum, ids: [...ids] })),
    pairs: currentPairs(state).map(({ object, inspectors }) => {
      const id = inspectionOf.get(object)
      return {
        object: { ...shown(object, title), stratum: strata.get(object) ?? '' },
        inspectors: inspectors.map(person => someone(viewing, person)),
        ...(id === undefined ? {} : { inspection: { id, stageName: stages.get(id) ?? '' } }),
      }
    }),
  }
}

/** The latest first. */
function historyOf(viewing: Viewing, state: SpotCheck): SpotCheckPage['history'] {
  const { frozen, announcement, drawn, ended } = state
  const lines: { at: string; by: string; what: string; words?: string | undefined }[] = [
    { at: state.preparedAt, by: state.preparedBy, what: '准备批次' },
    ...(frozen ? [{ ...frozen, what: '冻结对象池和检查人名录' }] : []),
    ...(announcement ? [{ ...announcement, what: '公告抽取' }] : []),
    ...(drawn ? [{ ...drawn, what: '抽取' }] : []),
    ...state.substitutions.map(({ at, by, ground, reason }) => ({
      ...{ at, by, words: reason },
      what: `替补：${nameOfSubstitutionGround(ground)}`,
    })),
    ...state.voidRequests.map(({ at, by, reason }) => ({ at, by, what: '提出作废', words: reason })),
    ...state.voidRequests.flatMap(({ answer }) =>
      answer && !answer.agreed ? [{ at: answer.at, by: answer.by, what: '不同意作废', words: answer.reason }] : [],
    ),
    ...(ended ? [{ at: ended.at, by: ended.by, what: nameOfSpotCheckStage(state.stage), words: ended.reason }] : []),
  ]
  return lines
    .map(({ at, by, what, words }) => ({
      ...{ at, what, who: someone(viewing, by) },
      ...(words === undefined ? {} : { words }),
    }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}
