import { numberOn, type Rulebook } from '../rulebook/rulebook.ts'
import { addWorkdays, type Day, formatDay } from '../time.ts'
import type { CardColour, CardGround } from './supervision.ts'

/** A card that is due: `key` names what it is for, so that it is shown once; `input` is what the act takes. */
export interface DueCard {
  readonly key: string
  readonly input: {
    readonly colour: CardColour
    readonly subject: string
    readonly department: string
    readonly clause: string
    readonly ground: CardGround
    readonly dueOn?: Day
    readonly words: string
  }
}

/** A rectification that is late; `shown` is false where the stream it is of is confidential. */
export interface LateRectification {
  readonly on: string
  readonly shown: boolean
  readonly finding: number
  readonly department: string
  readonly dueOn: Day
}

/** E-63: yellow when it is late, and red when it still is so many workdays after (`supervision.redAfter`). */
export function cardsForLate(late: LateRectification, rulebook: Rulebook, today: Day): readonly DueCard[] {
  const { on, shown, finding, department, dueOn } = late
  const card = (colour: CardColour, words: string): DueCard => ({
    key: `card:${colour}:${on}:${finding}:${dueOn}`,
    input: {
      ...{ colour, subject: shown ? on : '', department, clause: 'E-63', ground: 'RECTIFICATION_LATE', dueOn, words },
    },
  })
  const yellow = card('YELLOW', `应于${formatDay(dueOn)}前完成的整改，逾期没有报告。`)
  const isRed = today > addWorkdays(dueOn, numberOn(rulebook, 'supervision.redAfter', today)).day
  return isRed ? [yellow, card('RED', `应于${formatDay(dueOn)}前完成的整改，亮黄牌后仍没有完成。`)] : [yellow]
}

/** E-59: who asked for an identity and was refused is looked at; neither the report nor its number is on the card. */
export const cardForRefusedRequest = (complaint: string, opening: number, department: string): DueCard => ({
  key: `card:RED:${complaint}:${opening}`,
  input: {
    ...{ colour: 'RED', subject: '', department, clause: 'E-59', ground: 'IDENTITY_ACCESS' },
    words: '查看举报人身份的申请未获另一名受托人同意，请组长核查。',
  },
})
