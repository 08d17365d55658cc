/** A person who can serve: for each of their hats (divisions, or one for a leader), the boards that it may serve on. */
export interface Server {
  readonly hats: readonly (readonly number[])[]
}

/**
 * The least number of groups that one hat must be allowed to serve in so that every group finds `seats` different persons.
 * Counted by Hall's condition (max-flow min-cut), which is exact: for every set of groups, the seats in it are at most what
 * all persons together can fill there. Groups of one board are alike, so that only how many of each board matter.
 *
 * @param groups how many groups each board has; a hat names boards by their place in this list.
 * @returns `undefined` when not even serving everywhere would do.
 */
export function leastAllowance(
  servers: readonly Server[],
  groups: readonly number[],
  seats: number,
): number | undefined {
  const all = groups.reduce((sum, count) => sum + count, 0)
  const cuts = servers.map(cutsOf)
  const sets = choices(groups)
  for (let allowance = 1; allowance <= Math.max(all, 1); allowance += 1) {
    if (sets.every(chosen => suffices(cuts, chosen, seats, allowance))) return allowance
  }
  return undefined
}

/** One way to cut a person's hats in two: those held to their allowance, and the boards that the others reach. */
interface Cut {
  readonly held: number
  readonly reached: readonly number[]
}

/** A group holds a person once, whatever their hats, and a hat serves in so many groups: the least cut counts (E-07). */
function cutsOf({ hats }: Server): readonly Cut[] {
  return Array.from({ length: 2 ** hats.length }, (_, cut) => {
    const open = hats.filter((_hat, index) => (cut & (1 << index)) === 0)
    return { held: hats.length - open.length, reached: [...new Set(open.flat())] }
  })
}

function suffices(
  servers: readonly (readonly Cut[])[],
  chosen: readonly number[],
  seats: number,
  allowance: number,
): boolean {
  const wanted = seats * chosen.reduce((sum, count) => sum + count, 0)
  let filled = 0
  for (const cuts of servers) {
    let least = Number.POSITIVE_INFINITY
    for (const { held, reached } of cuts) {
      let most = held * allowance
      for (const board of reached) most += chosen[board] ?? 0
      least = Math.min(least, most)
    }
    filled += least
  }
  return filled >= wanted
}

/** Every way to take some of the groups, told by how many of each board. */
function choices(groups: readonly number[]): readonly (readonly number[])[] {
  return groups.reduce<readonly (readonly number[])[]>(
    (made, count) => made.flatMap(before => Array.from({ length: count + 1 }, (_, taken) => [...before, taken])),
    [[]],
  )
}
