import type { ReviewTier } from '../matter/events.ts'
import { must } from '../result.ts'

export const meetingKinds = ['INITIAL', 'GROUP', 'DIRECTOR', 'LEADING'] as const
export type MeetingKind = (typeof meetingKinds)[number]

interface KindOfMeeting {
  /** The tier that it concludes; the leading group deliberates what lies under all of them, and is no tier. */
  readonly tier: ReviewTier | undefined
  readonly name: string
  readonly clause: string
  /** Keys of the rulebook. */
  readonly quorum: string
  readonly mode: string
  /** The regulation under which it meets. */
  readonly regulation: string
}

/** S92: one model of meeting, four sets of parameters. Tier 2 is a leader's own review and no meeting. */
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
  // A15: the plan gives the leading group no rules of procedure; the same leaders sit in both, and it meets by theirs.
  LEADING: {
    tier: undefined,
    name: '领导小组会议',
    clause: 'S135',
    quorum: 'quorum.ratio.director',
    mode: 'decision.mode.director',
    regulation: '厅长办公会议工作规则',
  },
}

/** The tier of a meeting that concludes one. @throws for the leading group's, whose items are no matters. */
export const tierOf = (kind: MeetingKind): ReviewTier => must(kinds[kind].tier, `a tier of ${kind}`)
