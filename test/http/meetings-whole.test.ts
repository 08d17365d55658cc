import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addWorkdays, instantAt } from '../../domain/time.ts'
import type { MeetingList, MeetingPage, TodoView } from '../../http/api/contract.ts'
import { pourInto } from '../support/crowd.ts'
import { groupOpen } from '../support/group-sitting.ts'
import { called, castOf, FILING_ITEM, submitted } from '../support/journey.ts'
import { foundedWorld, type Story } from '../support/story.ts'
import { type Answer, type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

const OFFICE = 'clerk-general-office-1'
const OFFICE_HEAD = 'head-general-office'
const HEAD = 'agency-head'

let edge: Edge
let story: Story
/** 正在开的复核小组例会，和它的件。 */
let group: string
let reviewed: string
/** 筹备中的初审例会：三个件可列入。 */
let initial: string
let waiting: readonly string[]
let meetingDay: string
before(async () => {
  const told = groupOpen(await foundedWorld())
  story = told.story
  group = told.meeting
  reviewed = told.id
  waiting = [1, 2, 3].map(() => submitted(story, FILING_ITEM))
  meetingDay = addWorkdays(story.today(), 4).day
  const [first = ''] = waiting
  initial = called(story, 'INITIAL', story.matter(first).department, { on: meetingDay })
  edge = await openEdge({ contents: 'empty', fill: store => pourInto(store, story) })
  edge.moveTo(story.today(), '10:30')
})
after(() => edge.close())

/** Sessions end after half an hour of rest, so that each look is from a fresh one. */
const as = (login: string): Promise<Visitor> => edge.signIn(login)

const pageIn = (answer: Answer): MeetingPage => {
  assert.equal(answer.status, 200, answer.text)
  return answer.body as MeetingPage
}
const does = async (login: string, meeting: string, noun: string, input: object = {}) =>
  pageIn(await (await as(login)).post(`/meetings/${meeting}/${noun}`, input))
const sees = async (login: string, meeting: string) => pageIn(await (await as(login)).get(`/meetings/${meeting}`))
const todoOf = async (login: string, meeting: string) =>
  ((await (await as(login)).get('/todo')).body as TodoView).entries.find(entry => entry.id === meeting)?.noun
const only = <T>(all: readonly T[]): T =>
  (all.length === 1 ? all[0] : undefined) ?? assert.fail(`${all.length}, not one`)

test('MTG-008 议程按会务排定的次序；日历按日期取会议', async () => {
  const { recorder } = story.meeting(initial)
  const [a = '', b = '', c = ''] = waiting
  assert.deepEqual((await sees(recorder, initial)).candidates.map(({ id }) => id).toSorted(), [a, b, c].toSorted())
  await does(recorder, initial, 'items', { matter: a })
  await does(recorder, initial, 'items', { matter: b })

  const page = await does(recorder, initial, 'agenda-orders', { order: [b, a] })

  assert.deepEqual(
    page.items.map(({ no, key }) => [no, key]),
    [
      [1, b],
      [2, a],
    ],
  )
  const visitor = await as(recorder)
  const listed = async (query: string) =>
    ((await visitor.get(`/meetings?when=all&${query}`)).body as MeetingList).rows.map(({ id }) => id)
  assert.deepEqual(await listed(`from=${meetingDay}&to=${meetingDay}`), [initial])
  assert.ok(!(await listed(`to=${story.today()}`)).includes(initial))
  assert.equal((await visitor.get('/meetings?from=2026-02-30')).status, 422)
})

test('MTG-006 通知发出即冻结材料，成员签收，签收后不再是待办', async () => {
  const { recorder, members } = story.meeting(initial)
  const member = members.map(m => m.person).find(person => person !== recorder) ?? assert.fail('no other member')
  await does(recorder, initial, 'notice')
  assert.equal(await todoOf(member, initial), 'acknowledgements')

  const page = await does(member, initial, 'acknowledgements')

  assert.match(page.packet?.hash ?? '', /^[0-9a-f]{64}$/)
  assert.equal(page.packet?.mine, true)
  assert.deepEqual(
    page.packet?.acknowledged.map(({ id }) => id),
    [member],
  )
  assert.notEqual(await todoOf(member, initial), 'acknowledgements')
})

test('E-40 临时议题由主持人和办公室先后确认，一人不够；列入后标明，材料包随之更新', async () => {
  const { recorder, chair } = story.meeting(initial)
  const c = waiting[2] ?? ''
  const before = await sees(recorder, initial)
  assert.deepEqual(
    before.candidates.map(({ id }) => id),
    [c],
  )
  const proposed = await does(recorder, initial, 'late-items', { matter: c, reason: '汛期抢修，须本周议定' })
  assert.equal(only(proposed.lateItems).matter.id, c)
  assert.equal(await todoOf(chair, initial), 'late-item-confirmations')

  const half = await does(chair, initial, 'late-item-confirmations', { matter: c })
  assert.deepEqual(
    only(half.lateItems).confirmed.map(({ as: capacity, who }) => [capacity, who.id]),
    [['CHAIR', chair]],
  )
  assert.equal(half.items.length, 2)
  assert.notEqual(await todoOf(chair, initial), 'late-item-confirmations')
  assert.equal(await todoOf(OFFICE_HEAD, initial), 'late-item-confirmations')
  const page = await does(OFFICE_HEAD, initial, 'late-item-confirmations', { matter: c })

  assert.deepEqual(page.lateItems, [])
  assert.deepEqual(
    page.items.map(({ key, late }) => [key, late]),
    [...before.items.map(({ key }) => [key, false]), [c, true]],
  )
  assert.notEqual(page.packet?.hash, before.packet?.hash)
})

test('S98 复核小组提出邀请，先是办公室的待办；办公室不同意的，写明理由，看得到', async () => {
  const { chair } = story.meeting(group)
  const asked = { matter: reviewed, category: 'EXPERT', name: '演示专家', reason: '需要工程造价方面的意见' }
  const proposed = await does(chair, group, 'invitations', asked)
  assert.equal(only(only(proposed.items).invitees).stage, 'PROPOSED')
  assert.equal(await todoOf(OFFICE_HEAD, group), 'invitation-agreements')

  const page = await does(OFFICE_HEAD, group, 'invitation-refusals', {
    invitation: 'I-1',
    reason: '可由在册专家书面答复',
  })

  const { name, categoryName, stage, note } = only(only(page.items).invitees)
  assert.deepEqual([name, categoryName, stage, note], ['演示专家', '专家学者', 'DECLINED', '可由在册专家书面答复'])
  assert.equal(await todoOf(OFFICE_HEAD, group), undefined)
})

test('E-10 申请他人回避：裁定前不表决，主持人裁定，不服的记入异议；到会快照随议题记下', async () => {
  const { recorder, chair, members } = story.meeting(group)
  const started = await does(recorder, group, 'item-starts', { matter: reviewed })
  const [asked, asking] = members.map(m => m.person).filter(person => person !== chair)
  assert.ok(asked && asking)
  assert.equal(only(started.items).presentAtStart?.length, only(started.items).quorum.present)

  const reason = '其配偶在申报单位任职'
  const requested = await does(asking, group, 'recusal-requests', { matter: reviewed, person: asked, reason })
  assert.equal(only(only(requested.items).requests).ruling, undefined)
  const opinion = { matter: reviewed, person: asked, position: 'AGREE', words: '同意。' }
  const early = await (await as(asked)).post(`/meetings/${group}/opinions`, opinion)
  assert.equal(problemIn(early).clause, 'E-10')
  assert.equal(await todoOf(chair, group), 'recusal-rulings')
  const ruling = { matter: reviewed, person: asked, upheld: false, reason: '查无此事' }
  await does(chair, group, 'recusal-rulings', ruling)
  const page = await does(asking, group, 'ruling-objections', { matter: reviewed, words: '请会后复核任职情况' })

  const { requests, objections } = only(page.items)
  const { who, by, ruling: ruled } = only(requests)
  assert.deepEqual([who.id, by.id, ruled?.upheld, ruled?.by.id], [asked, asking, false, chair])
  assert.equal(only(objections).who.id, asking)
  assert.notEqual(await todoOf(chair, group), 'recusal-rulings')
})

test('E-12 E-34 议题结束后有人离会，不改到会快照；纪要按记录起草、送阅、异议人核对、签发、更正，每一步都看得到', async () => {
  const { recorder, chair, members } = story.meeting(group)
  const people = members.map(m => m.person).filter(person => person !== chair)
  const dissenter = people[0] ?? assert.fail('nobody')
  for (const person of [...people, chair]) {
    const no = person === dissenter
    const said = no ? '资金来源没有落实，不同意。' : '情况清楚，同意。'
    await does(person, group, 'opinions', {
      ...{ matter: reviewed, person, words: said },
      position: no ? 'DISAGREE' : 'AGREE',
    })
  }
  await does(chair, group, 'conclusions', { matter: reviewed, conclusion: 'AGREED', opinion: '会议同意报备。' })
  edge.moveTo(story.today(), '10:45')
  const left = await does(recorder, group, 'attendance', { person: dissenter, status: 'LEFT' })
  const present = only(left.items)
  assert.ok(present.presentAtEnd?.some(({ id }) => id === dissenter))
  assert.equal(present.quorum.present, members.length)
  await does(recorder, group, 'adjournment')
  assert.equal(await todoOf(recorder, group), 'minutes-drafts')

  const { suggested } = (await sees(recorder, group)).minutesWork
  const { narrative, conclusion, conclusionName } = only(suggested)
  assert.match(narrative, /资金来源没有落实，不同意。/)
  assert.match(narrative, /反对1人/)
  assert.equal(conclusionName, '同意')
  await does(recorder, group, 'minutes-drafts', { sections: [{ matter: reviewed, conclusion, narrative }] })
  assert.equal(await todoOf(recorder, group), 'minutes-circulations')
  await does(recorder, group, 'minutes-circulations')
  assert.equal(await todoOf(dissenter, group), 'dissent-confirmations')
  const comment = { matter: reviewed, words: '建议写明资金数额' }
  await does(chair, group, 'minutes-comments', comment)
  const confirmed = await does(dissenter, group, 'dissent-confirmations', { matter: reviewed, accurate: true })

  const work = confirmed.minutesWork
  assert.deepEqual(
    work.drafts.map(({ draft, circulatedAt }) => [draft, circulatedAt !== undefined]),
    [[1, true]],
  )
  assert.deepEqual(
    work.comments.map(({ who, words, no }) => [who.id, words, no]),
    [[chair, comment.words, 1]],
  )
  const dissent = only(work.dissents)
  assert.deepEqual(
    [dissent.who.id, dissent.words, dissent.mine, dissent.confirmed?.accurate],
    [dissenter, '资金来源没有落实，不同意。', true, true],
  )
  assert.equal((await sees(chair, group)).minutesWork.dissents[0]?.mine, false)
  assert.equal(await todoOf(chair, group), 'minutes-signature')
  const signed = await does(chair, group, 'minutes-signature')
  assert.match(signed.hash ?? '', /^[0-9a-f]{64}$/)
  assert.equal(only(signed.items).presentAtEnd?.length, members.length)

  const corrections = [{ matter: reviewed, was: '资金来源没有落实', now: '资金来源尚未落实' }]
  await does(recorder, group, 'erratum-proposals', { corrections, reason: '笔误' })
  const page = await does(chair, group, 'errata', { erratum: 1 })

  const erratum = only(page.minutesWork.errata)
  assert.deepEqual(
    erratum.corrections.map(({ no, was, now }) => [no, was, now]),
    [[1, '资金来源没有落实', '资金来源尚未落实']],
  )
  assert.ok(erratum.issuedAt && erratum.minutes)
  assert.notEqual(erratum.hash, page.hash)
  assert.match(JSON.stringify(page.minutes), /资金来源没有落实/)
})

test('S135 E-41 办公室召集领导小组会议：议题不是件，涉密议题只占一个位置，按议题表态、作结论、签纪要，议定事项成为督办待办', async () => {
  const list = (await (await as(OFFICE)).get('/meetings')).body as MeetingList
  assert.ok(list.mayCall.some(({ kind, body, name }) => kind === 'LEADING' && body === 'LEADING' && name))
  const day = addWorkdays(edge.now().slice(0, 10), 4).day
  const scheduledAt = instantAt(day, '09:30')
  const calling = { kind: 'LEADING', body: 'LEADING', scheduledAt, place: '第二会议室（演示）' }
  const made = await (await as(OFFICE)).post('/meetings', calling)
  assert.equal(made.status, 201, made.text)
  const { id, title, body } = made.body as MeetingPage
  assert.match(title, /^2026年第1次领导小组会议$/)
  assert.equal(body.name, '领导小组会议')
  assert.equal(await todoOf(OFFICE, id), 'topics')
  await does(OFFICE, id, 'topics', { subject: 'OTHER', title: '研究阳光政务年度工作安排' })
  const separate = await does(OFFICE, id, 'separate-items')
  assert.deepEqual([separate.separateItems, separate.items.length], [1, 1])
  await does(OFFICE, id, 'notice')
  edge.moveTo(day, '09:30')
  const opened = await does(OFFICE, id, 'opening')
  for (const { who } of opened.members) {
    await does(OFFICE, id, 'attendance', { person: who.id, status: 'PRESENT' })
  }
  const started = await does(OFFICE, id, 'item-starts', { matter: 'T-1' })
  const { silent, topic, matter, key } = only(started.items)
  assert.deepEqual([key, topic?.subject, matter], ['T-1', 'OTHER', undefined])
  for (const person of [...silent.map(s => s.id).filter(one => one !== HEAD), HEAD]) {
    await does(person, id, 'opinions', { matter: 'T-1', person, position: 'AGREE', words: '同意。' })
  }
  const tasks = [{ words: '拟定年度工作要点', owner: 'PLANNING', dueOn: addWorkdays(day, 20).day }]
  const decided = { matter: 'T-1', conclusion: 'AGREED', opinion: '会议同意工作安排。', tasks }
  await does(HEAD, id, 'conclusions', decided)
  await does(OFFICE, id, 'adjournment')

  const page = await does(HEAD, id, 'minutes-signature')

  assert.equal(page.stage, 'SIGNED')
  assert.equal(only(page.items).conclusion?.conclusion, 'AGREED')
  assert.equal(only(only(page.items).conclusion?.tasks ?? []).owner.code, 'PLANNING')
  assert.equal(await todoOf('clerk-planning-1', `${id}.1`), 'replies')
  const reply = { words: '工作要点已经拟定。' }
  const replied = await (await as('clerk-planning-1')).post(`/follow-ups/${id}.1/replies`, reply)
  assert.equal(replied.status, 200, replied.text)
  assert.equal(await todoOf('clerk-planning-1', `${id}.1`), undefined)
  assert.equal(await todoOf(OFFICE_HEAD, `${id}.1`), 'completion')
  assert.deepEqual(page.candidates, [])
})

test('S143 会议只给该看的人看：别的处室、运维人员得到与不存在的会议一样的答复', async () => {
  const { department } = story.matter(waiting[0] ?? '')
  const { head } = castOf(story, department)
  assert.equal((await sees(head, initial)).id, initial)
  for (const login of ['clerk-waterway-1', 'operator-1']) {
    const visitor = await as(login)
    const answers = [initial, 'INITIAL-NOWHERE-2026-1'].map(id => visitor.get(`/meetings/${id}`))
    const [hidden, unknown] = await Promise.all(answers)
    assert.equal(hidden?.status, 404)
    assert.equal(hidden?.text, unknown?.text)
    const { rows } = (await visitor.get('/meetings?when=all')).body as MeetingList
    assert.ok(!rows.some(({ id }) => id === initial))
  }
})
