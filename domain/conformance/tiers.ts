import { nameOfLevel } from '../catalogue/power-item.ts'
import { passing } from '../matter/conclusions.ts'
import { recordOf } from '../matter/matter.ts'
import { isOver, nameOfStatus, nameOfTier, tierAwaited, tiersOf } from '../matter/route.ts'
import { broken, type Fault, kept, keptIf, rule } from './rule.ts'
import type { Told } from './told.ts'

/** S86, S91: a tier concludes only what waits for exactly this tier: none is skipped, and none speaks twice without a return. */
const inOrder = rule(['matter.tier-concluded'], 'S86', '四级程序依次进行，不越级、不重复', ({ matter }, { tier }) => {
  const awaited = tierAwaited(matter.status)
  if (awaited === tier) return kept
  return broken(
    awaited === undefined
      ? `作出了第${tier}级（${nameOfTier(tier)}）结论，而本件为「${nameOfStatus(matter.status)}」，不在等待任何一级`
      : `作出了第${tier}级（${nameOfTier(tier)}）结论，而应作的是第${awaited}级（${nameOfTier(awaited)}）`,
  )
})

/** S111: 报告 and 报备 end at tier 3. */
const noTierTooMany = rule(
  ['matter.tier-concluded', 'matter.listed'],
  'S111',
  '“报告”“报备”件止于第3级，不送厅长办公会',
  ({ matter: { level } }, { tier }) => {
    if (!level) return undefined
    return tiersOf(level).includes(tier)
      ? kept
      : broken(
          `“${nameOfLevel(level)}”件有第${tier}级（${nameOfTier(tier)}）记录，该层级止于第${tiersOf(level).length}级`,
        )
  },
)

/** S113: nothing of an 审定 is carried out or closed on the word of tier 3. */
const endsAtTierFour = rule(
  ['matter.implementation-started', 'matter.closed'],
  'S113',
  '“审定”件以第4级通过为终点，不在第3级办结',
  ({ matter }) => {
    if (matter.level !== 'APPROVAL') return undefined
    const last = recordOf(matter, 4)
    return keptIf(last !== undefined && passing.includes(last.conclusion), () => '“审定”件没有第4级通过的结论')
  },
)

export const tierRules = [inOrder, noTierTooMany, endsAtTierFour]

export const OVER = { clause: 'S86', rule: '已经了结的件不再有新记录' }

/** What a rule lets follow a «no»: putting right what was done before it was filed (E-25), closing a 报告 with remarks (A3). */
const afterNo = ['matter.rectification-ordered', 'matter.rectified', 'matter.closed']

/** S86: nothing follows an end. `undefined` for what is no end. */
export function faultOfRevival({ module, matter, entry }: Told): Fault | undefined {
  if (module !== 'matter' || !isOver(matter.status)) return undefined
  if (matter.status === 'NOT_AGREED' && afterNo.includes(entry.type)) return undefined
  return { sentence: `本件已「${nameOfStatus(matter.status)}」，其后又出现第${entry.version}条记录` }
}
