import { broken, type FlowLayout, layFlow, type PlacedEdge, type PlacedNode } from './flow-layout.ts'
import { fontFamily } from './fonts.ts'
import { type Html, html, raw } from './html.ts'
import type { PublicItem } from './public-agency.ts'

const INK = '#1c1f23'
const SOFT = '#545b64'
const RED = '#8f1519'
const LINE = '#6b727b'

export const nodeTypeNames: Readonly<Record<PublicItem['nodes'][number]['type'], string>> = {
  start: '开始',
  task: '办理',
  decision: '判断',
  meeting: '会议',
  publish: '公开',
  end: '结束',
}

/** S45: the flowchart of an item as an SVG that stands alone: on the page, downloaded or printed it is the same. */
export function flowSvg(item: Pick<PublicItem, 'name' | 'nodes' | 'edges'>): Html {
  const layout = layFlow(item.nodes, item.edges)
  const { width, height } = layout
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" aria-label="${item.name}权力运行流程图，共${item.nodes.length}个环节；下表内容相同" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="${LINE}"/></marker></defs>
${drawing(layout)}</svg>`
}

const drawing = ({ nodes, edges }: FlowLayout): Html => html`${edges.map(drawnEdge)}${nodes.map(drawnNode)}`

function drawnNode(box: PlacedNode): Html {
  const { node, x, y, width, name, under } = box
  const middle = x + width / 2
  const lines = [
    ...name.map((words, index) => ({ words, y: y + 24 + index * 20, size: 15, weight: 700, fill: INK })),
    ...under.map((words, index) => ({
      words,
      y: y + 23 + name.length * 20 + index * 17,
      size: 13,
      weight: 400,
      fill: SOFT,
    })),
  ]
  return html`<g>${shape(box)}${lines.map(
    l =>
      html`<text x="${middle}" y="${l.y}" text-anchor="middle" font-size="${l.size}" font-weight="${l.weight}" fill="${l.fill}">${l.words}</text>`,
  )}${
    node.key &&
    html`<rect x="${x + width - 44}" y="${y - 9}" width="38" height="18" rx="3" fill="${RED}"/><text x="${x + width - 25}" y="${y + 4}" text-anchor="middle" font-size="12" fill="#fff">关键</text>`
  }</g>\n`
}

/** What kind of node it is shows in its outline and not in its colour alone. */
function shape({ node, x, y, width, height }: PlacedNode): Html {
  const look = raw(
    `fill="${node.key ? '#fdf3f1' : '#fff'}" stroke="${node.key ? RED : LINE}" stroke-width="${node.key ? 2 : 1.4}"`,
  )
  const box = (inset: number, radius: number) =>
    html`<rect x="${x + inset}" y="${y + inset}" width="${width - inset * 2}" height="${height - inset * 2}" rx="${radius}" ${look}/>`
  switch (node.type) {
    case 'start':
    case 'end':
      return box(0, height / 2)
    case 'decision': {
      const [right, bottom, tip] = [x + width, y + height, 13]
      return html`<polygon points="${x},${y + height / 2} ${x + tip},${y} ${right - tip},${y} ${right},${y + height / 2} ${right - tip},${bottom} ${x + tip},${bottom}" ${look}/>`
    }
    case 'meeting':
      return html`${box(0, 2)}${box(4, 1)}`
    case 'publish':
      return html`<path d="M${x} ${y}h${width - 16}l16 16v${height - 16}h${-width}z" ${look}/>`
    default:
      return box(0, 4)
  }
}

function drawnEdge({ edge, from, to, way, lane }: PlacedEdge): Html {
  const line = (d: string) =>
    html`<path d="${d}" fill="none" stroke="${LINE}" stroke-width="1.4" marker-end="url(#arrow)"/>`
  if (way === 'DOWN') {
    const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y]
    const half = (y1 + y2) / 2
    const path = x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}V${half}H${x2}V${y2}`
    return html`${line(path)}${labelAt(edge.label, x2 + 6, half + 4, 'start')}`
  }
  const side = way === 'ROUND_RIGHT' ? 1 : 0
  const [x1, y1] = [from.x + from.width * side, from.y + from.height / 2]
  const [x2, y2] = [to.x + to.width * side, to.y + to.height / 2]
  const anchor = side === 1 ? 'start' : 'end'
  return html`${line(`M${x1} ${y1}H${lane}V${y2}H${x2}`)}${labelAt(edge.label, lane + (side === 1 ? 6 : -6), (y1 + y2) / 2, anchor)}`
}

function labelAt(label: string | undefined, x: number, y: number, anchor: 'start' | 'end'): Html | undefined {
  if (label === undefined) return undefined
  const lines = broken(label, 6)
  const top = y - ((lines.length - 1) * 15) / 2
  return html`<text font-size="12.5" fill="${SOFT}" text-anchor="${anchor}">${lines.map(
    (words, index) => html`<tspan x="${x}" y="${top + index * 15}">${words}</tspan>`,
  )}</text>`
}
