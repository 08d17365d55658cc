import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { Day, Instant } from '../time.ts'
import type { cardColours, cardGrounds, SupervisionEvent } from './events.ts'

export type CardColour = (typeof cardColours)[number]
export type CardGround = (typeof cardGrounds)[number]
export type CardStage = 'NONE' | 'SHOWN' | 'DEFENDED' | 'UPHELD' | 'REVOKED'

interface Said {
  readonly words: string
  readonly person: string
  readonly at: Instant
}

/** One card, with what was said against it and what the review said. What was revoked stays (E-66). */
export interface Supervision {
  readonly id: string
  readonly stage: CardStage
  readonly colour: CardColour
  readonly subject: string
  readonly department: string
  readonly clause: string
  readonly ground: CardGround
  readonly dueOn?: Day | undefined
  readonly words: string
  readonly shownAt: Instant
  readonly shownBy: string
  readonly defence?: Said & { readonly files: readonly { readonly hash: string; readonly name: string }[] }
  readonly review?: Said & { readonly upheld: boolean }
}

export const noSupervision: Supervision = {
  id: '',
  stage: 'NONE',
  colour: 'WARN',
  subject: '',
  department: '',
  clause: '',
  ground: 'OTHER',
  words: '',
  shownAt: '',
  shownBy: '',
}

export function evolveSupervision(state: Supervision, event: Recorded<SupervisionEvent>): Supervision {
  const by = { person: event.by.person, at: event.at }
  switch (event.type) {
    case 'supervision.shown':
      return { ...state, ...event.data, stage: 'SHOWN', shownAt: by.at, shownBy: by.person }
    case 'supervision.defended':
      return { ...state, stage: 'DEFENDED', defence: { ...event.data, ...by } }
    case 'supervision.reviewed':
      return { ...state, stage: event.data.upheld ? 'UPHELD' : 'REVOKED', review: { ...event.data, ...by } }
    default:
      return closed(event)
  }
}

/** What the yearly assessment counts: the colour as it stands in the end, and nothing for what was revoked (E-66). */
export const standingOf = ({ stage, colour }: Supervision): CardColour | undefined =>
  stage === 'NONE' || stage === 'REVOKED' ? undefined : colour

const stageNames: Record<CardStage, string> = {
  NONE: '未亮牌',
  SHOWN: '已亮牌',
  DEFENDED: '申辩待复核',
  UPHELD: '复核维持',
  REVOKED: '复核撤销',
}
export const nameOfCardStage = (stage: CardStage): string => stageNames[stage]
const colourNames: Record<CardColour, string> = { WARN: '预警', YELLOW: '黄牌', RED: '红牌' }
export const nameOfCardColour = (colour: CardColour): string => colourNames[colour]
const groundNames: Record<CardGround, string> = {
  RECTIFICATION_LATE: '整改逾期',
  CLOCK_LATE: '办理超期',
  IDENTITY_ACCESS: '查看举报人身份可疑',
  OTHER: '其他',
}
export const nameOfCardGround = (ground: CardGround): string => groundNames[ground]
