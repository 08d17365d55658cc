/** Whether a report stands in the public log: its digest among those of its day, and that day's entry in the signed tree. */
import { leafHash } from '../../domain/log/hashing.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { httpSource } from '../../verifier/http-source.ts'
import { whyNotIncluded } from '../../verifier/inclusion.ts'
import { readEntry } from '../../verifier/read-entry.ts'
import { readTrust } from '../../verifier/trust.ts'
import { foundInDay, type SealedEvent } from '../report-digest.ts'

/** @param index of the day's entry. @returns what was proved, in a sentence. */
export async function proveInLog(event: SealedEvent, index: number): Promise<Result<string>> {
  const no = (sentence: string) => err(refuse('INVALID', 'S122', sentence))
  const source = httpSource('/log')
  try {
    const { checkpoint, steps, cosigners } = await readTrust(source)
    const failed = steps.find(({ state }) => state === 'FAILED')
    if (!checkpoint || failed) return no(`公开日志没有通过核对：${failed?.sentence ?? '还没有签名的检查点。'}`)
    const bytes = await source.read(`entry/${index}`)
    const entry = bytes && readEntry(bytes)
    if (!bytes || !entry?.ok || index >= checkpoint.size) return no(`公开日志第 ${index} 号条目读不出来。`)
    const missing = await whyNotIncluded(source, checkpoint, [{ index, leaf: leafHash(bytes) }])
    if (missing) return no(missing)
    const day = foundInDay(event, entry.value)
    if (!day.ok) return day
    const seen = cosigners.length > 0 ? `，并由${cosigners.map(({ name }) => name).join('、')}见证` : ''
    return ok(`本件在 ${day.value} 的受理登记里，是公开日志第 ${index} 号条目，日志签名正确${seen}。`)
  } catch (error) {
    return no(`读不到公开日志：${error instanceof Error ? error.message : ''}请检查网络后再试。`)
  }
}
