import * as z from 'zod'
import { drawMethods } from '../draw/announcement.ts'
import { boards } from '../organisation/events.ts'
import {
  code,
  day,
  defineEvents,
  type EventOf,
  hash,
  instant,
  pub,
  released,
  restricted,
  secret,
  text,
} from '../schema.ts'

/** 对象库: what can be drawn. */
export const objectKinds = ['MATTER', 'ITEM', 'DIVISION', 'MEETING', 'PUBLIC_RECORD'] as const
const person = code('检查人')
/** RND-004: weights are points; an object has 1 and what its traits add. Frozen with the batch. */
export const weightTable = z.strictObject({
  approval: z.int().min(0).max(20), // 审定
  filing: z.int().min(0).max(20), // 报备
  postFiled: z.int().min(0).max(20), // 事后报备
  /** 重点关注: a high risk, or complained of. One trait, so that nobody can read from it that there was a complaint. */
  concern: z.int().min(0).max(20),
  keyNode: z.int().min(0).max(20), // 关键环节 (S60)
})
export const poolRule = z.strictObject({
  kinds: z.array(z.enum(objectKinds)).min(1, { error: '请选择抽查对象的种类' }),
  from: day('起日'),
  to: day('止日'),
  boards: z.array(z.enum(boards)),
  departments: z.array(code('处室')),
})
export const stratumRule = z.strictObject({
  stratum: z.string().min(1).max(60),
  rate: z.number().optional(),
  count: z.int().optional(),
})
/** `departments`: whose it is, for who may not inspect it and for the inspection that it becomes. */
export const poolEntry = z.strictObject({
  id: z.string().min(1).max(120),
  stratum: z.string().max(60),
  weight: z.int(),
  departments: z.array(code('处室')).max(40),
})
const sourceName = text('随机来源的名称', 40)
const rolls = z.array(z.int()).max(1000)
const ceremonyKind = z.enum(['DICE', 'LOTTERY'], { error: '公开仪式为掷骰或彩票' })
/** RND-001: randomness that does not exist yet when it is named; `at` is when it will. */
export const randomnessSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('DRAND'), chain: hash('信标链'), round: z.int().min(1), at: instant('信标时刻') }),
  z.strictObject({
    kind: z.literal('CEREMONY'),
    at: instant('开奖或掷骰时刻'),
    plan: z.strictObject({
      kind: ceremonyKind,
      sources: z
        .array(z.strictObject({ name: sourceName, count: z.int(), from: z.int(), to: z.int() }))
        .min(1, { error: '请列明掷骰或开奖的来源' })
        .max(100),
    }),
  }),
])
/** Where a ceremony takes place and who will have been there; names are no part of what is recomputed. */
export const ceremonyPlace = z.strictObject({
  place: text('仪式地点', 100),
  witnesses: z.array(text('见证人', 40)).min(2, { error: '须有两名以上见证人' }).max(20),
})
const beaconPart = (label: string) =>
  z
    .string()
    .regex(/^[0-9a-f]+$/i, { error: `${label}应为十六进制` })
    .max(400)
export const randomnessOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('DRAND'),
    beacon: z.strictObject({
      round: z.int().min(1),
      randomness: beaconPart('信标随机数').optional(),
      signature: beaconPart('信标签名'),
      previousSignature: beaconPart('上一轮签名').optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('CEREMONY'),
    ceremony: z.strictObject({
      kind: ceremonyKind,
      sources: z.array(z.strictObject({ name: sourceName, numbers: rolls })).max(100),
    }),
  }),
])
const pairs = z.array(z.strictObject({ object: z.string(), inspectors: z.array(person) }))
export const exclusionGrounds = ['CLASSIFIED', 'UNDER_INVESTIGATION', 'INSPECTED_RECENTLY'] as const
export const exclusion = z.strictObject({
  id: z.string().min(1).max(120),
  ground: z.enum(exclusionGrounds, { error: '剔除的理由不在规定的范围内' }),
})
/** The first two concern an inspector, the last the object itself. */
export const substitutionGrounds = ['RECUSED', 'UNAVAILABLE', 'LEFT', 'OBJECT_UNAVAILABLE'] as const
/** Which inspection an object became. */
const opened = z.array(z.strictObject({ object: z.string(), inspection: code('检查') }))

/** 双随机抽查的一个批次 (S128, RND-001…006). */
export const spotCheckEvents = defineEvents({
  'spot-check.prepared': {
    title: pub(text('批次名称', 60)),
    rule: pub(poolRule),
    strata: pub(z.array(stratumRule).min(1)),
    weights: pub(weightTable),
    perObject: pub(z.int().min(2, { error: '检查人不得少于2人' }).max(9)),
    method: pub(z.enum(drawMethods)),
    /** RND-002: the batch that was voided and is drawn anew by this one. */
    replaces: pub(code('原批次').optional()),
    /** 重点关注, by the id in the pool; why, nobody writes down here. */
    flagged: secret(z.array(z.string().max(120))),
  },
  'spot-check.frozen': {
    pool: pub(z.array(poolEntry)),
    commitment: pub(hash('对象池指纹')),
    inspectors: pub(z.array(person)),
    /** Which inspectors may not inspect which object, without saying why (RND-003). */
    conflicts: pub(z.record(z.string(), z.array(person))),
    excluded: pub(z.array(z.string().max(120))),
    /** Why each was left out: that something is under investigation is nobody else's business. */
    exclusions: secret(z.array(exclusion)),
  },
  'spot-check.thawed': { reason: restricted(text('解冻理由', 200)) },
  'spot-check.announced': {
    source: pub(randomnessSource),
    ceremony: released(ceremonyPlace.optional()),
    codeCommitment: pub(hash('一次性密码的承诺')),
    codes: pub(z.int().min(1)),
    /** Fingerprint of all that is fixed now (domain/draw/announcement.ts). */
    announced: pub(hash('公告指纹')),
  },
  'spot-check.drawn': {
    outcome: pub(randomnessOutcome),
    code: pub(hash('一次性密码')),
    drawn: pub(z.array(z.strictObject({ stratum: z.string(), ids: z.array(z.string()) }))),
    pairs: pub(pairs),
    opened: pub(opened),
  },
  /** E-61, RND-003: in drawn order, never drawn anew. */
  'spot-check.substituted': {
    ground: pub(z.enum(substitutionGrounds)),
    object: pub(z.string().optional()),
    out: pub(person.optional()),
    code: pub(hash('一次性密码').optional()),
    /** Those that are new or changed. */
    pairs: pub(pairs),
    opened: pub(opened),
    reason: restricted(text('理由', 200)),
  },
  'spot-check.void-asked': { reason: restricted(text('作废理由', 300)) },
  'spot-check.void-refused': { reason: restricted(text('不同意的理由', 300)) },
  'spot-check.voided': {},
  'spot-check.cancelled': { reason: restricted(text('取消理由', 300)) },
})

export type SpotCheckEvent = EventOf<typeof spotCheckEvents>
