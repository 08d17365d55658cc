import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'

export const summaryEvents = defineEvents({
  'summary.submitted': {
    item: pub(code('事项')),
    period: pub(z.string().max(7)),
    from: pub(day('期初')),
    to: pub(day('期末')),
    /** Every matter of the item that was concluded in the period: made by the platform, not typed in (S104). */
    matters: pub(z.array(code('件')).max(5000)),
    note: restricted(text('汇总说明', 5000)),
  },
})

export type SummaryEvent = EventOf<typeof summaryEvents>
