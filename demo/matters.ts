import { constructionTales } from './matters/construction.ts'
import { enforcementTales } from './matters/enforcement.ts'
import { permitTales } from './matters/permit.ts'
import { planFundTales } from './matters/plan-fund.ts'
import type { Tale } from './tale.ts'

/** All matters of the story, in the order in which they are drafted. */
export const tales: readonly Tale[] = [
  ...planFundTales,
  ...constructionTales,
  ...permitTales,
  ...enforcementTales,
].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
