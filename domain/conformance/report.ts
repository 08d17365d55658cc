/** Something in the log that a rule does not allow, or a time limit that was not kept. */
export interface Finding {
  /** The entry that shows it. */
  readonly index: number
  readonly stream: string
  /** The clause, ruling, edge case or practice rule it stands on: `S86`, `A8`, `E-12`, `MTG-009`. */
  readonly clause: string
  /** For a reader who knows neither the program nor the agency: what, when, what happened, which rule. In Chinese. */
  readonly sentence: string
}

/** A rule, and to how many entries it was applied: 0 is said as 0. */
export interface CheckedRule {
  readonly clause: string
  readonly rule: string
  readonly times: number
}

/** A rule that the public log alone cannot prove, and why. */
export interface UncheckedRule {
  readonly clause: string
  readonly rule: string
  readonly why: string
}

export interface ReplayReport {
  readonly entries: number
  /** Hidden fields whose salts were destroyed: what they said can never be proved any more (PII-004). */
  readonly erased: number
  readonly findings: readonly Finding[]
  readonly checked: readonly CheckedRule[]
  readonly unchecked: readonly UncheckedRule[]
}
