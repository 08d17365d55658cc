import { callingRules } from './calling.ts'
import { clockRules } from './clocks.ts'
import { compositionRules } from './composition.ts'
import { conditionRules } from './conditions.ts'
import { drawRules } from './draws.ts'
import { minutesRules } from './minutes.ts'
import { quorumRules } from './quorum.ts'
import { registerRules } from './register.ts'
import { replayedActs } from './replayed-acts.ts'
import type { Rule } from './rule.ts'
import { submissionRules } from './submission.ts'
import { tierMeetingRules } from './tier-meeting.ts'
import { tierTwoRules } from './tier-two.ts'
import { tierRules } from './tiers.ts'

/** Every rule that is asked of single entries, in the order of the report. */
export const rules: readonly Rule[] = [
  ...tierRules,
  ...tierTwoRules,
  ...tierMeetingRules,
  ...submissionRules,
  ...conditionRules,
  ...callingRules,
  ...compositionRules,
  ...quorumRules,
  ...minutesRules,
  ...clockRules,
  ...drawRules,
  ...registerRules,
  ...replayedActs,
]

/** The same by the type of event. */
export const rulesByType: ReadonlyMap<string, readonly Rule[]> = new Map(
  [...new Set(rules.flatMap(({ types }) => types))].map(type => [type, rules.filter(r => r.types.includes(type))]),
)
