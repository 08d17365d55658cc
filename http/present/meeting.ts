import type { Matter } from '../../domain/matter/matter.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import { attendanceOf, type Meeting, nameOfStage, presiderOf } from '../../domain/meeting/meeting.ts'
import { nameOfDepartment } from '../../domain/organisation/posts.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { MeetingPage, MeetingRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { matterRow } from './matter-row.ts'
import { meetingItem } from './meeting-item.ts'
import type { MeetingTitles } from './meeting-title.ts'
import { someone, type Viewing } from './viewing.ts'

export function meetingRow(meeting: Meeting, titles: MeetingTitles): MeetingRow {
  return {
    id: meeting.id,
    title: titles(meeting),
    kind: meeting.kind,
    kindName: kinds[meeting.kind].name,
    stage: meeting.stage,
    stageName: nameOfStage(meeting.stage),
    scheduledAt: meeting.scheduledAt,
    place: meeting.place,
    items: meeting.items.length,
  }
}

/** A meeting as its members and its recorder see it, item by item. `candidates`: what its agenda could still take. */
export function meetingPage(
  viewing: Viewing,
  { state: meeting, version, facts, roles }: Known<Meeting, MeetingFacts>,
  titles: MeetingTitles,
  candidates: readonly Matter[],
): MeetingPage {
  const { person, organisation } = viewing
  const { items: _, ...row } = meetingRow(meeting, titles)
  const bodyName =
    meeting.kind === 'GROUP'
      ? (facts.group?.name ?? meeting.body)
      : meeting.kind === 'DIRECTOR'
        ? kinds.DIRECTOR.name
        : nameOfDepartment(organisation, meeting.body)
  return {
    ...row,
    version,
    body: { code: meeting.body, name: bodyName },
    chair: someone(viewing, meeting.chair),
    recorder: someone(viewing, meeting.recorder),
    isRecorder: meeting.recorder === person,
    isChair: meeting.chair === person || meeting.items.some(item => presiderOf(meeting, item) === person),
    members: meeting.members.map(member => {
      const attendance = attendanceOf(meeting, member.person)
      return {
        who: { ...someone(viewing, member.person), title: member.title },
        department: member.department === '' ? '' : nameOfDepartment(organisation, member.department),
        voting: member.voting,
        ...(attendance ? { attendance } : {}),
      }
    }),
    items: meeting.items.map(item => meetingItem(viewing, meeting, item, facts)),
    noticedAt: meeting.noticedAt,
    shortNoticeReason: meeting.shortNoticeReason,
    openedAt: meeting.openedAt,
    signedAt: meeting.signedAt,
    hash: meeting.hash,
    ...(meeting.minutes ? { minutes: JSON.parse(meeting.minutes) as unknown } : {}),
    actions: actionsOf(
      meetingActs.filter(act => act.noun !== 'calling'),
      roles,
      meeting,
      facts,
    ),
    candidates: candidates.map(matter => matterRow(viewing, matter)),
  }
}
