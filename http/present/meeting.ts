import type { Matter } from '../../domain/matter/matter.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import { type MeetingFacts, matterIn } from '../../domain/meeting/facts.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import {
  attendanceOf,
  type Meeting,
  type MeetingMember,
  nameOfStage,
  presiderOf,
} from '../../domain/meeting/meeting.ts'
import { nameOfDepartment } from '../../domain/organisation/posts.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { MeetingPage, MeetingRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { matterRow } from './matter-row.ts'
import { meetingItem } from './meeting-item.ts'
import type { MeetingTitles } from './meeting-title.ts'
import { minutesWork } from './minutes-work.ts'
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
  const { person } = viewing
  const { items: _, ...row } = meetingRow(meeting, titles)
  const { secondRecorder } = meeting
  return {
    ...row,
    version,
    body: { code: meeting.body, name: nameOfBody(viewing, meeting, facts) },
    chair: someone(viewing, meeting.chair),
    recorder: someone(viewing, meeting.recorder),
    ...(secondRecorder ? { secondRecorder: someone(viewing, secondRecorder) } : {}),
    isRecorder: meeting.recorder === person || secondRecorder === person,
    isChair: meeting.chair === person || meeting.items.some(item => presiderOf(meeting, item) === person),
    members: meeting.members.map(member => memberView(viewing, meeting, member)),
    items: meeting.items.map(item => meetingItem(viewing, meeting, item, facts, titles)),
    lateItems: meeting.lateItems.map(({ matter, reason, by, confirmed }) => ({
      matter: matterRow(viewing, matterIn(facts, matter)),
      reason,
      by: someone(viewing, by),
      confirmed: confirmed.map(({ as, person: who }) => ({ as, who: someone(viewing, who) })),
    })),
    separateItems: meeting.separateItems,
    ...packetOf(viewing, meeting),
    minutesWork: minutesWork(viewing, meeting, facts),
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

/** The division or review group that meets; the two meetings of the leaders are bodies of their own. */
function nameOfBody({ organisation }: Viewing, { kind, body }: Meeting, facts: MeetingFacts): string {
  if (kind === 'GROUP') return facts.group?.name ?? body
  return kind === 'INITIAL' ? nameOfDepartment(organisation, body) : kinds[kind].name
}

function memberView(viewing: Viewing, meeting: Meeting, { person, title, department, voting }: MeetingMember) {
  const attendance = attendanceOf(meeting, person)
  return {
    who: { ...someone(viewing, person), title },
    department: department === '' ? '' : nameOfDepartment(viewing.organisation, department),
    voting,
    ...(attendance ? { attendance } : {}),
  }
}

/** Who has the papers as they were frozen with the notice (MTG-006). */
function packetOf(viewing: Viewing, { packet, acknowledged }: Meeting) {
  if (packet === undefined) return {}
  const people = [...new Set(acknowledged.filter(a => a.packet === packet).map(a => a.person))]
  return {
    packet: {
      hash: packet,
      acknowledged: people.map(person => someone(viewing, person)),
      mine: people.includes(viewing.person),
    },
  }
}
