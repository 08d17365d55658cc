import type { CataloguedItem } from '../catalogue/catalogue.ts'
import type { ChecklistLine, DeliberationLevel } from '../catalogue/power-item.ts'
import { type Refusal, refuse } from '../result.ts'
import { refuseUscc } from '../uscc.ts'
import { refuseDisclosure } from './disclosure-attribute.ts'
import { type KeyFields, keyFieldsOf, type Matter } from './matter.ts'

/** Which lines of the checklist a level needs: 审定 the detailed ones too (S108), the others only what is required of all. */
export function linesNeeded(item: CataloguedItem, level: DeliberationLevel): readonly ChecklistLine[] {
  return item.materials.filter(line => line.required && (level === 'APPROVAL' || !line.detailed))
}

export interface DossierLine {
  readonly line: string
  readonly label: string
  readonly clause: string
  readonly done: boolean
  readonly field: string
}

/** The checklist as a person ticks it off: every line that submission will ask for, and whether it is there. */
export function dossierOf(matter: Matter, item: CataloguedItem): readonly DossierLine[] {
  const lines: DossierLine[] = []
  const add = (line: string, label: string, clause: string, done: boolean, field: string) =>
    lines.push({ line, label, clause, done, field })
  add('basis', '列明送审依据', 'S80', matter.submissionBasis.length > 0, 'submissionBasis')
  if (item.level === 'REPORT') add('note', '办理说明', 'S103', (matter.handlingNote ?? '') !== '', 'handlingNote')
  if (item.level === 'FILING') {
    add('list', '办理目录', 'S105', matter.handlingList.length > 0, 'handlingList')
    add('data', '相关资料', 'S105', matter.materials.length > 0, 'materials')
  }
  for (const line of linesNeeded(item, item.level)) {
    const clause = item.level === 'APPROVAL' ? 'S108' : 'S79'
    add(
      line.id,
      line.name,
      clause,
      matter.materials.some(m => m.line === line.id),
      'materials',
    )
  }
  const unchecked = measuresOf(item).filter(m => !matter.checks.some(c => c.risk === m.risk && c.measure === m.measure))
  if (measuresOf(item).length > 0) add('controls', '防控措施逐条核对', 'S59', unchecked.length === 0, 'checks')
  return lines
}

/** What keeps a dossier from being submitted, the first thing first. */
export function incompleteDossier(matter: Matter, item: CataloguedItem): Refusal | undefined {
  const missing = dossierOf(matter, item).find(line => !line.done)
  if (missing)
    return refuse('INCOMPLETE', missing.clause, `${missingWords(missing, item.level)}，不能送审。`, missing.field)
  const undone = matter.checks.find(check => !check.done)
  if (undone) return refuse('INCOMPLETE', 'S20', '有防控措施尚未落实，廉洁性审核不因加急而放行。', 'checks')
  if (matter.counterparty?.kind === 'ORGANISATION') {
    if (!matter.counterparty.uscc) {
      return refuse('INCOMPLETE', 'SGS-002', '相对人为单位的，须填统一社会信用代码。', 'counterparty.uscc')
    }
    const wrong = refuseUscc(matter.counterparty.uscc, 'counterparty.uscc')
    if (wrong) return wrong
  }
  return refuseDisclosure(matter.disclosure)
}

function missingWords(line: DossierLine, level: DeliberationLevel): string {
  switch (line.line) {
    case 'basis':
      return '没有列明送审依据'
    case 'note':
      return '“报告”件须填写办理说明'
    case 'list':
      return '“报备”件须提供办理目录'
    case 'data':
      return '“报备”件须提供相关资料'
    case 'controls':
      return '廉政风险防控措施还没有逐条核对'
    default:
      return level === 'APPROVAL' ? `“审定”须提供事项详细资料，缺「${line.label}」` : `送审材料缺「${line.label}」`
  }
}

export function measuresOf(
  item: CataloguedItem,
): readonly { risk: string; measure: string; words: string; name: string }[] {
  return item.risks.flatMap(r => r.measures.map(m => ({ risk: r.id, measure: m.id, words: m.words, name: r.name })))
}

export type ChangedField = 'amount' | 'counterparty' | 'location' | 'projectCode' | 'materials'

/** E-16: key fields that differ from what was last submitted. A file added is a supplement; a file replaced is a change. */
export function changedKeyFields(matter: Matter): readonly ChangedField[] {
  const before = matter.submittedKey
  if (!before) return []
  const now = keyFieldsOf(matter)
  const changed = (['amount', 'counterparty', 'location', 'projectCode'] as const).filter(k => before[k] !== now[k])
  return removedMaterials(before, now) ? [...changed, 'materials'] : changed
}

function removedMaterials(before: KeyFields, now: KeyFields): boolean {
  return Object.keys(before.materials).some(key => now.materials[key] === undefined)
}
