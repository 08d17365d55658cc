import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AgendaItem, type ItemConclusion, type Meeting, noMeeting } from '../meeting/meeting.ts'
import { publicFaceOfMeeting } from './public-meeting.ts'

const at = '2026-09-10T02:00:00.000Z'

const concluded: ItemConclusion = {
  ...{ conclusion: 'AGREED', opinion: '同意，按程序办理', conditions: [], needed: [], tasks: [], participants: ['甲'] },
  ...{ expected: 9, present: 7, agree: 7, disagree: 0, abstain: 0, differsFromMajority: false, at },
}

const item = (fields: Partial<AgendaItem>): AgendaItem => ({
  ...{
    no: 1,
    matter: '2026-000001',
    title: '内部所用的议题名称',
    stage: 'CONCLUDED',
    ballot: 'NAMED',
    conclusion: concluded,
  },
  ...{ recusals: [], requests: [], objections: [], opinions: [], writtenOpinions: [], supplements: [] },
  ...fields,
})

const meeting = (fields: Partial<Meeting>): Meeting => ({
  ...noMeeting,
  ...{
    id: 'GROUP-PLAN_FUND-1-2026-1',
    kind: 'GROUP',
    body: 'PLAN_FUND-1',
    year: 2026,
    seq: 1,
    scheduledAt: at,
    stage: 'SIGNED',
  },
  members: [
    { person: '甲', department: 'PERSONNEL', title: '人事处主要负责人', voting: true },
    { person: '乙', department: 'TRANSPORT', title: '综合运输处主要负责人', voting: true },
  ],
  attendance: [{ person: '甲', status: 'PRESENT', at }],
  items: [item({})],
  ...fields,
})

const face = (fields: Partial<Meeting>) => publicFaceOfMeeting(meeting(fields), () => 'REPORT')

test('S21、S93 会议公开到会处室、人数和结论；纪要签署前没有结论，发出通知前没有会议', () => {
  const signed = face({ signedAt: at, hash: 'a'.repeat(64) })
  assert.deepEqual(signed?.items, [
    { no: 1, matter: '2026-000001', late: false, state: 'CONCLUDED', conclusion: '已知悉', expected: 9, present: 7 },
  ])
  assert.deepEqual([signed?.departments, signed?.present], [['PERSONNEL', 'TRANSPORT'], ['PERSONNEL']])
  assert.equal(signed?.signedOn, '2026-09-10')

  const unsigned = face({ stage: 'ADJOURNED' })
  assert.deepEqual([unsigned?.items[0]?.state, unsigned?.items[0]?.conclusion], ['AWAITING_MINUTES', undefined])
  assert.equal(face({ stage: 'PLANNED' }), undefined)
})

test('E-41 另行组织的议题只公开项数；领导小组的议题只公开类别，不公开名称', () => {
  const topic = item({ matter: 'T-1', subject: 'ROTATION', reference: ['PLAN_FUND-2'] })
  const shown = face({ kind: 'LEADING', body: 'LEADING', separateItems: 2, items: [topic] })
  assert.equal(shown?.separateItems, 2)
  assert.deepEqual([shown?.items[0]?.subject, shown?.items[0]?.matter], ['ROTATION', undefined])
  assert.doesNotMatch(JSON.stringify(shown), /内部所用|甲|负责人/)
})

test('E-37 公众看得到纪要更正过几次、何时、现行与原来的指纹；没有签发的更正不公开', () => {
  const erratum = { erratum: 1, corrections: [{ was: '二期', now: '三期' }], reason: '笔误', proposedBy: '甲' }
  const corrected = { ...erratum, issuedAt: at, minutes: '{}', hash: 'b'.repeat(64) }
  const shown = face({ signedAt: at, hash: 'a'.repeat(64), errata: [corrected, { ...erratum, erratum: 2 }] })
  assert.equal(shown?.hash, 'a'.repeat(64))
  assert.deepEqual(shown?.errata, [{ no: 1, on: '2026-09-10', hash: 'b'.repeat(64) }])
})

test('E-40 通知后增加的议题公开时写明是后来增加的', () => {
  assert.equal(face({ items: [item({ late: true })] })?.items[0]?.late, true)
})
