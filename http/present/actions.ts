import type { Role } from '../../domain/access.ts'
import type { Act } from '../../domain/decider.ts'
import { refusalOf } from '../../domain/perform.ts'
import type { ActionView } from '../api/contract.ts'

/**
 * Every act that a page offers, each with the rule's own answer whether it may be done now: the button is shown either way
 * (S15). Acts that only the platform itself does are not offered.
 */
export function actionsOf<State, Facts>(
  acts: readonly Act<State, Facts>[],
  roles: ReadonlySet<Role>,
  state: State,
  facts: Facts,
): ActionView[] {
  return acts
    .filter(act => act.roles.some(role => role !== 'SYSTEM'))
    .map(act => {
      const refusal = refusalOf(act, roles, state, facts)
      const { noun, label, clause } = act
      if (!refusal) return { noun, label, clause, allowed: true }
      const { code, clause: ground, sentence } = refusal
      return { noun, label, clause, allowed: false, refusal: { code, clause: ground, sentence } }
    })
}
