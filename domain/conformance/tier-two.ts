import { leaderReview, refuseDelegate } from '../matter/acts-review.ts'
import { conclusions } from '../matter/events.ts'
import { submittersOf } from '../matter/matter.ts'
import { actorFor } from '../organisation/facts.ts'
import { leaderInChargeOf, nameOfDepartment } from '../organisation/posts.ts'
import { rolesTowardsDepartments } from '../organisation/roles.ts'
import { asAnswered, broken, keptIf, rule } from './rule.ts'
import { baseFor } from './told.ts'
import { nameOfPerson } from './words.ts'

/** S88: who reviewed, who is public by post (practice 3.1), was in charge of the submitting division, or held a delegation. */
const byTheLeader = rule(
  ['matter.tier-concluded'],
  'S88',
  '第2级由当日分管送审处室的厅领导，或受其委托的厅领导审核',
  (told, { tier, presider }) => {
    if (tier !== 2) return undefined
    const { matter, ledger, day } = told
    const submitters = submittersOf(matter)
    const roles = rolesTowardsDepartments(baseFor(told, presider), submitters)
    return keptIf(roles.has('LEADER_IN_CHARGE'), () => {
      const leader = leaderInChargeOf(ledger.organisation, matter.department, day)
      const where = nameOfDepartment(ledger.organisation, matter.department)
      const should = leader ? `当日分管${where}的是${nameOfPerson(told, leader)}` : `当日${where}没有分管厅领导`
      return `第2级由${nameOfPerson(told, presider)}审核，${should}，其也没有当日有效的委托`
    })
  },
)

const delegateIsFree = rule(
  ['matter.tier-concluded'],
  'E-01',
  '受托作第2级审核的，不是送审处室负责人，也不在后续级次作决定',
  (told, { tier, presider }) => {
    if (tier !== 2) return undefined
    // It asks for nothing of the catalogue, which is not looked up here for every review.
    const facts = { ...baseFor(told, presider), rulebook: told.ledger.rulebook, catalogueVersion: 1 }
    return asAnswered(refuseDelegate(told.matter, facts))
  },
)

/** S145: the post in which the review is recorded is the one in which this leader acts towards this matter. */
const inTheirPost = rule(
  ['matter.tier-concluded'],
  'S145',
  '第2级审核人以其对该件的职务签署',
  (told, { tier, presider }) => {
    if (tier !== 2) return undefined
    const { post, department } = actorFor(baseFor(told, presider), submittersOf(told.matter))
    const { by } = told.entry
    return keptIf(post === by.post && department === by.department, () => {
      return `审核人为${nameOfPerson(told, presider)}，记录的却不是其职务`
    })
  },
)

/** What the form of a leader's review lets them conclude. */
const possible = conclusions.filter(conclusion => {
  const form = { conclusion, opinion: '（未公开）', needed: ['（未公开）'] }
  return leaderReview.input.safeParse(form).success
})

const noMeeting = rule(
  ['matter.tier-concluded'],
  'S88',
  '第2级是领导个人审核，结论只有同意、不同意、退回补正',
  (_told, { tier, conclusion, meeting }) => {
    if (tier !== 2) return undefined
    if (meeting !== undefined) return broken('第2级审核的结论却记为会议作出')
    return keptIf(possible.includes(conclusion), () => '第2级审核作出了它不能作的结论')
  },
)

export const tierTwoRules = [byTheLeader, delegateIsFree, inTheirPost, noMeeting]
