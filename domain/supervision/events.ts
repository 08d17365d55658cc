import * as z from 'zod'
import { code, day, defineEvents, type EventOf, hash, pub, restricted, text } from '../schema.ts'

export const cardColours = ['WARN', 'YELLOW', 'RED'] as const
export const cardGrounds = ['RECTIFICATION_LATE', 'CLOCK_LATE', 'IDENTITY_ACCESS', 'OTHER'] as const

/** 预警、黄牌、红牌, and what was said against them (SUP-001, E-63, E-66). */
export const supervisionEvents = defineEvents({
  'supervision.shown': {
    colour: pub(z.enum(cardColours)),
    /** The stream that it is about, or empty when that is confidential. */
    subject: pub(z.string().max(160)),
    department: pub(code('处室')),
    clause: pub(z.string().max(20)),
    ground: pub(z.enum(cardGrounds)),
    dueOn: pub(day('应于').optional()),
    words: restricted(text('亮牌事由', 500)),
  },
  'supervision.defended': {
    words: restricted(text('申辩理由', 2000)),
    files: restricted(z.array(z.strictObject({ hash: hash('文件'), name: text('文件名', 120) })).max(10)),
  },
  'supervision.reviewed': { upheld: pub(z.boolean()), words: restricted(text('复核意见', 1000)) },
})

export type SupervisionEvent = EventOf<typeof supervisionEvents>
