/** What stands in the public log for a confidential event, and whether it does. */
import type { Entry } from '../domain/log/entry.ts'
import { type SealedEvent, sealedDigest } from '../domain/register/digest.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'

export type { SealedEvent } from '../domain/register/digest.ts'

/** SHA-256, hexadecimal, of an event as the receipt or the case file gives it. */
export const eventDigest = (event: SealedEvent): string => sealedDigest(event)

/**
 * Whether an event is among those that a day's entry stands for.
 * @param dayClosed an entry that was proved to be in the log. @returns the day, or why it is not there.
 */
export function foundInDay(event: SealedEvent, dayClosed: Entry): Result<string> {
  const { day, digests } = dayClosed.data
  if (dayClosed.type !== 'register.day-closed' || !Array.isArray(digests) || typeof day !== 'string') {
    return err(refuse('INVALID', 'S122', '所指的日志条目不是一天的受理登记。', 'entry'))
  }
  return digests.includes(eventDigest(event))
    ? ok(day)
    : err(
        refuse(
          'INVALID',
          'S122',
          `${day} 的受理登记里没有本件的承诺：本件可能被改动或没有登记，请保存回执并向上级机关反映。`,
          'digest',
        ),
      )
}
