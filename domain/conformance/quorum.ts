import { procedural } from '../meeting/acts-conclusion.ts'
import { recusalsToStart, seatPresider } from '../meeting/acts-sitting.ts'
import { kinds } from '../meeting/kinds.ts'
import { itemOf } from '../meeting/meeting.ts'
import { quorumOf, smallestEnough } from '../meeting/quorum.ts'
import { numberRule, type RuleSet, rulesOn, textRule } from '../rulebook/rulebook.ts'
import type { Sitting } from './ledger.ts'
import { broken, kept, keptIf, rule, type Verdict } from './rule.ts'
import { meetingFacts } from './told.ts'

function enough({ meeting }: Sitting, expected: number, present: number, rules: RuleSet): Verdict {
  const { quorum } = kinds[meeting.kind]
  const needed = smallestEnough(expected, numberRule(rules, quorum), textRule(rules, 'quorum.operator'))
  if (present > expected) return broken(`应到${expected}人，到会却有${present}人`)
  return keptIf(expected > 0 && present >= needed, () => {
    return `应到${expected}人，至少${needed}人才能审议，实到${present}人`
  })
}

const toBegin = rule(['meeting.item-started'], 'MTG-001', '开始审议时到会人数达到法定人数', (told, data) =>
  told.sitting ? enough(told.sitting, data.expected, data.present, rulesOn(told.ledger.rulebook, told.day)) : undefined,
)

const toConclude = rule(['meeting.item-concluded'], 'E-12', '作出结论时到会人数达到法定人数', (told, data) =>
  told.sitting ? enough(told.sitting, data.expected, data.present, rulesOn(told.ledger.rulebook, told.day)) : undefined,
)

/**
 * MTG-001: who is expected follows from posts, from the rotation and from the rules of recusal. The handler's name is not
 * public: one seat more may be empty on their account (S10).
 */
const expectedAtStart = rule(
  ['meeting.item-started'],
  'MTG-001',
  '应到人数与组成人员减去应回避人员相符',
  (told, { matter, presider, expected, interests = 0 }) => {
    const { sitting, ledger, day } = told
    const item = sitting && itemOf(sitting.meeting, matter)
    if (!item || sitting.meeting.members.length === 0) return undefined
    // Whoever took a review group's chair is hidden, and with them who had to leave.
    if (sitting.chairReplaced && sitting.meeting.kind === 'GROUP') return undefined
    const facts = meetingFacts(told, sitting, matter)
    const recusals = recusalsToStart(sitting.meeting, matter, presider, facts).map(r => ({ ...r, at: told.entry.at }))
    const seated = seatPresider(sitting.meeting, presider)
    const rules = rulesOn(ledger.rulebook, day)
    // Declared interests are not public, and the number of those who leave for them is (E-09).
    const left = textRule(rules, 'quorum.base') === 'DUE' ? 0 : interests
    const should = quorumOf(seated, { ...item, recusals }, rules).expected.length - left
    return keptIf(expected === should || expected === should - 1, () => {
      return `按职务和轮值表，本议题应到${should}人，记为${expected}人`
    })
  },
)

/** MTG-002: between the two, only recusals that were recorded take somebody away. */
const expectedAtConclusion = rule(
  ['meeting.item-concluded'],
  'MTG-002',
  '结论时的应到人数，只因登记的回避而减少',
  ({ sitting }, { matter, expected }) => {
    const tally = sitting?.items.get(matter)
    if (!tally || tally.expected === 0) return undefined
    const { expected: before, recusals } = tally
    return keptIf(expected <= before && expected >= before - recusals, () => {
      return `开始审议时应到${before}人，其间登记回避${recusals}人次，结论时应到却记为${expected}人`
    })
  },
)

/** S18: whoever is present was entered once at least; a leader called in for one item is not on the list (E-05). */
const enteredBefore = rule(
  ['meeting.item-started', 'meeting.item-concluded'],
  'S18',
  '到会人数不多于登记到会的人次',
  ({ sitting }, data) => {
    if (!sitting) return undefined
    const { meeting, attendance } = sitting
    const presider = 'presider' in data ? data.presider : itemOf(meeting, data.matter)?.presider
    const calledIn = meeting.kind === 'GROUP' && !meeting.members.some(m => m.person === presider)
    return keptIf(data.present <= attendance + (calledIn ? 1 : 0), () => {
      return `记为到会${data.present}人，而该会议登记到会只有${attendance}人次`
    })
  },
)

/** S93: a decision on the substance needs the position of everybody present who may vote. */
const everybodySpoke = rule(
  ['meeting.item-concluded'],
  'S93',
  '作实质结论前，到会有表决权的成员都已表态',
  ({ sitting }, { matter, conclusion, present }) => {
    if (!sitting || procedural.includes(conclusion)) return undefined
    const item = itemOf(sitting.meeting, matter)
    if (item && item.ballot !== 'NAMED') {
      return keptIf(item.count !== undefined, () => '议题不是记名表态，却没有登记计票结果', 'MTG-003')
    }
    const spoken = sitting.items.get(matter)?.opinions ?? 0
    return keptIf(spoken >= present, () => `到会${present}人，而该议题只有${spoken}次表态`)
  },
)

const begun = rule(
  [
    ...(['meeting.opinion-recorded', 'meeting.recusal-recorded', 'meeting.item-concluded'] as const),
    ...(['meeting.ballots-counted', 'meeting.recusal-requested', 'meeting.recusal-ruled'] as const),
  ],
  'MTG-002',
  '议题开始审议之后才表态、回避和作结论',
  ({ sitting }, { matter }) => {
    if (!sitting) return undefined
    const item = itemOf(sitting.meeting, matter)
    if (!item) return broken(`件${matter}不在该会议的议程上`)
    return item.stage === 'UNDER_WAY' ? kept : broken(`件${matter}的议题没有开始审议，或者已经有了结论`)
  },
)

const waiting = rule(['meeting.item-started'], 'MTG-002', '每个议题只开始审议一次', ({ sitting }, { matter }) => {
  const item = sitting && itemOf(sitting.meeting, matter)
  return keptIf(item?.stage === 'WAITING', () => `件${matter}不是待审议的议题`)
})

const ruledOnRequest = rule(
  ['meeting.recusal-ruled'],
  'E-10',
  '有待裁定的回避申请，才作裁定',
  ({ sitting }, { matter }) => {
    const item = sitting && itemOf(sitting.meeting, matter)
    return (
      item &&
      keptIf(
        item.requests.some(r => !r.ruling),
        () => '没有待裁定的回避申请，却作了裁定',
      )
    )
  },
)

/** E-12: what cannot be decided any more is put off on the record before the meeting is over. */
const nothingLeft = rule(['meeting.adjourned'], 'E-12', '散会时每个议题都有结论或已顺延', ({ sitting }) => {
  const open = sitting?.meeting.items.find(i => i.stage === 'WAITING' || i.stage === 'UNDER_WAY')
  return sitting && keptIf(open === undefined, () => `已经散会，而议题${open?.matter}既没有结论，也没有顺延`)
})

export const quorumRules = [
  ruledOnRequest,
  nothingLeft,
  begun,
  waiting,
  toBegin,
  toConclude,
  expectedAtStart,
  expectedAtConclusion,
  enteredBefore,
  everybodySpoke,
]
