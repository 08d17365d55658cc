import { clueActs } from './acts-clue.ts'
import { endingActs } from './acts-ending.ts'
import { findingActs } from './acts-findings.ts'
import { measureActs } from './acts-measures.ts'

export const accountabilityActs = [...clueActs, ...findingActs, ...measureActs, ...endingActs] as const
