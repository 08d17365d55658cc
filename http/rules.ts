import { impossible } from '../domain/result.ts'
import { numberRule, type Rulebook, rulesOn } from '../domain/rulebook/rulebook.ts'
import type { Day } from '../domain/time.ts'
import { parameters } from '../spec/parameters.ts'

/** A number of the rules in force; before the agency has adopted any, the program's own default (A15). */
export function settingOf(rulebook: Rulebook, today: Day, key: string): number {
  if (rulebook.ruleSets.length > 0) return numberRule(rulesOn(rulebook, today), key)
  const value = parameters.find(parameter => parameter.key === key)?.value
  return typeof value === 'number' ? value : impossible(`parameter ${key} has no default number`)
}
