import type { Rulebook } from '../rulebook/rulebook.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { addWorkdays, type Day, dayOf, formatDay } from '../time.ts'
import type { SpotCheck } from './spot-check.ts'

export interface DrawGap {
  readonly batch: string
  /** The last day on which it should have been drawn. */
  readonly dueOn: Day
  readonly clause: 'RND-002'
  readonly sentence: string
}

/** The day by which an announced batch is to be drawn; `undefined` when none is announced. */
export function drawDueOn(state: SpotCheck, rulebook: Rulebook, today: Day): Day | undefined {
  if (state.stage !== 'ANNOUNCED' || !state.announcement) return undefined
  return addWorkdays(dayOf(state.announcement.source.at), numberOn(rulebook, 'spotcheck.drawDays', today)).day
}

/** The alarm of RND-002: its randomness is long there, and it was neither drawn nor cancelled nor voided. */
export function drawGap(state: SpotCheck, rulebook: Rulebook, today: Day): DrawGap | undefined {
  const dueOn = drawDueOn(state, rulebook, today)
  if (dueOn === undefined || today <= dueOn) return undefined
  const sentence = `批次 ${state.id} 约定的随机数已经产生，应在${formatDay(dueOn)}前抽取，至今既未抽取也未作废。`
  return { batch: state.id, dueOn, clause: 'RND-002', sentence }
}
