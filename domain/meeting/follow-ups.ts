import type { Emitted } from '../decider.ts'
import { followUpId } from '../follow-up/follow-up.ts'
import { streams } from '../ids.ts'
import type { Meeting } from './meeting.ts'

/** MTG-013: what the meeting resolved, item by item, as 督办 that begin when its minutes are signed. */
export function followUpsOf(meeting: Meeting): readonly Emitted[] {
  const tasks = meeting.items.flatMap(item =>
    (item.conclusion?.tasks ?? []).map(resolved => ({ matter: item.matter, ...resolved })),
  )
  return tasks.map((resolved, index) => ({
    on: streams.followUp(followUpId(meeting.id, index + 1)),
    type: 'follow-up.ordered',
    data: { ...resolved, meeting: meeting.id, no: index + 1 },
  }))
}
