import { type DrawTranscript, recompute } from '../../domain/draw/transcript.ts'
import { parseTranscript } from '../../domain/draw/transcript-schema.ts'

/** What somebody finds who downloads the transcript and does it again. */
export function judged(transcript: DrawTranscript): ReturnType<typeof recompute> {
  const read = parseTranscript(JSON.stringify(transcript))
  return read.ok ? recompute(read.value) : read
}

/** Every place in a value where something other than an object stands, with a way to put another value there. */
export function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
}

export function changed(transcript: DrawTranscript, path: readonly (string | number)[]): DrawTranscript {
  const copy = structuredClone(transcript)
  let at = copy as unknown as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  at[last] = otherThan(at[last])
  return copy
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value + 1 : value / 2
  const text = String(value)
  const end = text.at(-1) === '1' ? '2' : '1'
  return `${text.slice(0, -1)}${end}`
}
