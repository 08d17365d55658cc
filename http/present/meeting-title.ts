import { partsOfMeetingId } from '../../domain/meeting/ids.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { titleOfMeeting } from '../../domain/meeting/minutes.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { nameOfDepartment } from '../../domain/organisation/posts.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'

export type MeetingTitles = (meeting: Pick<Meeting, 'kind' | 'body' | 'year' | 'seq'>) => string

/** How meetings are called, knowing what divisions and review groups are called. */
export function meetingTitles(organisation: Organisation, groups: readonly ReviewGroup[]): MeetingTitles {
  const groupNames = new Map(groups.map(group => [group.id, group.name]))
  return meeting =>
    titleOfMeeting(meeting, body => {
      if (meeting.kind === 'GROUP') return groupNames.get(body) ?? body
      // The agency has one leading group, which needs no name before the meeting's own.
      return meeting.kind === 'LEADING' ? '' : nameOfDepartment(organisation, body)
    })
}

/** The title of a meeting of which only the id is at hand: the id says all that a title does. */
export function titleById(titles: MeetingTitles): (id: string) => string {
  return id => {
    const parts = partsOfMeetingId(id)
    return parts ? titles(parts) : id
  }
}
