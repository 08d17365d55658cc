import { refuseConflictingDuty } from '../access.ts'
import type { CataloguedItem } from '../catalogue/catalogue.ts'
import { riskLevelOf } from '../catalogue/power-item.ts'
import { type Matter, submittersOf } from '../matter/matter.ts'
import type { Board } from '../organisation/events.ts'
import type { objectKinds } from './events.ts'

export type ObjectKind = (typeof objectKinds)[number]

/** What a batch may draw, with what decides its weight, its stratum and who may not inspect it. */
export interface Candidate {
  /** Unique in the pool: `MATTER:2026-000012`, `ITEM:…`, `DIVISION:…`, `MEETING:…`, `PUBLIC_RECORD:…`. */
  readonly id: string
  readonly kind: ObjectKind
  readonly title: string
  readonly board?: Board | undefined
  readonly departments: readonly string[]
  readonly level?: 'REPORT' | 'FILING' | 'APPROVAL' | undefined
  readonly postFiled: boolean
  readonly highRisk: boolean
  readonly keyNode: boolean
  /** Who handled, reviewed or decided it: they may not inspect it (RND-003). */
  readonly people: readonly string[]
  /** The other party, compared with what inspectors declared an interest in. */
  readonly party?: { readonly name: string; readonly uscc?: string | undefined } | undefined
}

export const objectId = (kind: ObjectKind, id: string): string => `${kind}:${id}`

/** The kind and the own number of what stands in a pool. */
export function splitObjectId(object: string): { readonly kind: ObjectKind; readonly id: string } {
  const colon = object.indexOf(':')
  return { kind: object.slice(0, colon) as ObjectKind, id: object.slice(colon + 1) }
}

/** A matter that was concluded, or what was published of one, as an object of inspection. */
export function candidateOfMatter(
  kind: 'MATTER' | 'PUBLIC_RECORD',
  matter: Matter,
  item: CataloguedItem | undefined,
): Candidate {
  const excluded = matter.duties.filter(({ duty }) => refuseConflictingDuty([duty], 'INSPECT') !== undefined)
  return {
    id: objectId(kind, matter.id),
    kind,
    title: matter.title,
    board: matter.board ?? item?.board,
    departments: submittersOf(matter),
    level: matter.level,
    postFiled: matter.postFiling !== undefined,
    ...risksOf(item),
    people: [...new Set([matter.handler, ...excluded.map(({ person }) => person)])],
    party: matter.counterparty && { name: matter.counterparty.name, uscc: matter.counterparty.uscc },
  }
}

export function candidateOfItem(item: CataloguedItem): Candidate {
  return {
    ...nobodys('ITEM', item.item, item.name, [item.department]),
    board: item.board,
    level: item.level,
    ...risksOf(item),
  }
}

/** @param leaders who is in charge of it. */
export function candidateOfDivision(code: string, name: string, leaders: readonly string[]): Candidate {
  return { ...nobodys('DIVISION', code, name, [code]), people: leaders }
}

/** @param departments the division whose own meeting it was; none for the others. */
export function candidateOfMeeting(
  id: string,
  title: string,
  departments: readonly string[],
  people: readonly string[],
): Candidate {
  return { ...nobodys('MEETING', id, title, departments), people }
}

const nobodys = (kind: ObjectKind, id: string, title: string, departments: readonly string[]): Candidate => ({
  id: objectId(kind, id),
  kind,
  title,
  departments,
  postFiled: false,
  highRisk: false,
  keyNode: false,
  people: [],
})

function risksOf(item: CataloguedItem | undefined): Pick<Candidate, 'highRisk' | 'keyNode'> {
  return {
    highRisk: item?.riskAnalyses.some(analysis => riskLevelOf(analysis) === 'HIGH') ?? false,
    keyNode: item?.nodes.some(node => node.key) ?? false,
  }
}
