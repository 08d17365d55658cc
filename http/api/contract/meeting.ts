import * as z from 'zod'
import { conclusions } from '../../../domain/matter/events.ts'
import { ballots, inviteeCategories, subjects } from '../../../domain/meeting/events.ts'
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

const signedView = z.object({ method: z.enum(['WEBAUTHN', 'SERVER_HELD']), words: z.string() })
const quorumView = z.object({ expected: z.int(), present: z.int(), needed: z.int(), reached: z.boolean() })
const tallyView = z.object({ agree: z.int(), disagree: z.int(), abstain: z.int() })
const said = { who: someone, words: z.string(), at: z.string() }

const opinionView = z.object({
  who: someone,
  /** Which key signed it, where one did: the person's own, or the server's for them. */
  signed: signedView.optional(),
  position: z.enum(['AGREE', 'DISAGREE', 'ABSTAIN']),
  words: z.string(),
  at: z.string(),
  recordedBy: someone.optional(),
  beforeRecusal: z.boolean(),
})

export const inviteeView = z.object({
  id: z.string(),
  category: z.enum(inviteeCategories),
  categoryName: z.string(),
  name: z.string(),
  unit: z.string().optional(),
  reason: z.string(),
  stage: z.enum(['PROPOSED', 'AGREED', 'DECLINED', 'BLOCKED']),
  stageName: z.string(),
  expiresAt: z.string().optional(),
  note: z.string().optional(),
  declared: z
    .object({ related: z.boolean(), units: z.array(z.object({ name: z.string(), uscc: z.string() })) })
    .optional(),
  opinion: z
    .object({ positionName: z.string().optional(), words: z.string(), at: z.string(), signed: signedView.optional() })
    .optional(),
  voided: z.object({ reason: z.string(), reconsider: z.boolean() }).optional(),
})
export type InviteeView = z.output<typeof inviteeView>

const sectionView = z.object({
  matter: z.string(),
  no: z.int(),
  title: z.string(),
  conclusion: z.enum(conclusions).optional(),
  conclusionName: z.string(),
  narrative: z.string(),
})
export type SectionView = z.output<typeof sectionView>

const minutesWork = z.object({
  drafts: z.array(
    z.object({
      draft: z.int(),
      by: someone,
      at: z.string(),
      circulatedAt: z.string().optional(),
      sections: z.array(sectionView),
    }),
  ),
  /** What the record suggests for a first draft. */
  suggested: z.array(sectionView),
  comments: z.array(z.object({ ...said, no: z.int().optional() })),
  /** Who dissented, and what each says of the latest draft (E-34). */
  dissents: z.array(
    z.object({
      matter: z.string(),
      no: z.int(),
      title: z.string(),
      ...said,
      mine: z.boolean(),
      confirmed: z.object({ accurate: z.boolean(), draft: z.int(), words: z.string().optional() }).optional(),
    }),
  ),
  errata: z.array(
    z.object({
      erratum: z.int(),
      corrections: z.array(z.object({ no: z.int().optional(), was: z.string(), now: z.string() })),
      reason: z.string(),
      proposedBy: someone,
      issuedAt: z.string().optional(),
      hash: z.string().optional(),
      /** The corrected minutes as data. */
      minutes: z.unknown().optional(),
    }),
  ),
})

export const meetingItemView = z.object({
  no: z.int(),
  /** What acts call the item by: the matter's number, or the topic's (`T-1`). */
  key: z.string(),
  title: z.string(),
  matter: matterRow.optional(),
  /** What the leading group deliberates. */
  topic: z
    .object({
      subject: z.enum(subjects),
      subjectName: z.string(),
      reference: z.array(named),
      special: z.object({ leader: someone, departments: z.array(named) }).optional(),
    })
    .optional(),
  late: z.boolean(),
  /** The meeting that last spoke of it, where it comes again (MTG-014). */
  earlierMeeting: z.object({ id: z.string(), title: z.string() }).optional(),
  circumstances: z.string().optional(),
  stage: z.enum(['WAITING', 'UNDER_WAY', 'CONCLUDED', 'POSTPONED']),
  presider: someone,
  /** Set when the present presider may not take the chair for this item, with who could (E-05). */
  presiderRefusal: z.object({ clause: z.string(), sentence: z.string(), others: z.array(someone) }).optional(),
  convener: someone.optional(),
  actingConvener: z.boolean(),
  recusals: z.array(z.object({ who: someone, clause: z.string(), reason: z.string(), at: z.string().optional() })),
  requests: z.array(
    z.object({
      who: someone,
      by: someone,
      reason: z.string(),
      at: z.string(),
      ruling: z.object({ upheld: z.boolean(), reason: z.string(), by: someone, at: z.string() }).optional(),
    }),
  ),
  objections: z.array(z.object(said)),
  quorum: quorumView,
  /** Who was there when it was taken up and when it ended (E-12). */
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  presentAtStart: z.array(someone).optional(),
  presentAtEnd: z.array(someone).optional(),
  ballot: z.enum(ballots),
  count: z.object({ ...tallyView.shape, tellers: z.array(someone) }).optional(),
  writtenOpinions: z.array(z.object({ ...said, channelName: z.string(), witness: someone.optional() })),
  supplements: z.array(z.object(said)),
  invitees: z.array(inviteeView),
  opinions: z.array(opinionView),
  silent: z.array(someone),
  tally: tallyView,
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
      tasks: z.array(z.object({ words: z.string(), owner: named, dueOn: z.string() })),
      at: z.string(),
    })
    .optional(),
  postponed: z.string().optional(),
  /** For the people who decide: what the division says of the matter; absent for a topic. */
  brief: z
    .object({
      handlingNote: z.string().optional(),
      amount: z.number().optional(),
      counterparty: z.string().optional(),
      materials: z.array(z.object({ name: z.string(), hash: z.string(), line: z.string() })),
      controls: z.array(z.object({ words: z.string(), done: z.boolean(), note: z.string() })),
      earlier: z.array(z.object({ tier: z.string(), conclusion: z.string(), opinion: z.string() })),
    })
    .optional(),
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
  secondRecorder: someone.optional(),
  items: z.array(meetingItemView),
  lateItems: z.array(
    z.object({
      matter: matterRow,
      reason: z.string(),
      by: someone,
      confirmed: z.array(z.object({ as: z.enum(['CHAIR', 'OFFICE']), who: someone })),
    }),
  ),
  separateItems: z.int(),
  packet: z.object({ hash: z.string(), acknowledged: z.array(someone), mine: z.boolean() }).optional(),
  minutesWork,
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

/** What everybody in a running meeting sees change, sent to all of them at once: GET /meetings/{id}/live. */
export const meetingLive = z.object({
  version: z.int(),
  stage: z.string(),
  stageName: z.string(),
  attendance: z.record(z.string(), z.enum(['PRESENT', 'ON_LEAVE', 'ABSENT', 'LEFT'])),
  items: z.array(
    z.object({
      key: z.string(),
      stage: z.enum(['WAITING', 'UNDER_WAY', 'CONCLUDED', 'POSTPONED']),
      conclusionName: z.string().optional(),
    }),
  ),
  /** The item under way, in full as far as it moves. */
  now: z
    .object({
      key: z.string(),
      quorum: quorumView,
      tally: tallyView,
      opinions: z.array(opinionView),
      silent: z.array(someone),
      recusals: z.array(z.object({ who: someone, clause: z.string(), reason: z.string(), at: z.string().optional() })),
      count: tallyView.optional(),
    })
    .optional(),
})
export type MeetingLive = z.output<typeof meetingLive>
