import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { demoItems } from '../../test/support/journey.ts'
import {
  fullNameOfBoard,
  incompletenessOf,
  itemFields,
  nameOfBoard,
  nameOfFocus,
  type PowerItem,
  refuseLevel,
  riskLevelOf,
} from './power-item.ts'

const item = z.strictObject(itemFields).parse(demoItems.find(i => i.item === 'DEMO-CS-02'))
const without = (change: Partial<PowerItem>): PowerItem => ({ ...item, ...change })

test('填报完整的事项没有缺项', () => {
  assert.equal(incompletenessOf(item), undefined)
})

test('S16 没有设定依据的事项不得入目录', () => {
  const refusal = incompletenessOf(without({ legalBasis: [] }))
  assert.equal(refusal?.clause, 'S16')
  assert.match(refusal?.sentence ?? '', /没有列明设定依据，无依据不得入目录/)
})

test('CAT-004 承诺时限不得长于法定时限，等于可以', () => {
  assert.equal(incompletenessOf(without({ promisedDays: 21, statutoryDays: 20 }))?.clause, 'CAT-004')
  assert.equal(incompletenessOf(without({ promisedDays: 20, statutoryDays: 20 })), undefined)
})

test('S45 权力运行流程图是结构化的：有起点终点，连线两端都存在', () => {
  const broken = [
    without({ nodes: item.nodes.filter(n => n.type !== 'end') }),
    without({ nodes: item.nodes.filter(n => n.type !== 'start') }),
    without({ edges: [...item.edges, { from: 'N1', to: 'N99' }] }),
  ]
  for (const wrong of broken) assert.equal(incompletenessOf(wrong)?.clause, 'S45')
  assert.match(incompletenessOf(without({ edges: [{ from: 'X', to: 'N1' }] }))?.sentence ?? '', /X→N1 指向不存在的节点/)
})

test('S47 关键环节必须绑定风险点', () => {
  const first = item.nodes[0]
  assert.ok(first)
  const nodes = [{ ...first, key: true, risks: [] }, ...item.nodes.slice(1)]
  assert.match(incompletenessOf(without({ nodes }))?.sentence ?? '', /关键环节「.+」没有绑定廉政风险点/)
  const elsewhere = [{ ...first, key: true, risks: ['R99'] }, ...item.nodes.slice(1)]
  assert.equal(incompletenessOf(without({ nodes: elsewhere }))?.clause, 'S47', '绑定不存在的风险点不算')
})

test('S46 风险点必含防控措施、表现形式、等级和责任岗位', () => {
  const bare = without({ risks: item.risks.map(r => ({ ...r, measures: [] })) })
  assert.match(incompletenessOf(bare)?.sentence ?? '', /没有防控措施/)
  const unanalysed = without({ riskAnalyses: [] })
  assert.match(incompletenessOf(unanalysed)?.sentence ?? '', /没有表现形式、责任岗位和等级/)
  const analysis = { id: 'R1', manifestation: '', owner: '', likelihood: 5, severity: 0 }
  const fields = itemFields.riskAnalyses.safeParse([analysis]).error?.issues.map(i => i.path[1])
  assert.deepEqual(fields, ['manifestation', 'owner', 'likelihood', 'severity'])
})

test('RSK-002 风险值为可能性乘严重性：9以上高，4至8中，3以下低', () => {
  const levels = [
    [3, 3, 'HIGH'],
    [4, 4, 'HIGH'],
    [2, 4, 'MEDIUM'],
    [1, 4, 'MEDIUM'],
    [1, 3, 'LOW'],
    [1, 1, 'LOW'],
  ] as const
  for (const [likelihood, severity, level] of levels) assert.equal(riskLevelOf({ likelihood, severity }), level)
})

test('RSK-003 含高风险环节的事项不得定为“报告”', () => {
  const analyses = (likelihood: number) => item.riskAnalyses.map(a => ({ ...a, likelihood, severity: 3 }))
  const high = without({ riskAnalyses: analyses(3) })
  assert.match(refuseLevel(high, 'REPORT')?.sentence ?? '', /含高风险环节，不得定为“报告”层级/)
  assert.equal(refuseLevel(high, 'REPORT')?.clause, 'RSK-003')
  assert.equal(refuseLevel(high, 'FILING'), undefined)
  assert.equal(refuseLevel(high, 'APPROVAL'), undefined)
  assert.equal(refuseLevel(without({ riskAnalyses: analyses(2) }), 'REPORT'), undefined)
})

test('S49、S50、S51 四大板块各有全称和简称', () => {
  assert.deepEqual([nameOfBoard('PLAN_FUND'), fullNameOfBoard('PLAN_FUND')], ['规划资金', '交通规划计划及专项资金管理'])
  assert.deepEqual([nameOfBoard('CONSTRUCTION'), fullNameOfBoard('CONSTRUCTION')], ['工程建设', '工程项目建设管理'])
  assert.deepEqual([nameOfBoard('PERMIT'), nameOfBoard('ENFORCEMENT')], ['审批许可', '行政执法'])
})

test('S38 事项必属且仅属四大板块之一', () => {
  for (const board of ['PLAN_FUND', 'CONSTRUCTION', 'PERMIT', 'ENFORCEMENT'])
    assert.equal(itemFields.board.safeParse(board).success, true)
  for (const wrong of ['OTHER', '', undefined, ['PERMIT', 'ENFORCEMENT']]) {
    assert.match(itemFields.board.safeParse(wrong).error?.issues[0]?.message ?? '', /须属于四大板块之一/)
  }
})

test('重点领域以标签标在事项上，标签只有方案列明的四种', () => {
  const names = itemFields.focus
    .parse(['MAJOR_DECISION', 'KEY_PROJECT', 'LARGE_FUND', 'PERMIT_ENFORCEMENT'])
    .map(nameOfFocus)
  assert.deepEqual(names, ['重大事项决策', '重要项目安排', '大额资金使用', '行政审批许可及执法'])
  assert.equal(itemFields.focus.safeParse(['ANYTHING']).success, false)
})
