import { firstRefusal, type Refusal, refuse } from '../result.ts'
import { type Day, formatDay } from '../time.ts'
import { DIGESTS_AT_ONCE } from './events.ts'
import { nextToClose, type Register } from './register.ts'

const CLAUSE = 'CMP-004'

/**
 * What is wrong with closing a day: days follow one another without a gap, each when it is over, and their digests are
 * sorted, unique and as many as say nothing about how many are true. Asked by the act, and by the replay of the log.
 */
export function refuseClosing(
  state: Register,
  { day, digests }: { readonly day: Day; readonly digests: readonly string[] },
  today: Day,
): Refusal | undefined {
  const next = nextToClose(state)
  return firstRefusal(
    next !== undefined && day < next
      ? refuse('WRONG_STATE', CLAUSE, `${formatDay(day)}的日承诺已经公布，或在首日之前，不能再公布。`, 'day')
      : undefined,
    next !== undefined && day > next
      ? refuse(
          'WRONG_STATE',
          CLAUSE,
          `日承诺逐日公布，应先公布${formatDay(next)}的，不能跳到${formatDay(day)}。`,
          'day',
        )
      : undefined,
    day >= today
      ? refuse('WRONG_STATE', CLAUSE, `${formatDay(day)}还没有过完，不能公布当日的承诺。`, 'day')
      : undefined,
    digests.length === 0 || digests.length % DIGESTS_AT_ONCE !== 0
      ? refuse('INVALID', CLAUSE, `日承诺的数目应为${DIGESTS_AT_ONCE}的倍数，且不少于${DIGESTS_AT_ONCE}个。`, 'digests')
      : undefined,
    digests.some((digest, index) => index > 0 && digest <= (digests[index - 1] ?? ''))
      ? refuse('INVALID', CLAUSE, '日承诺应由小到大排列，没有重复。', 'digests')
      : undefined,
  )
}
