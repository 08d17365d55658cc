import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, lawful, of, replayOf } from '../../test/support/falsified.ts'
import { streams } from '../ids.ts'

const { entries, delegated, filing } = await lawful()
const reviewed = of('matter.tier-concluded', streams.matter(delegated), { tier: 2 })
const granted = of('organisation.delegation-granted')
const { say, first } = falsifier(entries)

test('S88、E-01 分管领导委托期间，受托的厅领导审核，不是问题', () => {
  assert.equal(first(reviewed).data.presider, 'leader-3')
  assert.deepEqual(replayOf(entries).findings, [])
})

test('E-01 委托期已过、委托的不是送审处室，都不能据以审核', () => {
  const past = say(granted, { firstDay: '2026-07-01', lastDay: '2026-07-20' })

  assertFound(past, 'E-01', /不能补签已经过去的委托/)
  assertFound(past, 'S88', /没有当日有效的委托/)
  assertFound(say(granted, { departments: ['PLANNING'] }), 'S88', /没有当日有效的委托/)
})

test('E-01 受托人是送审处室的负责人，不得代为审核', () => {
  const toHead = falsifier(say(granted, { to: 'head-sci-tech' }))

  const byHead = toHead.say(reviewed, { presider: 'head-sci-tech' })

  assertFound(byHead, 'E-01', /被委托人是本件送审处室的负责人/)
  assertFound(byHead, 'E-01', /被委托人只能是厅领导班子成员/)
})

test('S88 第2级结论只有三种，也不由会议作出', () => {
  const own = of('matter.tier-concluded', streams.matter(filing), { tier: 2 })

  assertFound(say(own, { conclusion: 'DEFERRED' }), 'S88', /作出了它不能作的结论/)
  assertFound(say(own, { meeting: 'DIRECTOR-DIRECTOR-2026-1' }), 'S88', /却记为会议作出/)
})
