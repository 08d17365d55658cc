import type { DeliberationLevel } from '../catalogue/power-item.ts'
import type { RuleSet } from '../rulebook/rulebook.ts'
import { type Day, formatDay } from '../time.ts'
import type { Matter } from './matter.ts'

/** Something to mind that forbids nothing. */
export interface Hint {
  readonly clause: string
  readonly sentence: string
}

/**
 * What the people of a matter should mind today: an amount that asks for 审定 (S29), a second return (E-15), a condition
 * that is overdue (E-23). `level` is the matter's own, or before submission its item's.
 */
export function hintsOf(matter: Matter, level: DeliberationLevel, rules: RuleSet, today: Day): readonly Hint[] {
  const hints: Hint[] = []
  const threshold = largeFundFrom(rules)
  if (threshold !== undefined && (matter.amount ?? 0) >= threshold && level !== 'APPROVAL') {
    hints.push({ clause: 'S29', sentence: '金额已达大额资金口径，请核对本事项是否应按“审定”办理。' })
  }
  if (matter.supplementsAsked > 0) {
    const times = matter.supplementsAsked
    hints.push({ clause: 'E-15', sentence: `本件已退回补正${times}次，补正内容应一次性告知，再次退回请说明原因。` })
  }
  const next = matter.conditions.find(c => c.confirmedAt === undefined && c.dueOn < today)
  if (next && matter.status === 'AGREED_IN_PRINCIPLE') {
    hints.push({ clause: 'E-23', sentence: `条件${next.id}应于${formatDay(next.dueOn)}前落实，已经过期。` })
  }
  return hints
}

/** In yuan; nothing until the agency has set it, and then nothing is said (S29). */
function largeFundFrom(rules: RuleSet): number | undefined {
  const value = rules.parameters['largeFund.threshold']?.value
  return typeof value === 'number' ? value : undefined
}
