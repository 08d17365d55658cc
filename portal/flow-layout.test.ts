import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flowSvg } from './flow.ts'
import { broken, layFlow, type PlacedNode } from './flow-layout.ts'

type Node = Parameters<typeof layFlow>[0][number]
const node = (id: string, type: Node['type'] = 'task'): Node => ({
  id,
  type,
  name: `环节${id}`,
  post: '经办人',
  key: false,
  risks: [],
})
const edge = (from: string, to: string, label?: string) => ({ from, to, label })
const apart = (a: PlacedNode, b: PlacedNode) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

function assertSound(nodes: readonly PlacedNode[], width: number, height: number) {
  for (const [index, a] of nodes.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, `${a.node.id} in the picture`)
    for (const b of nodes.slice(index + 1)) assert.ok(apart(a, b), `${a.node.id} and ${b.node.id} lie apart`)
  }
}

test('FLOW-001 退回的连线走右侧，越过环节的连线走左侧，都不穿过方框', () => {
  const nodes = [node('a', 'start'), node('b'), node('c', 'decision'), node('d', 'end')]
  const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'd', '是'), edge('c', 'b', '否'), edge('a', 'd', '简易')]

  const layout = layFlow(nodes, edges)

  const wayOf = (from: string, to: string) => layout.edges.find(e => e.edge.from === from && e.edge.to === to)
  const right = Math.max(...layout.nodes.map(n => n.x + n.width))
  const left = Math.min(...layout.nodes.map(n => n.x))
  assert.equal(wayOf('c', 'b')?.way, 'ROUND_RIGHT')
  assert.ok((wayOf('c', 'b')?.lane ?? 0) > right)
  assert.equal(wayOf('a', 'd')?.way, 'ROUND_LEFT')
  assert.ok((wayOf('a', 'd')?.lane ?? 0) < left)
})

test('同一步分出的几路并排，绕成圈的、不连的、连向别处的都画得出来', () => {
  const nodes = [node('a', 'start'), node('b'), node('c'), node('d'), node('alone')]
  const edges = [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd'), edge('d', 'a'), edge('d', 'nowhere')]

  const { nodes: placed, edges: drawn, width, height } = layFlow(nodes, edges)

  assertSound(placed, width, height)
  assert.equal(drawn.length, 5)
  assert.equal(placed.find(n => n.node.id === 'b')?.y, placed.find(n => n.node.id === 'c')?.y)
})

test('六十个环节一百二十条连线也排得完', () => {
  const nodes = Array.from({ length: 60 }, (_, index) => node(`n${index}`))
  const edges = Array.from({ length: 120 }, (_, index) => edge(`n${index % 60}`, `n${(index * 7 + 1) % 60}`))
  const { nodes: placed, width, height } = layFlow(nodes, edges)
  assertSound(placed, width, height)
})

test('长名称按字数折行，数字和字母约占半个字', () => {
  assert.deepEqual(broken('核对港口总体规划与岸线利用', 6), ['核对港口总体', '规划与岸线利', '用'])
  assert.deepEqual(broken('G105线', 6), ['G105线'])
  assert.deepEqual(broken('', 6), [])
})

test('流程图里的文字同样转义', () => {
  const svg = flowSvg({ name: '<b>', nodes: [{ ...node('a', 'start'), name: '<script>' }], edges: [] }).text
  assert.ok(!svg.includes('<script>') && !svg.includes('<b>'))
  assert.ok(svg.includes('&lt;script&gt;'))
})
