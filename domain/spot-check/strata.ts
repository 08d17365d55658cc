import { nameOfBoard, nameOfLevel } from '../catalogue/power-item.ts'
import type { Candidate, ObjectKind } from './candidate.ts'

const kindNames: Record<ObjectKind, string> = {
  MATTER: '已办件',
  ITEM: '事项',
  DIVISION: '处室',
  MEETING: '会议',
  PUBLIC_RECORD: '公开记录',
}
export const nameOfObjectKind = (kind: ObjectKind): string => kindNames[kind]

/**
 * The stratum of an object, as it is published: its kind, its board, its level, as far as it has them, parted by middle dots
 * (`已办件·工程建设·审定`, `事项·审批许可·报备`, `处室`). Within a stratum what is drawn depends on weights and lots alone.
 */
export function stratumOf({ kind, board, level }: Candidate): string {
  return [kindNames[kind], board && nameOfBoard(board), level && nameOfLevel(level)].filter(part => part).join('·')
}

/** How many objects each stratum has, in the order of their names. */
export function strataAmong(
  candidates: readonly Candidate[],
): readonly { readonly stratum: string; readonly size: number }[] {
  return [...Map.groupBy(candidates, stratumOf)]
    .map(([stratum, members]) => ({ stratum, size: members.length }))
    .sort((a, b) => (a.stratum < b.stratum ? -1 : 1))
}
