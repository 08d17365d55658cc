import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import type { sealingPurposes } from './events.ts'
import { mayHoldSealingKey } from './sealing.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const ORG = streams.organisation
const LEADER = 'discipline-leader'
const MEMBER = 'head-policy-law'
const CLERK = 'clerk-planning-1'
const recipient = (letter: string) => `age1${letter.repeat(58)}`
const key = (purpose: string, letter = 'q') => ({
  key: `key-${purpose}-${letter}`,
  purpose,
  recipient: recipient(letter),
})

function story(): Story {
  return tellStory(founded.copy())
}

test('S122 成员登记自己的密封公钥，用途外的人登记不了；公钥的版本记下，凭它在日志里找得到', () => {
  const told = story()
  told.does(MEMBER, ORG, 'sealing-keys', key('CONTENT'))

  const [held] = told.organisation().sealingKeys
  assert.deepEqual([held?.person, held?.purpose, held?.revoked], [MEMBER, 'CONTENT', undefined])
  assert.ok(
    told.world.events.some(e => e.version === held?.version && e.type === 'organisation.sealing-key-registered'),
  )
  told.refused(CLERK, ORG, 'sealing-keys', key('CONTENT', 'p'), { clause: 'S145', says: /由监督问责小组成员/ })
  told.refused(MEMBER, ORG, 'sealing-keys', key('IDENTITY', 'p'), { clause: 'CMP-003', says: /身份受托人登记/ })
  told.refused(MEMBER, ORG, 'sealing-keys', key('CONTENT'), { clause: 'S122', says: /已经登记过/ })
  told.refused(
    MEMBER,
    ORG,
    'sealing-keys',
    { ...key('CONTENT', 'p'), recipient: 'age1xyz' },
    { clause: 'S122', says: /age1 开头/ },
  )
})

test('CMP-005 上级机关的公钥由驻厅纪检组长登记，须写明机关名称，别的公钥不写', () => {
  const told = story()
  told.refused(LEADER, ORG, 'sealing-keys', key('SUPERIOR'), {
    clause: 'CMP-005',
    says: /写明上级机关名称/,
    field: 'unit',
  })
  told.refused(
    LEADER,
    ORG,
    'sealing-keys',
    { ...key('CONTENT'), unit: '省纪委监委' },
    { clause: 'CMP-005', says: /其他公钥不填/ },
  )
  told.does(LEADER, ORG, 'sealing-keys', { ...key('SUPERIOR'), unit: '省纪委监委派出机构（演示）' })
  told.refused(
    MEMBER,
    ORG,
    'sealing-keys',
    { ...key('SUPERIOR', 'p'), unit: '某机关' },
    { clause: 'CMP-003', says: /驻厅纪检组长登记/ },
  )
})

test('CMP-003 身份受托人由组长从小组成员中指定和解除，受托期间才能登记身份公钥', () => {
  const told = story()
  told.refused(MEMBER, ORG, 'custodians', { person: MEMBER }, { clause: 'S145', says: /监督问责小组组长/ })
  told.refused(LEADER, ORG, 'custodians', { person: CLERK }, { clause: 'CMP-003', says: /须为监督问责小组成员/ })
  told.does(LEADER, ORG, 'custodians', { person: MEMBER })
  told.refused(LEADER, ORG, 'custodians', { person: MEMBER }, { clause: 'CMP-003', says: /已经是身份受托人/ })
  told.does(MEMBER, ORG, 'sealing-keys', key('IDENTITY'))
  told.does(LEADER, ORG, 'custodian-endings', { person: MEMBER })
  told.refused(LEADER, ORG, 'custodian-endings', { person: MEMBER }, { clause: 'CMP-003', says: /不是身份受托人/ })
  assert.equal(mayHoldSealingKey(told.organisation(), MEMBER, told.today(), 'IDENTITY'), false)
})

test('S122 停用公钥：本人可以，组长可以停成员的，别人不行；停过的不能再停', () => {
  const told = story()
  told.does(MEMBER, ORG, 'sealing-keys', key('CONTENT'))
  const stop = { key: 'key-CONTENT-q', reason: '设备遗失' }
  told.refused('head-personnel', ORG, 'sealing-key-revocations', stop, { clause: 'S122', says: /没有这个由您停用的/ })
  told.does(LEADER, ORG, 'sealing-key-revocations', stop)
  told.refused(MEMBER, ORG, 'sealing-key-revocations', stop, { clause: 'S122', says: /没有这个由您停用的/ })
  assert.ok(told.organisation().sealingKeys[0]?.revoked)
})

test('S123 厅领导登记接收报告的公钥，组长停不了', () => {
  const told = story()
  told.does('agency-head', ORG, 'sealing-keys', key('LEADERSHIP'))
  told.refused(
    LEADER,
    ORG,
    'sealing-key-revocations',
    { key: 'key-LEADERSHIP-q', reason: '试一试' },
    { clause: 'S122', says: /没有这个由您停用的/ },
  )
})

test('RND-005 检查人员名录库：入库、出库都由组长办，留有日期，不能倒填', () => {
  const told = story()
  const today = told.today()
  told.does(LEADER, ORG, 'inspectors', { person: CLERK, from: today })
  told.refused(
    LEADER,
    ORG,
    'inspectors',
    { person: CLERK, from: today },
    { clause: 'RND-005', says: /已在检查人员名录库/ },
  )
  told.refused(
    LEADER,
    ORG,
    'inspectors',
    { person: 'nobody', from: today },
    { clause: 'RND-005', says: /没有这个人员/ },
  )
  told.refused(
    LEADER,
    ORG,
    'inspectors',
    { person: 'clerk-planning-2', from: '2026-01-01' },
    { clause: 'RND-005', says: /不得早于今天/ },
  )
  told.refused(
    LEADER,
    ORG,
    'inspector-removals',
    { person: CLERK, to: '2026-01-01', reason: '调离' },
    { clause: 'RND-005', says: /不得早于今天/ },
  )
  told.does(LEADER, ORG, 'inspector-removals', { person: CLERK, to: today, reason: '调离岗位' })
  told.refused(
    LEADER,
    ORG,
    'inspector-removals',
    { person: CLERK, to: today, reason: '调离' },
    { clause: 'RND-005', says: /不在检查人员名录库/ },
  )
  assert.deepEqual(told.organisation().inspectors, [{ person: CLERK, from: today, to: today }])
})

test('S124 S125 S126 监督问责小组由职务产生：驻厅纪检组长任组长，五处室主要负责人和驻厅监察室负责人为成员', () => {
  const told = story()
  const holders = (purpose: (typeof sealingPurposes)[number]) =>
    Object.keys(told.organisation().persons).filter(p =>
      mayHoldSealingKey(told.organisation(), p, told.today(), purpose),
    )
  assert.deepEqual(
    holders('CONTENT').sort(),
    [
      'discipline-leader',
      'head-finance-audit',
      'head-general-office',
      'head-party-office',
      'head-personnel',
      'head-policy-law',
      'supervision-office-head',
    ].sort(),
  )
  assert.deepEqual(holders('SUPERIOR'), [LEADER])
})
