import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { Day, Instant } from '../time.ts'
import type { FollowUpEvent } from './events.ts'

export type FollowUpStage = 'NONE' | 'OPEN' | 'REPLIED' | 'DONE'

export interface FollowUp {
  readonly id: string
  readonly stage: FollowUpStage
  readonly meeting: string
  readonly matter: string
  readonly no: number
  readonly owner: string
  readonly dueOn: Day
  readonly words: string
  readonly orderedAt: Instant
  /** Replies and what the office said of them, in order. */
  readonly said: readonly {
    readonly kind: 'REPLY' | 'RETURN' | 'EXTENSION'
    readonly words: string
    readonly person: string
    readonly at: Instant
  }[]
  readonly extensions: number
  readonly result?: string
  readonly doneAt?: Instant
}

export const noFollowUp: FollowUp = {
  id: '',
  stage: 'NONE',
  meeting: '',
  matter: '',
  no: 0,
  owner: '',
  dueOn: '',
  words: '',
  orderedAt: '',
  said: [],
  extensions: 0,
}

/** `<meeting>.<number>`: the n-th thing that the meeting resolved, over all its items. */
export const followUpId = (meeting: string, no: number): string => `${meeting}.${no}`

export function evolveFollowUp(state: FollowUp, event: Recorded<FollowUpEvent>): FollowUp {
  const { person } = event.by
  switch (event.type) {
    case 'follow-up.ordered':
      return { ...state, ...event.data, stage: 'OPEN', orderedAt: event.at }
    case 'follow-up.replied': {
      const said = { kind: 'REPLY' as const, words: event.data.words, person, at: event.at }
      return { ...state, stage: 'REPLIED', said: [...state.said, said] }
    }
    case 'follow-up.returned': {
      const said = { kind: 'RETURN' as const, words: event.data.words, person, at: event.at }
      return { ...state, stage: 'OPEN', said: [...state.said, said] }
    }
    case 'follow-up.extended': {
      const said = { kind: 'EXTENSION' as const, words: event.data.reason, person, at: event.at }
      return { ...state, dueOn: event.data.dueOn, extensions: state.extensions + 1, said: [...state.said, said] }
    }
    case 'follow-up.done':
      return { ...state, stage: 'DONE', result: event.data.result, doneAt: event.at }
    default:
      return closed(event)
  }
}

const stageNames: Record<FollowUpStage, string> = {
  NONE: '未建',
  OPEN: '办理中',
  REPLIED: '已反馈，待核',
  DONE: '已办结',
}
export const nameOfFollowUpStage = (stage: FollowUpStage): string => stageNames[stage]
