import * as z from 'zod'
import { err, ok, type Result, refuse } from '../result.ts'
import { fromUtf8 } from './bytes.ts'

const recordFile = z.strictObject({
  stream: z.string().max(160),
  entries: z.array(
    z.strictObject({
      index: z.int().min(0),
      entry: z.string().max(65_535),
      disclosures: z.array(z.string().max(2_000_000)),
    }),
  ),
})

/** All of one stream: where each of its entries stands in the log, its text, and the hidden fields that are handed out. */
export type RecordFile = Readonly<z.output<typeof recordFile>>

/** The path of a stream's record below the log's address. */
export const recordPath = (stream: string): string => `record/${stream}.json`

export function parseRecordFile(bytes: Uint8Array): Result<RecordFile> {
  const wrong = err(refuse('INVALID', 'S11', '记录文件格式不对。', 'record'))
  try {
    const parsed = recordFile.safeParse(JSON.parse(fromUtf8(bytes) ?? ''))
    return parsed.success ? ok(parsed.data) : wrong
  } catch {
    return wrong
  }
}
