import { close, orderRectification, publish, rectify, refer, verify } from './acts-ending.ts'
import { assignReviewers, decideObjection, object } from './acts-objections.ts'
import { sign, writeReport } from './acts-report.ts'
import { fileEvidence, plan, recordFinding, respond, withdrawFinding } from './acts-work.ts'

/** 检查表→发现→反馈→异议→整改→复查→关闭 (RND-006). */
export const inspectionActs = [
  plan,
  fileEvidence,
  recordFinding,
  withdrawFinding,
  writeReport,
  sign,
  respond,
  object,
  assignReviewers,
  decideObjection,
  publish,
  orderRectification,
  rectify,
  verify,
  refer,
  close,
] as const
