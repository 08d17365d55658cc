import { parseRecordFile, type RecordFile, recordPath } from '../domain/log/record-file.ts'
import type { LogSource } from '../domain/log/source.ts'
import { readResource } from './reading.ts'

export type RecordReading =
  | { readonly kind: 'found'; readonly record: RecordFile }
  | { readonly kind: 'missing' | 'wrong' | 'unreadable'; readonly sentence: string }

/** Reads the record file of a stream that an entry named. Never throws. */
export async function readRecordFile(source: LogSource, stream: string): Promise<RecordReading> {
  // The name comes from the log, and becomes part of a path.
  if (!isStreamName(stream)) return { kind: 'wrong', sentence: `「${stream}」不是流的名称。` }
  const reading = await readResource(source, recordPath(stream))
  if (reading.kind === 'unreadable') return { kind: 'unreadable', sentence: reading.sentence }
  if (reading.kind === 'wrong') return { kind: 'missing', sentence: reading.sentence }
  const record = parseRecordFile(reading.bytes)
  if (!record.ok) return { kind: 'wrong', sentence: `${recordPath(stream)}：${record.error.sentence}` }
  if (record.value.stream === stream) return { kind: 'found', record: record.value }
  return { kind: 'wrong', sentence: `${recordPath(stream)} 里是「${record.value.stream}」的记录。` }
}

const isStreamName = (stream: string): boolean =>
  stream.split('/').every(part => /^[A-Za-z0-9_.@-]+$/.test(part) && !/^\.+$/.test(part))
