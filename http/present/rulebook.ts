import { rulesOn } from '../../domain/rulebook/rulebook.ts'
import { parameters } from '../../spec/parameters.ts'
import type { RulebookView } from '../api/contract.ts'
import { division, type Viewing } from './viewing.ts'

const notes = new Map(parameters.map(({ key, note }) => [key, note]))

/** The regulations, and the parameters in force today with where each comes from (A15). */
export function rulebookView(viewing: Viewing): RulebookView {
  const { rulebook, today } = viewing
  const rules = rulesOn(rulebook, today)
  return {
    documents: Object.values(rulebook.documents).map(
      ({ document, title, kind, status, department, issuedOn, basis }) => ({
        document,
        title,
        kind,
        status,
        ...(department ? { department: division(viewing, department) } : {}),
        ...(issuedOn ? { issuedOn } : {}),
        basis: [...basis],
      }),
    ),
    version: rules.version,
    effectiveFrom: rules.effectiveFrom,
    parameters: Object.values(rules.parameters).map(({ key, value, source }) => ({
      key,
      value,
      source,
      note: notes.get(key) ?? '',
    })),
  }
}
