/** One thing that a verifier tried to prove, and what came of it. */
export interface Step {
  readonly name: 'checkpoint' | 'signature' | 'witnesses' | 'consistency' | 'entries' | 'tree' | 'records'
  /** What was found is as it must be. A step that was left out is `ok` too, and says so. */
  readonly ok: boolean
  /** There was nothing to compare with: the sentence says what was missing, and nothing is proved by this step. */
  readonly skipped?: true
  /** Chinese: what was proved, or what is wrong and where. */
  readonly sentence: string
}

/** 1234567 as 1,234,567. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
