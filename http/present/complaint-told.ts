import {
  type Complaint,
  type ComplaintStage,
  isFeedbackOwed,
  type OpeningGround,
} from '../../domain/complaint/complaint.ts'
import { triageOf } from '../../domain/complaint/triage.ts'
import type { Day } from '../../domain/time.ts'

export interface Told {
  readonly stage: string
  readonly stageName: string
  readonly steps: readonly { readonly on: Day; readonly words: string }[]
  readonly openings: readonly { readonly on: Day; readonly ground: string }[]
}

const grounds: Record<OpeningGround, string> = {
  VERIFY_IDENTITY: '核实举报人身份',
  PROTECT_REPORTER: '保护举报人',
  GIVE_FEEDBACK: '向举报人反馈',
  LEGAL_ORDER: '依法定职责调取',
}

/** Coarser than inside: whether a disposition waits for approval, or is held, is nothing that the code shows (CMP-001). */
const stages: Record<ComplaintStage, string> = {
  NONE: '未登记',
  UPWARD: '已径送上级',
  RECEIVED: '已收到',
  TRIAGED: '已分流',
  HANDLING: '办理中',
  PROPOSED: '办理中',
  DISPOSED: '办理中',
  HELD: '办理中',
  TRANSFERRED: '已转出',
  MERGED: '已与同一问题的来件并案',
  CLOSED: '已办结',
  DESTROYED: '保管期满，已销毁',
}
const stageCodes: Partial<Record<ComplaintStage, ComplaintStage>> = {
  PROPOSED: 'HANDLING',
  DISPOSED: 'HANDLING',
  HELD: 'HANDLING',
}

/** CMP-001: what the reporter is told: stages and days, no content, nobody's name; CMP-003: and whenever the identity was opened. */
export function toldOf(state: Complaint): Told {
  return {
    stage: stageCodes[state.stage] ?? state.stage,
    stageName: stages[state.stage],
    steps: stepsOf(state),
    openings: state.openings.flatMap(({ openedOn, ground }) =>
      openedOn === undefined ? [] : [{ on: openedOn, ground: grounds[ground] }],
    ),
  }
}

function stepsOf(state: Complaint): Told['steps'] {
  const { acknowledged } = state
  const steps: readonly (readonly [Day | undefined, string])[] = [
    [state.receivedOn, '已收到'],
    [state.triagedOn, state.class ? triageOf(state.class).told : ''],
    [acknowledged?.on, acknowledged?.accepted ? '已受理' : '不予受理'],
    ...state.transfers.map(({ on, destination }) => [on, `已移送${destination}`] as const),
    [state.withdrawalOn, '已收到您的撤回要求；已经掌握的线索仍会核查'],
    [state.concludedOn, isFeedbackOwed(state) ? '已有处理结果，将向您反馈' : '已有处理结果'],
    [state.feedbackOn, '已反馈'],
    [state.closedOn, '已办结'],
  ]
  return steps
    .flatMap(([on, words]) => (on === undefined ? [] : [{ on, words }]))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
}
