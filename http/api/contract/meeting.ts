import * as z from 'zod'
import { conclusions } from '../../../domain/matter/events.ts'
import { meetingKinds } from '../../../domain/meeting/kinds.ts'
import { actionView, named, someone } from './common.ts'
import { matterRow } from './matter.ts'

export const meetingRow = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(meetingKinds),
  kindName: z.string(),
  stage: z.string(),
  stageName: z.string(),
  scheduledAt: z.string(),
  place: z.string(),
  items: z.int(),
})
export type MeetingRow = z.output<typeof meetingRow>
export const meetingList = z.object({
  rows: z.array(meetingRow),
  mayCall: z.array(z.object({ kind: z.enum(meetingKinds), body: z.string(), name: z.string() })),
})
export type MeetingList = z.output<typeof meetingList>

const opinionView = z.object({
  who: someone,
  position: z.enum(['AGREE', 'DISAGREE', 'ABSTAIN']),
  words: z.string(),
  at: z.string(),
  recordedBy: someone.optional(),
  beforeRecusal: z.boolean(),
})

export const meetingItemView = z.object({
  no: z.int(),
  matter: matterRow,
  circumstances: z.string().optional(),
  stage: z.enum(['WAITING', 'UNDER_WAY', 'CONCLUDED', 'POSTPONED']),
  presider: someone,
  /** Set when the present presider may not take the chair for this item, with who could (E-05). */
  presiderRefusal: z.object({ clause: z.string(), sentence: z.string(), others: z.array(someone) }).optional(),
  convener: someone.optional(),
  actingConvener: z.boolean(),
  recusals: z.array(z.object({ who: someone, clause: z.string(), reason: z.string(), at: z.string().optional() })),
  quorum: z.object({ expected: z.int(), present: z.int(), needed: z.int(), reached: z.boolean() }),
  opinions: z.array(opinionView),
  silent: z.array(someone),
  tally: z.object({ agree: z.int(), disagree: z.int(), abstain: z.int() }),
  mode: z.enum(['VOTE', 'HEAD_DECIDES']),
  conclusion: z
    .object({
      conclusion: z.enum(conclusions),
      name: z.string(),
      opinion: z.string(),
      changes: z.string().optional(),
      conditions: z.array(z.object({ words: z.string(), owner: named, dueOn: z.string() })),
      needed: z.array(z.string()),
      differsReason: z.string().optional(),
      orderViolation: z.string().optional(),
      at: z.string(),
    })
    .optional(),
  postponed: z.string().optional(),
  /** For the people who decide: what the division says of the matter. */
  brief: z.object({
    handlingNote: z.string().optional(),
    amount: z.number().optional(),
    counterparty: z.string().optional(),
    materials: z.array(z.object({ name: z.string(), hash: z.string(), line: z.string() })),
    controls: z.array(z.object({ words: z.string(), done: z.boolean(), note: z.string() })),
    earlier: z.array(z.object({ tier: z.string(), conclusion: z.string(), opinion: z.string() })),
  }),
})
export type MeetingItemView = z.output<typeof meetingItemView>

export const meetingPage = z.object({
  ...meetingRow.omit({ items: true }).shape,
  version: z.int(),
  body: named,
  chair: someone,
  recorder: someone,
  isRecorder: z.boolean(),
  isChair: z.boolean(),
  members: z.array(
    z.object({
      who: someone,
      department: z.string(),
      voting: z.boolean(),
      attendance: z.enum(['PRESENT', 'ON_LEAVE', 'ABSENT', 'LEFT']).optional(),
    }),
  ),
  items: z.array(meetingItemView),
  noticedAt: z.string().optional(),
  shortNoticeReason: z.string().optional(),
  openedAt: z.string().optional(),
  signedAt: z.string().optional(),
  hash: z.string().optional(),
  /** The signed minutes as data (domain/meeting/minutes.ts). */
  minutes: z.unknown().optional(),
  actions: z.array(actionView),
  /** While the agenda is being made: what may be put on it. */
  candidates: z.array(matterRow),
})
export type MeetingPage = z.output<typeof meetingPage>
