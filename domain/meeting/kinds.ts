import type { ReviewTier } from '../matter/events.ts'

export const meetingKinds = ['INITIAL', 'GROUP', 'DIRECTOR'] as const
export type MeetingKind = (typeof meetingKinds)[number]

interface KindOfMeeting {
  readonly tier: ReviewTier
  readonly name: string
  readonly clause: string
  /** Keys of the rulebook. */
  readonly quorum: string
  readonly mode: string
  /** The regulation under which it meets. */
  readonly regulation: string
}

/** S92: one model of meeting, three sets of parameters. Tier 2 is a leader's own review and no meeting. */
export const kinds: Record<MeetingKind, KindOfMeeting> = {
  INITIAL: {
    tier: 1,
    name: '初审例会',
    clause: 'S87',
    quorum: 'quorum.ratio.initial',
    mode: 'decision.mode.initial',
    regulation: '本处室初审例会制度',
  },
  GROUP: {
    tier: 3,
    name: '复核小组例会',
    clause: 'S89',
    quorum: 'quorum.ratio.group',
    mode: 'decision.mode.group',
    regulation: '复核小组例会议事规则',
  },
  DIRECTOR: {
    tier: 4,
    name: '厅长办公会',
    clause: 'S90',
    quorum: 'quorum.ratio.director',
    mode: 'decision.mode.director',
    regulation: '厅长办公会议工作规则',
  },
}
