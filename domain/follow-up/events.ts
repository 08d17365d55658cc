import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'

/** 督办 (MTG-013): what a meeting resolved that somebody must do, until it is done. */
export const followUpEvents = defineEvents({
  'follow-up.ordered': {
    meeting: pub(code('会议')),
    matter: pub(code('件')),
    no: pub(z.int().min(1)),
    owner: pub(code('责任处室')),
    dueOn: pub(day('完成期限')),
    words: restricted(text('议定事项', 500)),
  },
  'follow-up.replied': { words: restricted(text('办理情况', 2000)) },
  'follow-up.returned': { words: restricted(text('退回理由', 500)) },
  'follow-up.extended': { dueOn: pub(day('新的期限')), reason: restricted(text('延期理由', 300)) },
  'follow-up.done': { result: restricted(text('办理结果', 1000)) },
})

export type FollowUpEvent = EventOf<typeof followUpEvents>
