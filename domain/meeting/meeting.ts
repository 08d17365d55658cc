import type * as z from 'zod'
import type { Conclusion, condition } from '../matter/events.ts'
import type { Signature } from '../signature.ts'
import type { Instant } from '../time.ts'
import type {
  attendanceStatuses,
  ballots,
  channels,
  correction,
  inviteeCategories,
  meetingMember,
  minutesSection,
  positions,
  subjects,
  task,
  unit,
} from './events.ts'
import type { MeetingKind } from './kinds.ts'

export type MeetingStage = 'NONE' | 'PLANNED' | 'NOTICED' | 'OPEN' | 'ADJOURNED' | 'SIGNED'
export type Position = (typeof positions)[number]
export type MeetingMember = z.output<typeof meetingMember>
export type AttendanceStatus = (typeof attendanceStatuses)[number]

export type Ballot = (typeof ballots)[number]
export type Subject = (typeof subjects)[number]

export interface Opinion {
  /** The version of the entry that recorded it. */
  readonly version: number
  readonly person: string
  readonly position: Position
  readonly words: string
  readonly at: Instant
  readonly recordedBy?: string | undefined
  /** 回避前发言 (E-09): kept, not counted. */
  readonly beforeRecusal: boolean
  readonly signature?: Signature | undefined
}

/** E-39: heard without being in the room. */
export interface WrittenOpinion {
  readonly version: number
  readonly person: string
  readonly channel: (typeof channels)[number]
  readonly words: string
  readonly at: Instant
  readonly witness?: string | undefined
  readonly scan?: string | undefined
  readonly signature?: Signature | undefined
}

/** E-35. */
export interface Supplement {
  readonly version: number
  readonly person: string
  readonly words: string
  readonly at: Instant
}

/** E-10: asked for by one member of another, and what was ruled. */
export interface RecusalRequest {
  readonly person: string
  readonly by: string
  readonly reason: string
  readonly at: Instant
  readonly ruling?: { readonly upheld: boolean; readonly reason: string; readonly by: string; readonly at: Instant }
}

export interface BallotCount {
  readonly agree: number
  readonly disagree: number
  readonly abstain: number
  readonly tellers: readonly string[]
  readonly scan?: string | undefined
  readonly by: string
}

export interface ItemRecusal {
  readonly person: string
  readonly clause: string
  readonly reason: string
  readonly at: Instant
}

export interface ItemConclusion {
  readonly conclusion: Conclusion
  readonly opinion: string
  readonly changes?: string | undefined
  readonly conditions: readonly z.output<typeof condition>[]
  readonly needed: readonly string[]
  readonly expected: number
  readonly present: number
  readonly agree: number
  readonly disagree: number
  readonly abstain: number
  readonly participants: readonly string[]
  readonly differsFromMajority: boolean
  readonly differsReason?: string | undefined
  readonly orderViolation?: string | undefined
  readonly tasks: readonly z.output<typeof task>[]
  readonly at: Instant
}

export interface AgendaItem {
  readonly no: number
  readonly matter: string
  readonly title: string
  readonly circumstances?: string | undefined
  readonly stage: 'WAITING' | 'UNDER_WAY' | 'CONCLUDED' | 'POSTPONED'
  /** Who presides over this item where that is not the chair (E-05). */
  readonly presider?: string
  readonly convener?: string | undefined
  readonly actingConvener?: boolean
  /** What the leading group deliberates; absent where the item is a matter. */
  readonly subject?: Subject
  readonly reference?: readonly string[]
  readonly special?: { readonly leader: string; readonly departments: readonly string[] } | undefined
  /** Put on the agenda after the notice (E-40). */
  readonly late?: boolean
  readonly ballot: Ballot
  readonly count?: BallotCount
  readonly recusals: readonly ItemRecusal[]
  readonly requests: readonly RecusalRequest[]
  readonly objections: readonly { readonly person: string; readonly words: string; readonly at: Instant }[]
  readonly writtenOpinions: readonly WrittenOpinion[]
  readonly supplements: readonly Supplement[]
  readonly opinions: readonly Opinion[]
  readonly conclusion?: ItemConclusion
  readonly postponed?: string
  readonly startedAt?: Instant
  /** When it was concluded or put off. */
  readonly endedAt?: Instant
}

/** An item that somebody wants on the agenda after the notice went out (E-40). */
export interface LateItem {
  readonly matter: string
  readonly reason: string
  readonly by: string
  readonly confirmed: readonly { readonly as: 'CHAIR' | 'OFFICE'; readonly person: string }[]
}

