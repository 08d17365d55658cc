import { nameOfConclusion } from '../matter/conclusions.ts'
import { nameOfTier } from '../matter/route.ts'
import { kinds } from '../meeting/kinds.ts'
import { itemOf, nameOfStage } from '../meeting/meeting.ts'
import { isSpecialGroup } from '../review-group/review-group.ts'
import type { Sitting } from './ledger.ts'
import { broken, type Fault, kept, rule } from './rule.ts'
import type { Told } from './told.ts'
import { nameOfMeeting } from './words.ts'

/**
 * S93: tiers 1, 3 and 4 conclude by the signed minutes of a meeting. What the minutes entail is compared where it arrives
 * (`entailed.ts`); here is said what is wrong with a conclusion that no minutes entailed.
 */
const byMeeting = rule(
  ['matter.tier-concluded'],
  'S93',
  '第1、3、4级的结论由会议作出：会议在先、纪要已签、结论一致',
  (told, { tier, meeting }) => {
    if (tier === 2) return undefined
    if (told.entailed) return kept
    if (meeting === undefined) return broken(`第${tier}级（${nameOfTier(tier)}）的结论没有会议`)
    const fault = told.sitting ? faultOf(told, told.sitting) : { sentence: `第${tier}级结论所称的会议${meeting}不存在` }
    return [fault]
  },
)

function faultOf({ matter, ledger }: Told, sitting: Sitting): Fault {
  const { meeting } = sitting
  const name = nameOfMeeting(meeting, ledger)
  if (meeting.stage !== 'SIGNED') {
    return { clause: 'MTG-009', sentence: `结论写入时，${name}为「${nameOfStage(meeting.stage)}」，纪要还没有签发` }
  }
  const decided = itemOf(meeting, matter.id)?.conclusion
  return decided
    ? { clause: 'MTG-009', sentence: `${name}签发纪要时没有写入这一结论，事后另行写入` }
    : { sentence: `${name}没有对本件作出结论` }
}

/** S87, S89, S90: each tier has its meeting, of the body that answers for the matter. */
const rightBody = rule(
  ['matter.tier-concluded'],
  'S94',
  '第1级由送审处室、第3级由该板块复核小组、第4级由厅长办公会作出',
  ({ matter, sitting, ledger }, { tier, conclusion }) => {
    if (tier === 2 || !sitting) return undefined
    const { kind, body } = sitting.meeting
    const name = nameOfMeeting(sitting.meeting, ledger)
    if (kinds[kind].tier !== tier) {
      const said = nameOfConclusion(conclusion, tier, matter.level)
      return broken(
        `第${tier}级（${nameOfTier(tier)}）的「${said}」出自${name}，那是第${kinds[kind].tier}级的会议`,
        'S93',
      )
    }
    if (kind === 'INITIAL' && body !== matter.department) return broken(`初审由其他处室的${name}作出`, 'S87')
    if (kind !== 'GROUP') return kept
    const group = ledger.groups.get(body)
    if (isSpecialGroup(body) || matter.specialGroup) {
      return matter.specialGroup === body && group?.special === matter.id
        ? kept
        : broken(`复核由${name}作出，而领导小组没有为本件指定这个复核小组`, 'E-11')
    }
    return group?.board === matter.board ? kept : broken(`复核由不负责该板块的${name}作出`)
  },
)

export const tierMeetingRules = [byMeeting, rightBody]
