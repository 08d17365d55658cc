import type * as z from 'zod'
import { parameters } from '../../spec/parameters.ts'
import { closed, impossible, must } from '../result.ts'
import type { Day } from '../time.ts'
import type { article, documentKinds, documentStatuses, governed, RulebookEvent } from './events.ts'

export type Article = z.output<typeof article>

export interface RegimeDocument {
  readonly document: string
  readonly title: string
  readonly kind: (typeof documentKinds)[number]
  readonly status: (typeof documentStatuses)[number]
  readonly department?: string | undefined
  readonly issuedOn?: Day | undefined
  readonly basis: readonly string[]
  /** The meetings whose procedure it lays down. */
  readonly governs?: (typeof governed)[number] | undefined
  readonly articles?: readonly Article[] | undefined
  /** As it was registered before, the latest first (A18, S58). */
  readonly earlier: readonly Omit<RegimeDocument, 'earlier'>[]
}

export interface Parameter {
  readonly key: string
  readonly value: number | string | boolean | null
  /** The clause or the article of the regulation it comes from (A15). */
  readonly source: string
}

/** A version of all parameters, in force from 00:00 of a day (S3). */
export interface RuleSet {
  readonly version: number
  readonly effectiveFrom: Day
  readonly parameters: Readonly<Record<string, Parameter>>
}

export interface Rulebook {
  readonly documents: Readonly<Record<string, RegimeDocument>>
  readonly ruleSets: readonly RuleSet[]
}

export const noRulebook: Rulebook = { documents: {}, ruleSets: [] }

export function evolveRulebook(state: Rulebook, event: RulebookEvent): Rulebook {
  switch (event.type) {
    case 'rulebook.document-registered': {
      const { document } = event.data
      const { earlier = [], ...before } = state.documents[document] ?? {}
      const kept = 'document' in before ? [before as Omit<RegimeDocument, 'earlier'>, ...earlier] : []
      return { ...state, documents: { ...state.documents, [document]: { ...event.data, earlier: kept } } }
    }
    case 'rulebook.rule-set-adopted': {
      const { version, effectiveFrom } = event.data
      if (version !== state.ruleSets.length + 1) impossible(`rule set ${version} after ${state.ruleSets.length}`)
      const parameters = Object.fromEntries(event.data.parameters.map(p => [p.key, p]))
      return { ...state, ruleSets: [...state.ruleSets, { version, effectiveFrom, parameters }] }
    }
    default:
      return closed(event)
  }
}

/** The rule set in force on a day: the latest adopted of those already effective. */
export function rulesOn(rulebook: Rulebook, today: Day): RuleSet {
  const inForce = rulebook.ruleSets.filter(set => set.effectiveFrom <= today).at(-1)
  return must(inForce ?? rulebook.ruleSets[0], 'a rule set: the platform is founded with one')
}

/** The version under which a matter was submitted (S3: 旧件按旧规则跑完). */
export function rulesOfVersion(rulebook: Rulebook, version: number): RuleSet {
  return must(rulebook.ruleSets[version - 1], `rule set ${version}`)
}

export function numberRule(rules: RuleSet, key: string): number {
  const value = must(rules.parameters[key], `parameter ${key}`).value
  return typeof value === 'number' ? value : impossible(`parameter ${key} is not a number`)
}

/** A number in force on a day; of a rule set adopted before the parameter existed, the parameter's default. */
export function numberOn(rulebook: Rulebook, key: string, today: Day): number {
  const value = rulesOn(rulebook, today).parameters[key]?.value ?? parameters.find(p => p.key === key)?.value
  return Number(must(value, `parameter ${key}`))
}

export function textRule(rules: RuleSet, key: string): string {
  return String(must(rules.parameters[key], `parameter ${key}`).value)
}

export function flagRule(rules: RuleSet, key: string): boolean {
  return must(rules.parameters[key], `parameter ${key}`).value === true
}

/** S81: a submitting division without its own 初审例会制度 cannot submit. */
export function initialMeetingRulesOf(rulebook: Rulebook, department: string): RegimeDocument | undefined {
  return Object.values(rulebook.documents).find(
    d =>
      d.kind === 'INITIAL_MEETING_RULES' &&
      d.department === department &&
      (d.status === 'ISSUED' || d.status === 'REVISED'),
  )
}