export interface Invitation {
  readonly id: string
  readonly matter: string
  readonly category: (typeof inviteeCategories)[number]
  readonly name: string
  readonly unit?: string | undefined
  readonly uscc?: string | undefined
  readonly reason: string
  readonly by: string
  readonly stage: 'PROPOSED' | 'AGREED' | 'DECLINED' | 'BLOCKED'
  readonly expiresAt?: Instant
  readonly link?: string
  readonly materials: readonly string[]
  readonly downloadable: boolean
  readonly note?: string
  readonly declared?: { readonly related: boolean; readonly units: readonly z.output<typeof unit>[] }
  readonly opinion?: {
    readonly version: number
    readonly position?: Position | undefined
    readonly words: string
    readonly at: Instant
    readonly signature?: Signature | undefined
  }
  readonly voided?: { readonly reason: string; readonly reconsider: boolean }
}

export interface MinutesDraft {
  readonly draft: number
  readonly sections: readonly z.output<typeof minutesSection>[]
  readonly by: string
  readonly at: Instant
  readonly circulatedAt?: Instant
}

export interface MinutesComment {
  readonly person: string
  readonly matter?: string | undefined
  readonly words: string
  readonly at: Instant
}

export interface DissentConfirmation {
  readonly person: string
  readonly matter: string
  readonly draft: number
  readonly accurate: boolean
  readonly words?: string | undefined
  readonly at: Instant
}

export interface Erratum {
  readonly erratum: number
  readonly corrections: readonly z.output<typeof correction>[]
  readonly reason: string
  readonly proposedBy: string
  readonly issuedAt?: Instant
  readonly minutes?: string
  readonly hash?: string
}

export interface Attendance {
  readonly person: string
  readonly status: AttendanceStatus
  readonly at: Instant
}

export interface Meeting {
  readonly id: string
  readonly stage: MeetingStage
  readonly kind: MeetingKind
  readonly body: string
  readonly year: number
  readonly seq: number
  readonly scheduledAt: Instant
  readonly place: string
  readonly chair: string
  readonly recorder: string
  readonly secondRecorder?: string
  /** Whom somebody else took the record over from, and why (E-36). */
  readonly formerRecorders?: readonly { readonly person: string; readonly reason: string }[]
  readonly members: readonly MeetingMember[]
  readonly items: readonly AgendaItem[]
  /** Every entry and exit, in order; the latest of a person counts. */
  readonly attendance: readonly Attendance[]
  readonly lateItems: readonly LateItem[]
  /** How many items are deliberated outside this system (E-41). */
  readonly separateItems: number
  readonly packet?: string
  readonly acknowledged: readonly { readonly person: string; readonly packet: string; readonly at: Instant }[]
  readonly invitations: readonly Invitation[]
  readonly drafts: readonly MinutesDraft[]
  readonly comments: readonly MinutesComment[]
  readonly confirmations: readonly DissentConfirmation[]
  readonly errata: readonly Erratum[]
  readonly noticedAt?: Instant
  readonly shortNoticeReason?: string | undefined
  readonly openedAt?: Instant
  readonly adjournedAt?: Instant
  readonly signedAt?: Instant
  readonly signedBy?: string
  readonly minutes?: string
  readonly hash?: string
}

export const noMeeting: Meeting = {
  id: '',
  stage: 'NONE',
  kind: 'INITIAL',
  body: '',
  year: 0,
  seq: 0,
  scheduledAt: '',
  place: '',
  chair: '',
  recorder: '',
  members: [],
  items: [],
  attendance: [],
  lateItems: [],
  separateItems: 0,
  acknowledged: [],
  invitations: [],
  drafts: [],
  comments: [],
  confirmations: [],
  errata: [],
}

export function itemOf(meeting: Meeting, matter: string): AgendaItem | undefined {
  return meeting.items.find(item => item.matter === matter)
}

/** What a person's last entry or exit says. */
export function attendanceOf(meeting: Meeting, person: string): AttendanceStatus | undefined {
  return meeting.attendance.findLast(a => a.person === person)?.status
}

export function presiderOf(meeting: Meeting, item: AgendaItem): string {
  return item.presider ?? meeting.chair
}

const stageNames: Record<MeetingStage, string> = {
  NONE: '未建',
  PLANNED: '筹备中',
  NOTICED: '已通知',
  OPEN: '进行中',
  ADJOURNED: '已散会，待签纪要',
  SIGNED: '纪要已签',
}
export const nameOfStage = (stage: MeetingStage): string => stageNames[stage]
