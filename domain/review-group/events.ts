import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'

const person = code('人员')

export const groupMember = z.strictObject({
  person,
  department: code('处室'),
  /** Explicit order; number 1 convenes (A7: never derived from names). */
  order: z.int().min(1).max(30),
})

export const reviewGroupEvents = defineEvents({
  'review-group.established': {
    board: pub(z.enum(boards)),
    name: pub(text('复核小组名称', 60)),
    from: pub(day('轮值起日')),
    to: pub(day('轮值止日')),
    /** 组长 is public by post (practice 3.1), by which anybody can see S95 and S101 kept. */
    leader: pub(person),
    members: restricted(z.array(groupMember).min(1).max(30)),
    /** The divisions in order: what the public may know of the members (practice 3.1: 职务公开，姓名内部). */
    divisions: pub(z.array(code('处室')).min(1).max(30)),
    /** The matter for which alone it was named (特别组成, E-11). */
    special: pub(code('件').optional()),
    /** The rotation plan that it comes from. */
    rotation: pub(code('轮值方案').optional()),
  },
  'review-group.approved': {
    session: pub(text('领导小组会议', 120)),
    /** The meeting of the leading group whose minutes say so. */
    meeting: pub(code('会议').optional()),
  },
})

export type ReviewGroupEvent = EventOf<typeof reviewGroupEvents>
