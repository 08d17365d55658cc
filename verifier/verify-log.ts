/** All that can be verified of a log from what it serves: the log itself, the rules over its entries, its record files. */
import type { ReplayReport } from '../domain/conformance/report.ts'
import type { LogSource } from '../domain/log/source.ts'
import type { Day } from '../domain/time.ts'
import { type AuditReport, auditLog, type Expectations } from './audit.ts'
import { type RecordFindings, recordAudit } from './audit-records.ts'
import { readEntry } from './read-entry.ts'
import { replayLog } from './replay-log.ts'

export interface Wishes extends Omit<Expectations, 'onEntry'> {
  /** The day as of which clocks are judged; the log's last unless given. */
  readonly today?: Day
  /** Whether the record file of every stream is read and compared as well. */
  readonly withRecords?: boolean
}

export interface Verification {
  readonly audit: AuditReport
  /** Absent when the entries are not those of the checkpoint: what rules say of them would mean nothing. */
  readonly replay?: ReplayReport
  /** Absent unless wished for, or when there is nothing to compare with. */
  readonly records?: RecordFindings
}

export type Verdict = 'sound' | 'findings' | 'false' | 'unreadable'

export async function verifyLog(source: LogSource, wishes: Wishes): Promise<Verification> {
  const { sha256, today, withRecords } = wishes
  const replay = replayLog(source, { ...(sha256 ? { sha256 } : {}), ...(today ? { today } : {}) })
  const records = withRecords ? recordAudit(source, sha256) : undefined
  const onEntry = (bytes: Uint8Array, index: number) => {
    const entry = readEntry(bytes)
    if (entry.ok) records?.see(entry.value.stream, bytes, index)
    return replay.see(entry, index)
  }
  const audit = await auditLog(source, { ...wishes, onEntry })
  if (!isWhole(audit)) return { audit }
  return { audit, replay: replay.finish(), ...(records ? { records: await records.finish() } : {}) }
}

/** The entries that were seen are those that the checkpoint stands for. */
const isWhole = ({ unreadable, steps }: AuditReport): boolean =>
  unreadable === undefined && ['entries', 'tree'].every(name => steps.some(step => step.name === name && step.ok))

/** The worst of what was found; a log that could not be read to its end is neither sound nor false. */
export function verdictOf({ audit, replay, records }: Verification): Verdict {
  if (audit.steps.some(step => !step.ok) || records?.step?.ok === false) return 'false'
  if (audit.unreadable !== undefined || records?.unreadable !== undefined) return 'unreadable'
  return (replay?.findings.length ?? 0) > 0 ? 'findings' : 'sound'
}
