import { dispositionActs } from './acts-dispositions.ts'
import { handlingActs } from './acts-handling.ts'
import { identityActs } from './acts-identity.ts'
import { intakeActs } from './acts-intake.ts'
import { keepingActs } from './acts-keeping.ts'
import { triageActs } from './acts-triage.ts'

export const complaintActs = [
  ...intakeActs,
  ...triageActs,
  ...handlingActs,
  ...dispositionActs,
  ...identityActs,
  ...keepingActs,
] as const
