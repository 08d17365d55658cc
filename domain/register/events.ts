import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, hash, pub, restricted, secret, text } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'

export const bodies = ['PARTY_GROUP', 'LEADING_GROUP'] as const
export type Body = (typeof bodies)[number]

/** What is counted of a quarter (CMP-008); 行风 apart (S141). */
export const measures = ['RECEIVED', 'INDUSTRY_CONDUCT', 'TRANSFERRED', 'DISPOSED', 'CLOSED', 'SUBSTANTIATED'] as const
export type Measure = (typeof measures)[number]

/** Counts below this are not given (E-59). */
export const FEW_BELOW = 5

/** The public face of the supervision group's confidential work; one stream an organ. */
export const registerEvents = defineEvents({
  /**
   * Digests of all confidential events of a day, filled up with decoys to a multiple of {@link DIGESTS_AT_ONCE} and sorted;
   * a day without any has as many. A day without this event is a gap that anybody sees.
   */
  'register.day-closed': { day: pub(day('日期')), digests: pub(z.array(hash('承诺'))) },
  /** The script of the complaint page, so that anybody can see that others were given the same one. */
  'register.page-published': { name: pub(code('脚本')), sha256: pub(hash('脚本指纹')) },
  /** CMP-008: counts of a quarter; a small one is given as `FEW` and the cells that would give it away as `HIDDEN`. */
  'register.quarter-published': {
    quarter: pub(z.string().regex(/^\d{4}-Q[1-4]$/)),
    rows: pub(
      z.array(
        z.strictObject({
          board: z.enum(boards),
          measure: z.enum(measures),
          /** `FEW`: some, but fewer than {@link FEW_BELOW}; `HIDDEN`: a number that would give a small one away. */
          count: z.union([z.int().min(0), z.literal('FEW'), z.literal('HIDDEN')]),
        }),
      ),
    ),
  },
  /** S123: a report to those whom the group answers to, and to nobody between. */
  'register.report-submitted': {
    no: pub(z.int().min(1)),
    period: pub(z.string().max(20)),
    to: pub(z.array(z.enum(bodies)).min(1)),
    report: pub(hash('报告密封件')),
    part: restricted(sealedPart('报告')),
    keys: restricted(z.array(z.string().max(200)).min(1)),
  },
  'register.report-received': { no: pub(z.int().min(1)), person: restricted(code('签收人')) },
  /** S153: how something that was followed up ended, without names. */
  'register.outcome-published': {
    outcome: pub(code('结果编号')),
    source: pub(z.enum(['COMPLAINT_OR_REFERRAL', 'INSPECTION', 'SIGNAL', 'REPLAY'])),
    boards: pub(z.array(z.enum(boards))),
    clauses: pub(z.array(z.string().max(20))),
    measures: pub(z.array(z.string().max(40))),
    rectification: pub(z.enum(['FULL', 'PARTLY', 'NONE', 'NOT_NEEDED'])),
    summary: restricted(text('公开摘要', 500).optional()),
  },
  /** E-67: a package for an inspection or audit from above was taken out. */
  'register.exported': {
    export: pub(z.int().min(1)),
    from: pub(day('起日')),
    to: pub(day('止日')),
    entries: pub(z.int().min(0)),
    sha256: pub(hash('可核验包指纹')),
    receiver: restricted(text('接收单位', 120)),
    reason: restricted(text('依据', 300)),
    person: secret(code('导出人')),
  },
})

/** How many digests a day has at least, and by which its number grows. */
export const DIGESTS_AT_ONCE = 64

export type RegisterEvent = EventOf<typeof registerEvents>
