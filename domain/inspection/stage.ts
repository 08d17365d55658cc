import * as z from 'zod'
import { act } from '../decider.ts'
import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { hash, text } from '../schema.ts'
import type { InspectionFacts } from './facts.ts'
import {
  type Finding,
  type HeldFile,
  type Inspection,
  type InspectionStage,
  nameOfInspectionStage,
} from './inspection.ts'

export const define = act<Inspection, InspectionFacts>()

export function refuseUnlessStage(
  state: Inspection,
  allowed: readonly InspectionStage[],
  clause: string,
  label: string,
): Refusal | undefined {
  if (state.stage === 'NONE') return refuse('NOT_FOUND', 'RND-006', '没有这项检查。')
  if (allowed.includes(state.stage)) return undefined
  return refuse('WRONG_STATE', clause, `本项检查${nameOfInspectionStage(state.stage)}，不能${label}。`)
}

export const findingNo = z.int({ error: '请选择发现的问题' }).min(1, { error: '请选择发现的问题' })

/** A finding that still stands; refused when there is none of that number. */
export function standingFinding(state: Inspection, no: number, field = 'finding'): Result<Finding> {
  const finding = state.findings.find(one => one.no === no)
  if (!finding) return err(refuse('NOT_FOUND', 'RND-006', `没有第${no}条发现。`, field))
  if (finding.withdrawn === undefined && !finding.dropped) return ok(finding)
  return err(refuse('WRONG_STATE', 'RND-006', `第${no}条发现已经撤回或取消。`, field))
}

/** Files as a form names them; the name is for whoever reads, the hash is what counts. */
export const filesField = z
  .array(z.strictObject({ hash: hash('文件'), name: text('文件名', 200) }))
  .max(30, { error: '一次最多附30个文件' })

/** RND-006: only what was uploaded by the person who files it. */
export function refuseUnknownFiles(
  files: readonly HeldFile[],
  { files: known = {} }: InspectionFacts,
): Refusal | undefined {
  const stranger = files.find(({ hash }) => !Object.hasOwn(known, hash))
  return stranger && refuse('INVALID', 'RND-006', `「${stranger.name}」没有上传完，请重新选择文件。`, 'files')
}
