import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { groupOpen } from '../../test/support/group-sitting.ts'
import { concluded, SECRETARY } from '../../test/support/journey.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { WorldEvent } from '../../test/support/world.ts'
import { standingMinutes } from './errata.ts'
import type { Minutes } from './minutes.ts'

const founded = await foundedWorld()
const LEADER = 'leader-2'
const NARRATIVE = '会议听取了科技处汇报，梁绍康作说明，项目总投资三千万元，赞成6票，会议同意按计划实施。'

const issuedIn = ([event]: readonly WorldEvent[]) =>
  (event?.data ?? assert.fail('nothing issued')) as {
    readonly of: string
    readonly minutes: string
    readonly hash: string
  }

/** 复核例会的纪要已签发，交通处室负责人投了反对票。 */
function signedMinutes() {
  const { story, id, meeting, stream } = groupOpen(founded)
  concluded(story, meeting, id, { against: ['head-transport'] })
  story.does(SECRETARY, stream, 'adjournment', {})
  const sections = [{ matter: id, conclusion: 'AGREED', narrative: NARRATIVE }]
  story.does(SECRETARY, stream, 'minutes-drafts', { sections })
  story.does(LEADER, stream, 'minutes-signature', {})
  const proposal = (was: string, now: string) => ({ corrections: [{ matter: id, was, now }], reason: '笔误' })
  const standing = (): Minutes => JSON.parse(standingMinutes(story.meeting(meeting)).text)
  return { story, id, meeting, stream, proposal, standing }
}

test('E-37、MTG-009 更正是与原纪要并列的新版本：指明所更正的指纹，原文一字不动', () => {
  const { story, id, meeting, stream, proposal, standing } = signedMinutes()
  const { minutes: original = '', hash } = story.meeting(meeting)
  story.does(SECRETARY, stream, 'erratum-proposals', proposal('三千万元', '三千二百万元'))
  assert.equal(standingMinutes(story.meeting(meeting)).hash, hash, '主持人签发之前，纪要还是原来的')

  const issued = issuedIn(story.does(LEADER, stream, 'errata', { erratum: 1 }))

  const corrected = standing()
  assert.match(corrected.items[0]?.narrative ?? '', /总投资三千二百万元/)
  assert.deepEqual(corrected.errata, [
    {
      ...{ no: 1, reason: '笔误', on: '2026年7月14日' },
      corrections: [{ matter: id, was: '三千万元', now: '三千二百万元' }],
    },
  ])
  assert.equal(issued.of, hash)
  assert.equal(createHash('sha256').update(issued.minutes).digest('hex'), issued.hash)
  assert.deepEqual([story.meeting(meeting).minutes, story.meeting(meeting).hash], [original, hash])
  assert.equal(story.matter(id).records.at(-1)?.minutes, hash, '件上绑定的仍是签发时的纪要')
})

test('E-37 第二次更正叠加在第一次之上，指向第一次更正后的指纹', () => {
  const { story, stream, proposal, standing } = signedMinutes()
  story.does(SECRETARY, stream, 'erratum-proposals', proposal('三千万元', '三千二百万元'))
  const first = issuedIn(story.does(LEADER, stream, 'errata', { erratum: 1 }))
  story.refused(SECRETARY, stream, 'erratum-proposals', proposal('三千万元', '四千万元'), {
    clause: 'E-37',
    says: /原文「三千万元」不在纪要可以更正的文字中/,
  })
  story.does(LEADER, stream, 'erratum-proposals', proposal('按计划实施', '按年度计划实施'))
  const second = issuedIn(story.does(LEADER, stream, 'errata', { erratum: 2 }))
  assert.equal(second.of, first.hash)
  assert.match(standing().items[0]?.narrative ?? '', /三千二百万元.*按年度计划实施/)
  assert.deepEqual(
    standing().errata?.map(e => e.no),
    [1, 2],
  )
})

test('E-37 更正不得改动结论、票数、到会人员姓名和各人的发言', () => {
  const { story, stream, proposal } = signedMinutes()
  const refused = (was: string, now: string, says: RegExp) =>
    story.refused(SECRETARY, stream, 'erratum-proposals', proposal(was, now), { clause: 'E-37', says })
  refused('同意', '不同意', /更正不得改动结论/)
  refused('同', '不同', /更正不得改动结论/)
  refused('会议同意按', '会议按', /更正不得改动结论/)
  refused('审议通过', '审议不通过', /「审议通过」是会议结论，更正不得改动结论/)
  refused('6票', '7票', /更正不得改动人数和票数/)
  refused('梁绍康', '司徒文清', /更正不得改动出席、列席、请假、缺席人员和记录人的姓名/)
  refused('意见如上。', '没有意见。', /各人的发言不得更正/)
  refused('查无此句', '另一句', /原文「查无此句」不在纪要可以更正的文字中/)
  refused('科技处', '科技处', /更正前后的文字相同/)
})

test('E-37 更正只在指明的议题中改，所指议题须在纪要中；几处更正逐处说明', () => {
  const { story, id, stream, standing } = signedMinutes()
  const corrections = [
    { matter: id, was: '科技处汇报', now: '科技处的汇报' },
    { was: '第一会议室', now: '第二会议室' },
  ]
  const elsewhere = [{ matter: 'T-9', was: '科技处', now: '科教处' }]
  const wrongPlace = [corrections[0], { matter: id, was: '第一会议室', now: '第二会议室' }]
  const refused = (wrong: unknown, says: RegExp) =>
    story.refused(
      SECRETARY,
      stream,
      'erratum-proposals',
      { corrections: wrong, reason: '笔误' },
      {
        ...{ clause: 'E-37', says, field: 'corrections' },
      },
    )
  refused(elsewhere, /第1处更正：本次会议没有这项议题/)
  refused(wrongPlace, /第2处更正：原文「第一会议室」不在/)
  story.does(SECRETARY, stream, 'erratum-proposals', { corrections, reason: '笔误' })
  story.does(LEADER, stream, 'errata', { erratum: 1 })
  assert.equal(standing().place, '第二会议室')
  assert.match(standing().items[0]?.narrative ?? '', /科技处的汇报/)
})

test('E-37 更正由记录人或主持人提出、主持人签发，一次一份，且只在纪要签发之后', () => {
  const before = groupOpen(founded)
  const early = { corrections: [{ was: '甲', now: '乙' }], reason: '笔误' }
  before.story.refused(SECRETARY, before.stream, 'erratum-proposals', early, {
    clause: 'E-37',
    says: /会议现为「进行中」/,
  })

  const { story, stream, proposal } = signedMinutes()
  const first = proposal('三千万元', '三千二百万元')
  story.refused('head-transport', stream, 'erratum-proposals', first, {
    clause: 'S145',
    says: /会议记录人或会议主持人/,
  })
  story.refused(LEADER, stream, 'errata', { erratum: 1 }, { clause: 'E-37', says: /没有待签发的更正/ })
  story.does(SECRETARY, stream, 'erratum-proposals', first)
  story.refused(LEADER, stream, 'erratum-proposals', first, { clause: 'E-37', says: /已有一份更正待主持人签发/ })
  story.refused(SECRETARY, stream, 'errata', { erratum: 1 }, { clause: 'S145', says: /由会议主持人办理/ })
  story.refused(LEADER, stream, 'errata', { erratum: 2 }, { clause: 'E-37', says: /待签发的是第1号更正/ })
  story.does(LEADER, stream, 'errata', { erratum: 1 })
})
