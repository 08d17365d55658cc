import type * as z from 'zod'
import type { Board } from '../organisation/events.ts'
import type { SealedPart } from '../sealed-part.ts'
import type { Day } from '../time.ts'
import type {
  channels,
  complaintClasses,
  dispositions,
  mailboxSchema,
  messageKinds,
  openingGrounds,
  paperKinds,
  recusedSchema,
  results,
  sealedIdentities,
} from './events.ts'

export type Channel = (typeof channels)[number]
export type ComplaintClass = (typeof complaintClasses)[number]
export type Disposition = (typeof dispositions)[number]
export type PaperKind = (typeof paperKinds)[number]
export type ComplaintResult = (typeof results)[number]
export type MessageKind = (typeof messageKinds)[number]
export type OpeningGround = (typeof openingGrounds)[number]
export type Recused = Readonly<z.output<typeof recusedSchema>>
export type Mailbox = Readonly<z.output<typeof mailboxSchema>>
export type SealedIdentityParts = Readonly<z.output<typeof sealedIdentities>>

export type ComplaintStage =
  | 'NONE'
  | 'UPWARD' // 径送上级：只留登记号、收件日和去向
  | 'RECEIVED' // 待分流
  | 'TRIAGED' // 已分流，待指定承办人
  | 'HANDLING' // 办理中
  | 'PROPOSED' // 处置意见待批
  | 'DISPOSED' // 处置意见已批
  | 'HELD' // 暂存待查
  | 'TRANSFERRED' // 已移送
  | 'MERGED' // 已并入主件
  | 'CLOSED'
  | 'DESTROYED'

export type PartKind = 'CONTENT' | 'ATTACHMENT' | 'MESSAGE' | 'NOTE' | 'REPLY' | PaperKind

/** One sealed part of the file. `on` is a day and no time of day: a time could be joined with the logs of a network. */
export interface FilePart extends SealedPart {
  readonly kind: PartKind
  readonly on: Day
  readonly by: string
}

/** What the reporter finds in the mailbox, in order. */
export interface Reply {
  readonly part: SealedPart
  readonly on: Day
  readonly about: 'ACKNOWLEDGEMENT' | 'ANSWER' | 'TRANSFER' | 'FEEDBACK'
}

export interface Message {
  readonly kind: MessageKind
  readonly content: SealedPart
  readonly attachments: readonly SealedPart[]
  readonly on: Day
}

/** CMP-003: one opening of the reporter's identity, step by step. `asker` is one of the two, and the other agrees. */
export interface IdentityOpening {
  readonly opening: number
  readonly asker: string
  /** Who takes off the outer seal. */
  readonly first: string
  readonly second: string
  readonly ground: OpeningGround
  readonly stage: 'ASKED' | 'AGREED' | 'DECLINED' | 'PASSED' | 'OPENED'
  readonly askedOn: Day
  readonly declined?: string
  readonly declinedBy?: string
  readonly inner?: SealedPart
  readonly openedOn?: Day
}

export interface Proposal {
  readonly disposition: Disposition
  readonly papers: readonly { readonly kind: PaperKind; readonly part: SealedPart }[]
  readonly proposer: string
  readonly proposedOn: Day
  readonly reviewOn?: Day | undefined
  readonly approvedOn?: Day
}

export interface Complaint {
  readonly id: string
  readonly stage: ComplaintStage
  readonly channel?: Channel
  readonly boards: readonly Board[]
  /** S141: about the manners of the trade, counted apart. */
  readonly industryConduct: boolean
  readonly mode: 'REAL_NAME' | 'ANONYMOUS'
  readonly receivedOn: Day
  /** Who never learns of it (CMP-005). */
  readonly recused: Recused
  /** Keys that open the content as it is sealed now. */
  readonly keys: readonly string[]
  readonly parts: readonly FilePart[]
  /** Fingerprints that were replaced by sealing anew; they are destroyed with the rest. */
  readonly replaced: readonly string[]
  readonly identity: SealedIdentityParts
  /** Day from which the reporter is known by name; an identity may come later (E-54). */
  readonly namedOn?: Day
  readonly mailbox?: Mailbox
  readonly related?: string
  /** CMP-005: the key of the body above, and the receipt of what was handed over there. */
  readonly upward?: { readonly destination: string; readonly sealed: SealedPart; readonly receipt?: string }
  readonly messages: readonly Message[]
  readonly replies: readonly Reply[]
  readonly withdrawalOn?: Day
  readonly class?: ComplaintClass
  readonly triagedOn?: Day
  readonly triageChanged: boolean
  readonly handlers: readonly string[]
  readonly acknowledged?: { readonly accepted: boolean; readonly on: Day }
  readonly proposal?: Proposal
  /** Proposals that were sent back, and holds that were taken up again. */
  readonly earlierProposals: readonly Proposal[]
  /** A hold was taken up again: another disposition is due from here. */
  readonly reopenedOn?: Day
  readonly extendedTo?: Day
  readonly clues: readonly string[]
  readonly transfers: readonly { readonly destination: string; readonly handed: readonly string[]; readonly on: Day }[]
  readonly mergedInto?: string
  readonly mergedOn?: Day
  /** Complaints that were merged into this one (E-56). */
  readonly joined: readonly string[]
  /** 办结之日: from here the period of feedback runs. */
  readonly concludedOn?: Day
  readonly feedbackOn?: Day
  readonly result?: ComplaintResult
  readonly closedOn?: Day
  readonly openings: readonly IdentityOpening[]
  readonly destruction?: { readonly reviewedOn: Day; readonly proposer: string }
  readonly certificate?: string
}

export const noComplaint: Complaint = {
  id: '',
  stage: 'NONE',
  boards: [],
  industryConduct: false,
  mode: 'ANONYMOUS',
  receivedOn: '',
  recused: { departments: [], persons: [] },
  keys: [],
  parts: [],
  replaced: [],
  identity: [],
  messages: [],
  replies: [],
  triageChanged: false,
  handlers: [],
  earlierProposals: [],
  clues: [],
  transfers: [],
  joined: [],
  openings: [],
}

const stageNames: Record<ComplaintStage, string> = {
  NONE: '未登记',
  UPWARD: '已径送上级',
  RECEIVED: '待分流',
  TRIAGED: '已分流，待指定承办人',
  HANDLING: '办理中',
  PROPOSED: '处置意见待批',
  DISPOSED: '处置意见已批',
  HELD: '暂存待查',
  TRANSFERRED: '已移送',
  MERGED: '已并入主件',
  CLOSED: '已办结',
  DESTROYED: '已销毁',
}
export const nameOfComplaintStage = (stage: ComplaintStage): string => stageNames[stage]

/** Everything sealed that belongs to it, in whatever form it was ever kept. */
export function blobsOf(state: Complaint): readonly string[] {
  const inner = state.openings.flatMap(o => (o.inner ? [o.inner.blob] : []))
  const own = [...state.parts.map(p => p.blob), ...state.identity.map(i => i.part.blob), ...state.replaced, ...inner]
  return [...new Set([...own, ...(state.upward ? [state.upward.sealed.blob] : [])])]
}

/** S153: whether the reporter is owed the result: whoever gave a name, and whoever was told that it was taken on. */
export function isFeedbackOwed({ mode, mailbox, acknowledged }: Complaint): boolean {
  return mode === 'REAL_NAME' || (mailbox !== undefined && acknowledged?.accepted === true)
}
