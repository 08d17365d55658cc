import * as z from 'zod'
import { defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'
import { erasureGrounds } from './erasure-grounds.ts'

const ground = z.enum(erasureGrounds, { error: '销毁盐值的依据只能取自条例第14、15条' })

/** A hidden field of one event: what a salt belongs to. */
export const erasureTarget = {
  stream: z.string({ error: '流必填' }).max(160),
  version: z.int({ error: '事件序号应为整数' }).min(1, { error: '事件序号从1开始' }),
  field: z
    .string({ error: '字段必填' })
    .max(40, { error: '字段名不得超过40个字符' })
    .regex(/^[a-zA-Z.]+$/, { error: '字段名只能含字母和点' }),
}
const erasure = z.int().min(1)

export const disclosureEvents = defineEvents({
  'disclosure.erasure-requested': {
    erasure: pub(erasure),
    stream: pub(erasureTarget.stream),
    version: pub(erasureTarget.version),
    field: pub(erasureTarget.field),
    ground: pub(ground),
    reason: restricted(text('事由', 500, 10)),
  },
  'disclosure.erasure-declined': { erasure: pub(erasure), reason: restricted(text('理由', 500, 2)) },
  /** From here on the digest in the log says nothing: the log's keeper destroys the salt when it logs this event. */
  'disclosure.salt-destroyed': {
    erasure: pub(erasure),
    stream: pub(erasureTarget.stream),
    version: pub(erasureTarget.version),
    field: pub(erasureTarget.field),
  },
})

export type DisclosureEvent = EventOf<typeof disclosureEvents>
