import * as z from 'zod'
import { refuseConflictingDuty } from '../access.ts'
import { fingerprint } from '../canonical.ts'
import { hasConflict } from '../draw/pairs.ts'
import { streams } from '../ids.ts'
import { err, must, ok, type Refusal, refuse } from '../result.ts'
import { hash, text } from '../schema.ts'
import { type Signature, type Statement, signature, signatureFault } from '../signature.ts'
import type { InspectionFacts } from './facts.ts'
import { type Inspection, standingFindings } from './inspection.ts'
import { define, refuseUnlessStage } from './stage.ts'

/**
 * SHA-256 of what the inspectors put their names to, over its canonical JSON (RFC 8785): the inspection, the conclusion and
 * every finding that stands, with its evidence by the files' own hashes.
 */
export function reportFingerprint(state: Inspection, words: string): string {
  const findings = standingFindings(state).map(f => ({
    ...{ no: f.no, grade: f.grade, clause: f.clause, department: f.department, words: f.words, evidence: f.evidence },
  }))
  const evidence = state.evidence.map(({ no, what, files }) => ({ no, what, files: files.map(({ hash }) => hash) }))
  return fingerprint({ v: 1, inspection: state.id, object: state.object, report: words, findings, evidence })
}

export const writeReport = define({
  noun: 'report',
  label: '撰写检查结论',
  clause: 'RND-006',
  roles: ['INSPECTOR'],
  input: z.strictObject({ report: text('检查结论', 3000, 5) }),
  may: state =>
    state.stage === 'OPEN'
      ? refuse('WRONG_STATE', 'RND-006', '还没有检查方案，请先制定方案。')
      : refuseUnlessStage(state, ['PLANNED', 'REPORTED'], 'RND-006', '再写结论'),
  decide: (state, { report }) =>
    ok([{ type: 'inspection.report-written', data: { report, sha256: reportFingerprint(state, report) } }]),
})

/** RND-003, S10: the draw left them out already; whoever has become concerned since does not sign. */
function refuseConcerned(state: Inspection, { batch, person }: InspectionFacts): Refusal | undefined {
  const conflicting = hasConflict(batch?.frozen?.conflicts ?? {}, state.object, person)
  return conflicting ? refuseConflictingDuty(['HANDLE'], 'INSPECT') : undefined
}

/** What a key signs: the report's fingerprint, under the inspection's own name, which no meeting has. */
export const reportStatement = (state: Inspection, sha256: string): Statement => ({
  meeting: streams.inspection(state.id),
  role: 'MINUTES',
  round: 0,
  item: sha256,
  content: {},
})

/** A signature that came along is good for this report and by this person's key, or is refused (S145). */
function refuseFalseSignature(
  state: Inspection,
  given: Signature | undefined,
  sha256: string,
  { organisation, person }: InspectionFacts,
): Refusal | undefined {
  if (!given) return undefined
  const keys = organisation.signingKeys.filter(key => key.person === person && !key.revoked)
  const fault = signatureFault(reportStatement(state, sha256), given, keys)
  return fault === undefined ? undefined : refuse('INVALID', 'S145', `${fault}，请重新签名。`, 'signature')
}

/** By each inspector with their own hand; the last signature concludes the inspection. */
export const sign = define({
  noun: 'signatures',
  label: '在检查结论上签字',
  clause: 'RND-003',
  roles: ['INSPECTOR'],
  input: z.strictObject({ sha256: hash('检查结论指纹'), signature: signature.optional() }),
  may: (state, facts) => {
    if (['OPEN', 'PLANNED'].includes(state.stage)) {
      return refuse('WRONG_STATE', 'RND-006', '还没有检查结论，请先撰写。')
    }
    const wrong = refuseUnlessStage(state, ['REPORTED'], 'RND-006', '签字') ?? refuseConcerned(state, facts)
    if (wrong || !state.signatures.some(({ by }) => by === facts.person)) return wrong
    return refuse('WRONG_STATE', 'RND-003', '您已经签字，请等其他检查人签字。')
  },
  decide: (state, input, facts) => {
    const { person } = facts
    if (input.sha256 !== must(state.report, 'a report').sha256) {
      return err(refuse('CHANGED_MEANWHILE', 'RND-006', '检查结论已经改动，请重新核对后再签字。', 'sha256'))
    }
    const wrong = refuseFalseSignature(state, input.signature, input.sha256, facts)
    if (wrong) return err(wrong)
    const signed = { type: 'inspection.signed', data: input }
    const missing = state.inspectors.filter(one => one !== person && !state.signatures.some(({ by }) => by === one))
    if (missing.length > 0) return ok([signed])
    const findings = standingFindings(state)
    const serious = findings.filter(({ grade }) => grade === 'SERIOUS').length
    return ok([signed, { type: 'inspection.concluded', data: { findings: findings.length, serious } }])
  },
})
