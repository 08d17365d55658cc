import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const ORGANISATION = streams.organisation
const interest = { unit: '演示运输有限公司', uscc: '91350100M000100Y43', relation: '配偶任该公司副总经理' }

test('E-09 利害关系由本人申报，替别人申报没有地方可填', () => {
  const story = tellStory(founded.copy())
  story.does('head-transport', ORGANISATION, 'interest-declarations', interest)
  assert.deepEqual(story.organisation().interests, [{ id: 'I1', person: 'head-transport', ended: false, ...interest }])
  const forAnother = { ...interest, person: 'head-planning' }
  const result = story.world.do('head-transport', story.now(), ORGANISATION, 'interest-declarations', forAnother)
  assert.equal(result.ok, false)
})

test('E-09、SGS-002 统一社会信用代码须正确，同一单位不重复申报', () => {
  const story = tellStory(founded.copy())
  const mistyped = { ...interest, uscc: '91350100M000100Y44' }
  const wrong = { clause: 'SGS-002', says: /统一社会信用代码/, field: 'uscc' }
  story.refused('head-transport', ORGANISATION, 'interest-declarations', mistyped, wrong)
  story.does('head-transport', ORGANISATION, 'interest-declarations', interest)
  const twice = { clause: 'E-09', says: /您已申报与该单位的利害关系/ }
  story.refused('head-transport', ORGANISATION, 'interest-declarations', interest, twice)
  story.does('leader-2', ORGANISATION, 'interest-declarations', interest)
})

test('E-09 利害关系消除由申报人本人声明，消除后可以再申报', () => {
  const story = tellStory(founded.copy())
  story.does('head-transport', ORGANISATION, 'interest-declarations', interest)
  const refusal = { clause: 'E-09', says: /没有这项由您申报且仍然有效的利害关系/ }
  story.refused('head-planning', ORGANISATION, 'interest-endings', { interest: 'I1' }, refusal)
  story.does('head-transport', ORGANISATION, 'interest-endings', { interest: 'I1' })
  story.refused('head-transport', ORGANISATION, 'interest-endings', { interest: 'I1' }, refusal)
  story.does('head-transport', ORGANISATION, 'interest-declarations', interest)
  assert.deepEqual(
    story.organisation().interests.map(i => [i.id, i.ended]),
    [
      ['I1', true],
      ['I2', false],
    ],
  )
})
