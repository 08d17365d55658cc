import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { byCodeUnits, firstRepeated, labelFault } from './labels.ts'
import { positionsOf } from './tickets.ts'

/** Who inspects what. Inspectors stand in the order in which they were drawn. */
export interface Pair {
  readonly object: string
  readonly inspectors: readonly string[]
}

/** For each object those who may not inspect it: who handled, reviewed or approved it, and whose division it is (RND-003). */
export type Conflicts = Readonly<Record<string, readonly string[]>>

/** «2 名以上»: nobody inspects alone (RND-003). */
export const LEAST_INSPECTORS = 2

/**
 * Draws inspectors for each object. Under the seed each pair of object and inspector has a position (label: the object, a
 * newline, the inspector). Objects are taken in the order of their ids; each gets, of those without a conflict, the ones
 * with the fewest objects so far, and among equals the smallest positions. So the work is spread evenly, and where one may
 * not, the next in the drawn order takes the place (E-61).
 *
 * Refused (RND-003): fewer than two for each object, or an object that has fewer than that without a conflict.
 */
export function assignInspectors(
  objects: readonly string[],
  inspectors: readonly string[],
  conflicts: Conflicts,
  perObject: number,
  seed: Uint8Array,
): Result<readonly Pair[]> {
  const fault = inspectorsRefusal(inspectors, perObject)
  if (fault !== undefined) return err(fault)
  const loads: Loads = new Map()
  const pairs: Pair[] = []
  for (const object of objects.toSorted(byCodeUnits)) {
    const eligible = inspectors.filter(inspector => !hasConflict(conflicts, object, inspector))
    if (eligible.length < perObject) return err(tooFew(object, eligible.length, perObject))
    const chosen = inDrawnOrder(object, eligible, loads, seed).slice(0, perObject)
    for (const inspector of chosen) addLoad(loads, inspector, 1)
    pairs.push({ object, inspectors: chosen })
  }
  return ok(pairs)
}

export function hasConflict(conflicts: Conflicts, object: string, inspector: string): boolean {
  return Object.hasOwn(conflicts, object) && conflicts[object]?.includes(inspector) === true
}

/** How many objects each inspector has. */
export type Loads = Map<string, number>

export function addLoad(loads: Loads, inspector: string, change: number): void {
  loads.set(inspector, (loads.get(inspector) ?? 0) + change)
}

/** Inspectors in the order in which an object takes them. */
export function inDrawnOrder(
  object: string,
  inspectors: readonly string[],
  loads: Loads,
  seed: Uint8Array,
): readonly string[] {
  const positionOf = positionsOf(seed)
  return inspectors
    .map(inspector => ({ inspector, load: loads.get(inspector) ?? 0, position: positionOf(`${object}\n${inspector}`) }))
    .sort((a, b) => a.load - b.load || byCodeUnits(a.position, b.position))
    .map(({ inspector }) => inspector)
}

/** Why nobody can be drawn from these inspectors; `undefined` when they can. */
export function inspectorsRefusal(inspectors: readonly string[], perObject: number): Refusal | undefined {
  if (!Number.isInteger(perObject) || perObject < LEAST_INSPECTORS) {
    return refuse('INVALID', 'RND-003', `每个对象的检查人不得少于${LEAST_INSPECTORS}人。`, 'perObject')
  }
  for (const inspector of inspectors) {
    const fault = labelFault(inspector)
    if (fault !== undefined) return refuse('INVALID', 'RND-003', `检查人「${inspector}」的编号${fault}。`, 'inspectors')
  }
  const repeated = firstRepeated(inspectors.toSorted(byCodeUnits))
  if (repeated !== undefined) return refuse('INVALID', 'RND-003', `检查人「${repeated}」在名录中重复。`, 'inspectors')
  if (inspectors.length >= perObject) return undefined
  const sentence = `检查人名录只有${inspectors.length}人，每个对象需要${perObject}人。`
  return refuse('INCOMPLETE', 'RND-003', sentence, 'inspectors')
}

/** Said of an object that cannot be inspected as the rule wants. */
export function tooFew(object: string, left: number, perObject: number): Refusal {
  const sentence = `对象「${object}」回避后只剩${left}名检查人，应有${perObject}人，请先增补检查人名录。`
  return refuse('CONFLICT_OF_INTEREST', 'RND-003', sentence, 'inspectors')
}
