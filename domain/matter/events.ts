import * as z from 'zod'
import { deliberationLevels } from '../catalogue/power-item.ts'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, hash, instant, pub, released, restricted, text } from '../schema.ts'
import { disclosureChoice } from './disclosure-attribute.ts'

export const tiers = [1, 2, 3, 4] as const
export type ReviewTier = (typeof tiers)[number]
export const tier = z.literal(tiers, { error: '级次只有1至4' })

/** What a tier can say of a matter (MTG-004; 退回补正 and 撤回处理 after E-15 and E-21). */
export const conclusions = [
  'AGREED',
  'AGREED_WITH_CHANGES',
  'AGREED_IN_PRINCIPLE',
  'NOT_AGREED',
  'DEFERRED',
  'RETURNED',
  'WITHDRAWN',
] as const
export type Conclusion = (typeof conclusions)[number]
export const conclusion = z.enum(conclusions, { error: '结论不在规定的范围内' })

export const condition = z.strictObject({
  /** The tier that set it and its number there: `3-1`. */
  id: z.string().regex(/^[1-4]-\d{1,2}$/, { error: '条件编号形如 3-1' }),
  words: text('修改条件', 300, 2),
  owner: code('责任处室'),
  dueOn: day('完成期限'),
})

export const counterparty = z.strictObject({
  kind: z.enum(['ORGANISATION', 'PERSON'], { error: '相对人类别为单位或个人' }),
  name: text('相对人名称', 120),
  uscc: z.string().max(18).optional(),
})

export const handlingLine = z.strictObject({
  name: text('办理目录行', 200),
  quantity: text('数量或范围', 80).optional(),
})
export const controlCheck = z.strictObject({
  risk: z.string().max(24),
  measure: z.string().max(24),
  done: z.boolean(),
  note: text('核对说明', 300, 2),
})
export const marks = ['POST_FILED', 'POST_FILED_LATE', 'RESUBMITTED'] as const
export type Mark = (typeof marks)[number]

const person = code('人员')
const departments = z.array(code('处室')).max(10)

