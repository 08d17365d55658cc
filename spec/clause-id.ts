/** The subjects of the practice rules (spec/practice-rules.ts); each is the first half of a rule's id. */
export const practiceSubjects = [
  'PUB',
  'FOI',
  'TRIAGE',
  'ATTR',
  'PII',
  'META',
  'SGS',
  'LIC',
  'PEN',
  'CLK',
  'ENF',
  'DEC',
  'MTG',
  'RND',
  'CMP',
  'ACC',
  'CAT',
  'RSK',
  'FLOW',
  'DOC',
  'SEC',
  'CRY',
  'WEB',
  'COD',
  'CAL',
  'CON',
  'BID',
  'SUP',
  'ARC',
  'ASM',
] as const

export type PracticeSubject = (typeof practiceSubjects)[number]
export type PracticeRuleId = `${PracticeSubject}-${string}`

/** What a refusal, a test or a page may cite: a clause, a ruling, an edge case or a practice rule. */
export type ClauseId = `S${number}` | `A${number}` | `E-${string}` | PracticeRuleId
