import type { PublicItem } from './public-agency.ts'

type Node = PublicItem['nodes'][number]
type Edge = PublicItem['edges'][number]

/** A node with its place: the box's left upper corner, its size, and its words broken into lines. */
export interface PlacedNode {
  readonly node: Node
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly name: readonly string[]
  readonly under: readonly string[]
}

/** A line from one box to another; `lane` is the x along which it goes round the boxes, where it does. */
export interface PlacedEdge {
  readonly edge: Edge
  readonly from: PlacedNode
  readonly to: PlacedNode
  readonly way: 'DOWN' | 'ROUND_LEFT' | 'ROUND_RIGHT'
  readonly lane: number
}

export interface FlowLayout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

const WIDTH = 204
const GAP_X = 28
const GAP_Y = 36
const LANE = 16
const LABEL = 92
const NAME_LINE = 20
const UNDER_LINE = 17
/** Chinese characters that fit on a line of a box. */
const NAME_ROOM = 12
const UNDER_ROOM = 14

/**
 * Places a flowchart from its data (FLOW-001): downwards, each node below all that lead to it. Lines that skip a row go
 * round on the left, lines that go back go round on the right. Lengths are in pixels at the size of the page's own letters.
 */
export function layFlow(nodes: readonly Node[], edges: readonly Edge[]): FlowLayout {
  const known = new Set(nodes.map(n => n.id))
  const drawable = edges.filter(e => known.has(e.from) && known.has(e.to))
  const back = backEdges(nodes, drawable)
  const forward = drawable.filter(e => !back.has(e))
  const rowOf = rows(nodes, forward)
  const skipping = forward.filter(e => (rowOf.get(e.to) ?? 0) - (rowOf.get(e.from) ?? 0) > 1)
  const left = skipping.length * LANE + (skipping.some(e => e.label) ? LABEL : 0) + 6

  const placed = new Map<string, PlacedNode>()
  const byRow = Map.groupBy(nodes, n => rowOf.get(n.id) ?? 0)
  const widest = Math.max(1, ...[...byRow.values()].map(row => row.length))
  const ground = widest * WIDTH + (widest - 1) * GAP_X
  let y = 4
  for (const [, row] of [...byRow].sort(([a], [b]) => a - b)) {
    const used = row.length * WIDTH + (row.length - 1) * GAP_X
    const boxes = row.map((node, index) => measured(node, left + (ground - used) / 2 + index * (WIDTH + GAP_X), y))
    for (const box of boxes) placed.set(box.node.id, box)
    y += Math.max(...boxes.map(box => box.height)) + GAP_Y
  }

  const right = left + ground
  const placedEdges = drawable.flatMap<PlacedEdge>(edge => {
    const [from, to] = [placed.get(edge.from), placed.get(edge.to)]
    if (!from || !to) return []
    if (back.has(edge)) {
      return [{ edge, from, to, way: 'ROUND_RIGHT', lane: right + LANE * ([...back].indexOf(edge) + 1) }]
    }
    const skip = skipping.indexOf(edge)
    return skip < 0
      ? [{ edge, from, to, way: 'DOWN', lane: 0 }]
      : [{ edge, from, to, way: 'ROUND_LEFT', lane: left - LANE * (skip + 1) }]
  })
  const rightRoom = back.size * LANE + ([...back].some(e => e.label) ? LABEL : 0) + 6
  return { nodes: [...placed.values()], edges: placedEdges, width: right + rightRoom, height: y - GAP_Y + 4 }
}

/** Lines that lead back to where the walk came from; without them there is no way round in a circle. */
function backEdges(nodes: readonly Node[], edges: readonly Edge[]): Set<Edge> {
  const out = Map.groupBy(edges, e => e.from)
  const back = new Set<Edge>()
  const state = new Map<string, 'OPEN' | 'DONE'>()
  const walk = (id: string) => {
    state.set(id, 'OPEN')
    for (const edge of out.get(id) ?? []) {
      if (state.get(edge.to) === 'OPEN') back.add(edge)
      else if (!state.has(edge.to)) walk(edge.to)
    }
    state.set(id, 'DONE')
  }
  for (const node of [...nodes].sort((a, b) => Number(b.type === 'start') - Number(a.type === 'start'))) {
    if (!state.has(node.id)) walk(node.id)
  }
  return back
}

/** The row of each node: one below the lowest of those that lead to it. */
function rows(nodes: readonly Node[], forward: readonly Edge[]): ReadonlyMap<string, number> {
  const row = new Map(nodes.map(n => [n.id, 0]))
  // Without circles no way is longer than there are nodes.
  for (let round = 0; round < nodes.length; round++) {
    let moved = false
    for (const { from, to } of forward) {
      const below = (row.get(from) ?? 0) + 1
      if (below > (row.get(to) ?? 0)) {
        row.set(to, below)
        moved = true
      }
    }
    if (!moved) break
  }
  return row
}

function measured(node: Node, x: number, y: number): PlacedNode {
  const name = broken(node.name, NAME_ROOM)
  const under = broken(node.days === undefined ? node.post : `${node.post} · ${node.days}日`, UNDER_ROOM)
  const height = 18 + name.length * NAME_LINE + under.length * UNDER_LINE
  return { node, x, y, width: WIDTH, height, name, under }
}

/** Breaks a text into lines of so many Chinese characters; a Latin letter or digit takes little more than half. */
export function broken(text: string, room: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const character of text) {
    const width = character.charCodeAt(0) < 0x80 ? 0.56 : 1
    if (used + width > room && line !== '') {
      lines.push(line)
      line = ''
      used = 0
    }
    line += character
    used += width
  }
  return line === '' ? lines : [...lines, line]
}
