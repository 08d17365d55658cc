import { fingerprintOf } from '../draw/announcement.ts'
import { chainOf, timeOfRound } from '../draw/drand.ts'
import { freezePool, poolCommitment } from '../draw/pool.ts'
import { recompute } from '../draw/transcript.ts'
import type { Inspection } from '../inspection/inspection.ts'
import { drawGap } from '../spot-check/overdue.ts'
import type { RandomnessSource, SpotCheck } from '../spot-check/spot-check.ts'
import { openVoidRequest } from '../spot-check/spot-check.ts'
import { announcementOf, currentPairs, transcriptOf } from '../spot-check/transcript.ts'
import type { Day, Instant } from '../time.ts'
import type { NamedRule } from './book.ts'
import { type Ledger, stateOf } from './ledger.ts'
import { asAnswered, broken, keptIf, rule, type Verdict } from './rule.ts'
import type { Told } from './told.ts'

const before = ({ state }: Told): SpotCheck => state as SpotCheck
const after = ({ next }: Told): SpotCheck => next as SpotCheck

/** RND-001: the fingerprint is that of the pool, which is sorted and names nothing twice. */
const frozenAsSaid = rule(
  ['spot-check.frozen'],
  'RND-001',
  '对象池按编号排序、没有重复，指纹与名单相符',
  (_told, { pool, commitment }) => {
    const frozen = freezePool(pool)
    if (!frozen.ok) return asAnswered(frozen.error)
    return keptIf(poolCommitment(frozen.value) === commitment, () => '对象池的指纹与公布的名单不符')
  },
)

/** RND-001: what is announced is fixed before the randomness exists, and says what stands in the log. */
const announcedBefore = rule(
  ['spot-check.announced'],
  'RND-001',
  '公告在随机数产生之前，内容与冻结的名单和规则相符',
  (told, { source, announced }) => {
    const state = before(told)
    if (state.stage !== 'FROZEN') return broken('对象池没有冻结就公告')
    const at = momentOf(source)
    if (at === undefined) return broken('公告的信标链不是已知的链，不能核对时间')
    if (told.entry.at >= at) return broken('公告的时候随机数已经产生')
    const { announcement } = after(told)
    if (!announcement) return undefined
    return keptIf(
      fingerprintOf(announcementOf(after(told), announcement)) === announced,
      () => '公告的指纹与冻结的名单和规则算出的不符',
    )
  },
)

/** When the randomness that was named comes into being; `undefined` for a chain that nobody here knows. */
export function momentOf(source: RandomnessSource): Instant | undefined {
  if (source.kind === 'CEREMONY') return source.at
  const chain = chainOf(source.chain)
  return chain && timeOfRound(chain, source.round)
}

/** RND-001, RND-002: drawn once, after the announcement, and doing it again gives the same. */
const recomputes = rule(
  ['spot-check.drawn', 'spot-check.substituted'],
  'RND-001',
  '抽取结果、递补可以由公布的名单和随机数重算',
  told => {
    const stage = before(told).stage
    const first = told.entry.type === 'spot-check.drawn'
    if (first && stage !== 'ANNOUNCED') {
      return broken(stage === 'DRAWN' ? '同一批次抽取了两次' : '没有公告就抽取', 'RND-002')
    }
    if (!first && stage !== 'DRAWN') return broken('没有抽取就递补', 'E-61')
    const transcript = transcriptOf(after(told))
    if (!transcript) return broken('抽取的记录不全，不能重算')
    const redone = recompute(transcript)
    return asAnswered(redone.ok ? undefined : redone.error)
  },
)

/** RND-002: voided only when somebody had asked for it; that two persons did it is hidden with their names. */
const voidedOnRequest = rule(['spot-check.voided'], 'RND-002', '作废先有申请，再由另一人同意', told =>
  keptIf(
    // One that was announced and never drawn can only be voided, by two, once its randomness is there.
    ['DRAWN', 'ANNOUNCED'].includes(before(told).stage) && openVoidRequest(before(told)) !== undefined,
    () => '没有待批的作废申请，批次却作废了',
  ),
)

const cancelledBeforeDrawing = rule(['spot-check.cancelled'], 'RND-002', '已抽取的批次不能取消，只能作废', told =>
  keptIf(before(told).stage === 'ANNOUNCED', () => '批次不在「已公告、待抽取」的阶段，却取消了'),
)

/** RND-002: a batch that is drawn anew replaces one that was voided. */
const replacesVoided = rule(
  ['spot-check.prepared'],
  'RND-002',
  '重抽的批次接在已作废的批次之后',
  (told, { replaces }) => {
    if (replaces === undefined) return undefined
    const { ledger } = told
    return keptIf(
      ledger.spotChecks.get(replaces)?.stage === 'VOIDED',
      () => `所替代的批次 ${replaces} 没有作废，等于抽了两次`,
    )
  },
)

/** RND-003: an inspection is what the draw made of an object, by those who were drawn for it. */
const openedAsDrawn = rule(
  ['inspection.opened'],
  'RND-003',
  '检查的对象和检查人是抽中的',
  ({ ledger }, { batch, object, inspectors }) => {
    const pair = currentPairs(stateOf(ledger, `spot-check/${batch}`) as SpotCheck).find(p => p.object === object)
    if (!pair) return broken(`${object} 不是批次 ${batch} 抽中的对象`)
    return keptIf(
      [...pair.inspectors].sort().join() === [...inspectors].sort().join(),
      () => `${object} 的检查人与批次 ${batch} 抽中的不符`,
    )
  },
)

/** RND-007: published only when it is concluded. */
const publishedWhenConcluded = rule(
  ['inspection.published'],
  'RND-007',
  '检查结果在形成之后公开，问题数与结论相符',
  ({ ledger, entry }, { findings, serious }): Verdict => {
    const inspection = stateOf(ledger, entry.stream) as Inspection
    const { concluded } = inspection
    if (!concluded) return broken('检查还没有结论就公开结果')
    return keptIf(
      findings <= concluded.findings && serious <= concluded.serious,
      () => '公开的问题数多于结论中的问题数',
    )
  },
)

export const drawRules = [
  frozenAsSaid,
  announcedBefore,
  recomputes,
  voidedOnRequest,
  cancelledBeforeDrawing,
  replacesVoided,
  openedAsDrawn,
  publishedWhenConcluded,
]

export const DRAW_ENDS: NamedRule = { clause: 'RND-002', rule: '每次公告的抽取都有结果：抽取了，或者取消了' }

/** RND-002: an announced draw that neither was made nor was cancelled may have been made and not liked. */
export function undrawn(state: SpotCheck, { rulebook }: Ledger, today: Day): Verdict {
  if (state.stage === 'NONE' || state.stage === 'PREPARED') return undefined
  const gap = drawGap(state, rulebook, today)
  return keptIf(gap === undefined, () => gap?.sentence ?? '')
}
