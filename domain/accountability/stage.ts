import { act } from '../decider.ts'
import { type Refusal, refuse } from '../result.ts'
import { type Accountability, type ClueStage, type Finding, type Measure, nameOfClueStage } from './accountability.ts'
import type { AccountabilityFacts } from './facts.ts'

export const define = act<Accountability, AccountabilityFacts>()

export function refuseUnlessStage(
  state: Accountability,
  allowed: readonly ClueStage[],
  label: string,
): Refusal | undefined {
  if (state.stage === 'NONE' && !allowed.includes('NONE')) return refuse('NOT_FOUND', 'S129', '没有这条线索。')
  return allowed.includes(state.stage)
    ? undefined
    : refuse('WRONG_STATE', 'S129', `本线索${nameOfClueStage(state.stage)}，不能${label}。`)
}

export const findingOf = (state: Accountability, no: number): Finding | undefined =>
  state.findings.find(f => f.no === no)
export const measureOf = (state: Accountability, no: number): Measure | undefined =>
  state.measures.find(m => m.no === no)

export const noFinding = (no: number) => refuse('INVALID', 'S129', `没有第${no}项认定的问题。`, 'finding')
export const noMeasure = (no: number) => refuse('INVALID', 'ACC-001', `没有第${no}项问责措施。`, 'measure')

/** A file is named by who uploaded it: a fingerprint alone, which others may know too, opens nobody's papers. */
export function refuseUnknownFiles(
  named: readonly { readonly hash: string }[],
  { files = {} }: AccountabilityFacts,
): Refusal | undefined {
  return named.every(({ hash }) => Object.hasOwn(files, hash))
    ? undefined
    : refuse('INVALID', 'S129', '文件没有上传，请重新选择。', 'files')
}
