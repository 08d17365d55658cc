import { refuseUnlessStatus } from '../matter/act.ts'
import { refuseSubmission, submit, voidsOpinions } from '../matter/acts-submission.ts'
import { refuseDisclosure } from '../matter/disclosure-attribute.ts'
import { must } from '../result.ts'
import { asAnswered, broken, kept, keptIf, rule } from './rule.ts'
import { matterFacts } from './told.ts'
import { nameOfField, shown } from './words.ts'

/** What the dossier holds is not public; everything else that submission asks for is. */
const mayBeSubmitted = rule(
  ['matter.submitted'],
  'S81',
  '送审时事项在目录内且有依据，处室已有初审例会制度，紧急已经确认',
  told => asAnswered(refuseSubmission(told.matter, matterFacts(told))),
)

/** The reason is not public; that there is a ground is. */
const openOrGrounded = rule(['matter.submitted'], 'S11', '公开为常态：不主动公开的，已选定法定依据', ({ matter }) =>
  asAnswered(refuseDisclosure({ ...matter.disclosure, reason: '（理由未公开，按已填写计）' })),
)

const inForce = { level: 'S102', board: 'S38', catalogueVersion: 'E-69', ruleSet: 'S3' } as const

const byWhatIsInForce = rule(
  ['matter.submitted'],
  'S3',
  '送审适用当日现行的目录版本、审议层级、板块和规则参数',
  (told, data) => {
    const decided = submit.decide(told.matter, {}, matterFacts(told))
    if (!decided.ok) return undefined
    const made = must(decided.value[0], 'the submission').data
    const fields = Object.keys(inForce) as (keyof typeof inForce)[]
    const field = fields.find(f => made[f] !== data[f])
    return field === undefined
      ? kept
      : broken(`${nameOfField(field)}应为${shown(made[field])}，记为${shown(data[field])}`, inForce[field])
  },
)

const supplementedWhatWasReturned = rule(['matter.supplemented'], 'E-15', '只有退回补正的件提交补正', ({ matter }) =>
  asAnswered(refuseUnlessStatus(matter, ['RETURNED'], 'E-15', '提交补正')),
)

const voidedByKeyFields = rule(
  ['matter.supplemented'],
  'E-16',
  '关键字段变化或声明实质变化的，此前意见失效，从第1级重新开始',
  (_told, { changed, voided }) =>
    keptIf(voided === voidsOpinions(changed), () =>
      voided ? '没有实质变化，却作废了此前意见' : '材料有实质变化，此前意见却没有失效',
    ),
)

export const submissionRules = [
  mayBeSubmitted,
  openOrGrounded,
  byWhatIsInForce,
  supplementedWhatWasReturned,
  voidedByKeyFields,
]
