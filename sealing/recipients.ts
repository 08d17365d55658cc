/** To which of the checked keys something is sealed. Who may read is the domain's rule; here only keys are looked up. */
import { err, ok, type Result, refuse } from '../domain/result.ts'
import type { Custodian } from './identity.ts'
import { type AnsweredKey, type KeyReport, whyNotSeal } from './key-check.ts'

export interface Recipients {
  /** `age1…`, for sealing. */
  readonly recipients: readonly string[]
  /** The keys' own names, which the server keeps beside the ciphertext. */
  readonly keys: readonly string[]
  /** Persons who may read but have no key in force: they read it after another member sealed it to them again. */
  readonly without: readonly string[]
}

/** Keys of those who read the content of a report. @param readers persons, as the domain's `readersOf` gives them. */
export function contentRecipients(report: KeyReport, readers: readonly string[]): Result<Recipients> {
  return recipientsOf(report, 'CONTENT', readers, '目前没有一位可以受理本件的成员登记了收件公钥，不能在网上提交')
}

/** Keys of the body above, for what is about the group's leader or the agency's head (CMP-005). */
export function superiorRecipients(report: KeyReport): Result<Recipients> {
  return recipientsOf(report, 'SUPERIOR', undefined, '上级机关的收件公钥还没有登记，不能在网上径送上级')
}

/** Keys of those whom the group reports to (S123). */
export function leadershipRecipients(report: KeyReport): Result<Recipients> {
  return recipientsOf(report, 'LEADERSHIP', undefined, '党组、领导小组还没有登记收件公钥，不能在网上报送')
}

/**
 * Custodians of identities, each with the newest key, but none of those who may not know of the report (CMP-003, CMP-005).
 * @param appointed who is a custodian today: a key outlives the office. Everyone with a key for identities unless said.
 */
export function custodiansOf(
  report: KeyReport,
  recused: readonly string[],
  appointed?: readonly string[],
): Result<readonly Custodian[]> {
  const refusal = whyNotSeal(report)
  if (refusal) return err(refusal)
  const byPerson = new Map<string, Custodian>()
  for (const { person, recipient } of inForce(report, 'IDENTITY').toSorted((a, b) => a.index - b.index)) {
    const isCustodian = appointed?.includes(person) ?? true
    if (isCustodian && !recused.includes(person)) byPerson.set(person, { person, recipient })
  }
  return ok([...byPerson.values()])
}

function recipientsOf(
  report: KeyReport,
  purpose: AnsweredKey['purpose'],
  persons: readonly string[] | undefined,
  none: string,
): Result<Recipients> {
  const refusal = whyNotSeal(report)
  if (refusal) return err(refusal)
  const found = inForce(report, purpose).filter(({ person }) => persons?.includes(person) ?? true)
  if (found.length === 0) {
    return err(refuse('WRONG_STATE', 'S122', `${none}：请改用信函、来访或电话反映。`, 'keys'))
  }
  return ok({
    recipients: found.map(({ recipient }) => recipient),
    keys: found.map(({ key }) => key),
    without: (persons ?? []).filter(person => !found.some(key => key.person === person)),
  })
}

const inForce = ({ findings }: KeyReport, purpose: AnsweredKey['purpose']): AnsweredKey[] =>
  findings.filter(({ state, key }) => state === 'IN_LOG' && key.purpose === purpose).map(({ key }) => key)
