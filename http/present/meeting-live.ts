import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { type AgendaItem, attendanceOf, type Meeting, nameOfStage } from '../../domain/meeting/meeting.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { MeetingLive } from '../api/contract.ts'
import { nameOfItemConclusion, quorumView, recusalViews, standingOf, tallyView } from './meeting-item.ts'
import { opinionView } from './meeting-voices.ts'
import { someone, type Viewing } from './viewing.ts'

/** A running meeting as far as it moves: the same for everybody who may see it, and so made once for all of them. */
export function meetingLive(
  viewing: Viewing,
  { state: meeting, version, facts }: Known<Meeting, MeetingFacts>,
): MeetingLive {
  const now = meeting.items.find(item => item.stage === 'UNDER_WAY')
  return {
    version,
    stage: meeting.stage,
    stageName: nameOfStage(meeting.stage),
    attendance: Object.fromEntries(
      meeting.members.flatMap(({ person }) => {
        const status = attendanceOf(meeting, person)
        return status ? [[person, status]] : []
      }),
    ),
    items: meeting.items.map(item => ({
      key: item.matter,
      stage: item.stage,
      conclusionName: nameOfItemConclusion(meeting, item, facts),
    })),
    ...(now ? { now: itemUnderWay(viewing, meeting, now, facts) } : {}),
  }
}

function itemUnderWay(
  viewing: Viewing,
  meeting: Meeting,
  item: AgendaItem,
  facts: MeetingFacts,
): NonNullable<MeetingLive['now']> {
  const { recusals, quorum, tally } = standingOf(meeting, item, facts)
  const { count } = item
  return {
    key: item.matter,
    quorum: quorumView(quorum),
    tally: tallyView(tally),
    opinions: item.opinions.map(opinion => opinionView(viewing, opinion)),
    silent: tally.silent.map(person => someone(viewing, person)),
    recusals: recusalViews(viewing, recusals),
    ...(count ? { count: { agree: count.agree, disagree: count.disagree, abstain: count.abstain } } : {}),
  }
}
