import { refuseUnlessStatus } from '../matter/act.ts'
import { asAnswered, broken, kept, keptIf, rule } from './rule.ts'

const whileConditional = rule(
  ['matter.condition-confirmed'],
  'E-23',
  '只有原则同意、条件待核销的件核销条件',
  ({ matter }) => asAnswered(refuseUnlessStatus(matter, ['AGREED_IN_PRINCIPLE'], 'E-23', '核销条件')),
)

const afterItsReport = rule(
  ['matter.condition-confirmed'],
  'E-23',
  '条件先报告落实，再核销，只核销一次',
  ({ matter, ledger }, { condition }) => {
    const tally = ledger.conditions.get(matter.id)
    if (!tally) return undefined
    if (tally.confirmed.has(condition)) return broken(`条件${condition}已经核销，又核销一次`)
    return keptIf(tally.reported.has(condition), () => `条件${condition}没有报告落实情况就核销了`)
  },
)

/** Conditions are numbered from 1 on, so that a number that was passed over is a condition that was. */
const allBeforeItCounts = rule(
  ['matter.condition-confirmed'],
  'E-23',
  '条件全部核销后才算同意（以公开的条件编号为限）',
  ({ matter, ledger }, { condition, allCleared }) => {
    const tally = ledger.conditions.get(matter.id)
    if (!tally || !allCleared) return tally ? kept : undefined
    const cleared = new Set([...tally.confirmed, condition])
    const known = [...cleared, ...tally.reported]
    const last = Math.max(...known.map(numberOf))
    const tier = condition.slice(0, condition.indexOf('-'))
    const all = Array.from({ length: last }, (_, index) => `${tier}-${index + 1}`)
    const open = all.filter(id => !cleared.has(id))
    return keptIf(open.length === 0, () => `称条件已全部核销，而条件${open.join('、')}没有核销`)
  },
)

const numberOf = (condition: string): number => Number(condition.slice(condition.indexOf('-') + 1)) || 0

export const conditionRules = [whileConditional, afterItsReport, allBeforeItCounts]
