import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, text } from '../schema.ts'

export const documentKinds = ['PLAN', 'REGULATION', 'INITIAL_MEETING_RULES'] as const
/** 研究制订中 → 征求意见 → 已印发 → 已修订 / 已废止 (S54). */
export const documentStatuses = ['DRAFTING', 'CONSULTING', 'ISSUED', 'REVISED', 'ABOLISHED'] as const

/** Meetings whose procedure a regulation lays down (S56–S58). */
export const governed = ['INITIAL', 'GROUP', 'DIRECTOR'] as const

/** One article of a regulation, and the parameters that follow from it. */
export const article = z.strictObject({
  no: text('条号', 20),
  words: text('条文', 2000),
  parameters: z.array(code('参数')).max(20),
})

/** `null`: the agency has not set it, and nothing may be built on it. */
export const parameterValue = z.union([z.number(), z.string().max(40), z.boolean(), z.null()])

export const rulebookEvents = defineEvents({
  'rulebook.document-registered': {
    document: pub(code('制度编码')),
    title: pub(text('制度名称', 120)),
    kind: pub(z.enum(documentKinds)),
    status: pub(z.enum(documentStatuses)),
    department: pub(code('处室').optional()),
    issuedOn: pub(day('印发日').optional()),
    basis: pub(z.array(text('上位依据', 200)).max(20)),
    governs: pub(z.enum(governed).optional()),
    /** Text of a regulation that was issued is public by its nature. */
    articles: pub(z.array(article).max(100).optional()),
  },
  'rulebook.rule-set-adopted': {
    version: pub(z.int().min(1)),
    effectiveFrom: pub(day('生效日')),
    parameters: pub(
      z.array(z.strictObject({ key: z.string().max(80), value: parameterValue, source: z.string().max(200) })).max(200),
    ),
    reason: pub(text('调整理由', 500)),
  },
})

export type RulebookEvent = EventOf<typeof rulebookEvents>