export const matterEvents = defineEvents({
  'matter.drafted': {
    item: pub(code('事项')),
    title: released(text('标题', 120)),
    department: pub(code('送审处室')),
    handler: restricted(person),
    previous: pub(code('前次件').optional()),
    difference: restricted(text('与前次的区别', 1000).optional()),
  },
  'matter.details-set': {
    title: released(text('标题', 120)),
    coDepartments: pub(departments),
    handlingNote: restricted(text('办理说明', 5000).optional()),
    handlingList: restricted(z.array(handlingLine).max(200)),
    submissionBasis: released(z.array(text('送审依据', 200)).max(20)),
    counterparty: released(counterparty.optional()),
    amount: released(z.number().min(0).max(1e13).optional()),
    location: released(text('地点', 200).optional()),
    projectCode: released(text('项目代码', 60).optional()),
    disclosure: pub(disclosureChoice.omit({ reason: true })),
    disclosureReason: restricted(disclosureChoice.shape.reason),
  },
  'matter.material-attached': {
    line: pub(z.string().max(24)),
    name: restricted(text('文件名', 200)),
    // A fingerprint in clear would let whoever guesses the file know that it is this one.
    hash: restricted(hash('文件指纹')),
    size: restricted(z.int().min(1)),
    mime: pub(z.string().max(120)),
  },
  'matter.material-removed': { line: pub(z.string().max(24)), hash: restricted(hash('文件指纹')) },
  'matter.controls-checked': { checks: restricted(z.array(controlCheck).max(200)) },
  'matter.post-filing-registered': {
    reason: restricted(text('紧急事由', 1000, 5)),
    whyNotBefore: restricted(text('为何不能事前报备', 1000, 5)),
    handledAt: pub(instant('实际办理时间')),
  },
  'matter.urgency-proposed': { opinion: restricted(text('处室意见', 500)) },
  'matter.urgency-confirmed': {
    opinion: restricted(text('确认意见', 500)),
    byPhoneAt: restricted(instant('电话确认时间').optional()),
  },
  'matter.submitted': {
    level: pub(z.enum(deliberationLevels)),
    board: pub(z.enum(boards)),
    catalogueVersion: pub(z.int().min(1)),
    ruleSet: pub(z.int().min(1)),
  },
  'matter.listed': {
    meeting: pub(code('会议')),
    tier: pub(tier),
    circumstances: restricted(text('新情况', 500).optional()),
  },
  'matter.unlisted': {
    meeting: pub(code('会议')),
    /** The meeting put it off without a conclusion: a second time for want of a quorum is a stall. */
    postponed: pub(z.literal(true).optional()),
  },
  /** E-11: everybody of the regular group is recused; the leading group named others for this matter alone. */
  'matter.special-group-designated': { group: pub(code('复核小组')), meeting: pub(code('会议')) },
  'matter.meeting-noticed': { meeting: pub(code('会议')) },
  'matter.tier-concluded': {
    tier: pub(tier),
    conclusion: pub(conclusion),
    meeting: pub(code('会议').optional()),
    opinion: restricted(text('意见', 2000)),
    changes: restricted(text('修改内容', 1000).optional()),
    conditions: restricted(z.array(condition).max(30)),
    needed: restricted(z.array(text('补正内容', 300)).max(30)),
    supplementDueOn: pub(day('补正期限').optional()),
    /** Who presided; at tier 2 the leader. Confirms the conditions (E-23). */
    presider: pub(person),
    /** Who took part in the decision; they carry a duty on this matter from now on (S10). */
    participants: restricted(z.array(person).max(60)),
    /** SHA-256 of the signed minutes' canonical text, when a meeting concluded. */
    minutes: pub(hash('纪要指纹').optional()),
    /** SHA-256 of this item's part of those minutes: the excerpt that goes back to the matter. */
    excerpt: pub(hash('摘录指纹').optional()),
  },
  'matter.supplement-requested': {
    tier: pub(tier),
    needed: restricted(z.array(text('补正内容', 300)).min(1).max(30)),
    dueOn: pub(day('补正期限')),
  },
  'matter.supplemented': {
    note: restricted(text('补正说明', 1000)),
    /** Key fields that changed: earlier opinions are void and the matter starts again at tier 1 (E-16). */
    changed: pub(
      z.array(z.enum(['amount', 'counterparty', 'location', 'projectCode', 'materials', 'declared'])).max(6),
    ),
    voided: pub(z.boolean()),
  },
  'matter.withdrawal-requested': { reason: restricted(text('撤回理由', 500)) },
  'matter.withdrawn': { opinion: restricted(text('意见', 500)) },
  'matter.withdrawal-declined': { opinion: restricted(text('意见', 500)) },
  'matter.condition-reported': { condition: pub(z.string().max(4)), report: restricted(text('落实情况', 1000)) },
  'matter.condition-confirmed': { condition: pub(z.string().max(4)), allCleared: pub(z.boolean()) },
  'matter.handling-started': { startedOn: pub(day('开始办理日')) },
  'matter.handling-finished': { finishedOn: pub(day('办结日')), result: released(text('办理结果', 1000)) },
  'matter.implementation-started': { startedOn: pub(day('开始实施日')) },
  'matter.implementation-finished': { finishedOn: pub(day('完成日')), result: released(text('实施结果', 1000)) },
  'matter.rectification-ordered': { owner: pub(code('责任处室')), task: restricted(text('整改任务', 500)) },
  'matter.rectified': { report: restricted(text('整改情况', 1000)) },
  'matter.marked': { mark: pub(z.enum(marks)), reason: pub(text('事由', 200)) },
  'matter.closed': { remark: restricted(text('备注', 500).optional()) },
  'matter.terminated': { reason: restricted(text('终止理由', 500)) },
})

export type MatterEvent = EventOf<typeof matterEvents>
