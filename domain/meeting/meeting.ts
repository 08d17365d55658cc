import type * as z from 'zod'
import type { Recorded } from '../decider.ts'
import type { Conclusion, condition } from '../matter/events.ts'
import { closed } from '../result.ts'
import type { Instant } from '../time.ts'
import type { attendanceStatuses, MeetingEvent, meetingMember, positions } from './events.ts'
import type { MeetingKind } from './kinds.ts'

export type MeetingStage = 'NONE' | 'PLANNED' | 'NOTICED' | 'OPEN' | 'ADJOURNED' | 'SIGNED'
export type Position = (typeof positions)[number]
export type MeetingMember = z.output<typeof meetingMember>
export type AttendanceStatus = (typeof attendanceStatuses)[number]

export interface Opinion {
  readonly person: string
  readonly position: Position
  readonly words: string
  readonly at: Instant
  readonly recordedBy?: string | undefined
  /** 回避前发言 (E-09): kept, not counted. */
  readonly beforeRecusal: boolean
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
  readonly recusals: readonly ItemRecusal[]
  readonly opinions: readonly Opinion[]
  readonly conclusion?: ItemConclusion
  readonly postponed?: string
  readonly startedAt?: Instant
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
  readonly members: readonly MeetingMember[]
  readonly items: readonly AgendaItem[]
  /** Every entry and exit, in order; the latest of a person counts. */
  readonly attendance: readonly Attendance[]
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
}

export function evolveMeeting(state: Meeting, event: Recorded<MeetingEvent>): Meeting {
  switch (event.type) {
    case 'meeting.called': {
      const { divisions: _, ...called } = event.data
      return { ...state, ...called, stage: 'PLANNED' }
    }
    case 'meeting.chair-replaced':
      return { ...state, chair: event.data.chair }
    case 'meeting.item-added': {
      const no = Math.max(0, ...state.items.map(i => i.no)) + 1
      return { ...state, items: [...state.items, { ...event.data, no, stage: 'WAITING', recusals: [], opinions: [] }] }
    }
    case 'meeting.item-removed':
      return { ...state, items: state.items.filter(i => i.matter !== event.data.matter) }
    case 'meeting.presider-assigned':
      return change(state, event.data.matter, item => ({ ...item, presider: event.data.presider }))
    case 'meeting.notice-sent':
      return {
        ...state,
        stage: 'NOTICED',
        noticedAt: event.at,
        shortNoticeReason: event.data.shortNoticeReason,
      }
    case 'meeting.opened':
      return { ...state, stage: 'OPEN', openedAt: event.at }
    case 'meeting.attendance-recorded':
      return { ...state, attendance: [...state.attendance, { ...event.data, at: event.at }] }
    case 'meeting.item-started':
      return change(state, event.data.matter, item => ({
        ...item,
        stage: 'UNDER_WAY',
        startedAt: event.at,
        presider: event.data.presider,
        convener: event.data.convener,
        actingConvener: event.data.actingConvener,
        recusals: event.data.recusals.map(r => ({ ...r, at: event.at })),
      }))
    case 'meeting.recusal-recorded': {
      const { recusal } = event.data
      return change(state, event.data.matter, item => ({
        ...item,
        recusals: [...item.recusals, { ...recusal, at: event.at }],
        opinions: item.opinions.map(o => (o.person === recusal.person ? { ...o, beforeRecusal: true } : o)),
      }))
    }
    case 'meeting.opinion-recorded': {
      const { matter, ...opinion } = event.data
      return change(state, matter, item => ({
        ...item,
        opinions: [...item.opinions, { ...opinion, at: event.at, beforeRecusal: false }],
      }))
    }
    case 'meeting.item-concluded': {
      const { matter, divisions: _, ...conclusion } = event.data
      return change(state, matter, item => ({
        ...item,
        stage: 'CONCLUDED',
        conclusion: { ...conclusion, at: event.at },
      }))
    }
    case 'meeting.item-postponed':
      return change(state, event.data.matter, item => ({ ...item, stage: 'POSTPONED', postponed: event.data.reason }))
    case 'meeting.adjourned':
      return { ...state, stage: 'ADJOURNED', adjournedAt: event.at }
    case 'meeting.minutes-signed':
      return {
        ...state,
        stage: 'SIGNED',
        signedAt: event.at,
        signedBy: event.by.person,
        minutes: event.data.minutes,
        hash: event.data.hash,
      }
    default:
      return closed(event)
  }
}

function change(state: Meeting, matter: string, how: (item: AgendaItem) => AgendaItem): Meeting {
  return { ...state, items: state.items.map(item => (item.matter === matter ? how(item) : item)) }
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
