import catalogue from '../spec/demo-catalogue.json' with { type: 'json' }
import { constructionItems } from './items/construction.ts'
import { enforcementItems } from './items/enforcement.ts'
import { compiled, type ItemDetail } from './items/notation.ts'
import { permitItems } from './items/permit.ts'
import { planFundItems } from './items/plan-fund.ts'

const details: Readonly<Record<string, ItemDetail>> = {
  ...planFundItems,
  ...constructionItems,
  ...permitItems,
  ...enforcementItems,
}

/** The sixteen items of spec/demo-catalogue.json as a division compiles them: checklist, flowchart, risks, periods. */
export const demoItems = catalogue.map(({ code, board, name, powerType, dept, focus, basis }) => {
  const detail = details[code]
  if (!detail) throw new Error(`no detail for the demonstration item ${code}`)
  return {
    item: code,
    name,
    board,
    department: dept,
    powerType,
    // As given, remarks such as «未核» included: nothing here is to be taken for verified law.
    legalBasis: basis.map(title => ({ title })),
    focus,
    ...compiled(detail),
    phone: '020-0000-0000',
  }
})

export const demoLevels = catalogue.map(({ code, level }) => ({ item: code, included: true, level }))
