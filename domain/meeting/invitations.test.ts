import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { groupOpen } from '../../test/support/group-sitting.ts'
import {
  called,
  concluded,
  FILING_ITEM,
  noticed,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { inviteeId } from '../organisation/facts.ts'
import { addDays, instantAt } from '../time.ts'
import { inviteeCategories } from './events.ts'
import { invitationOf, linkedInvitation, nameOfInvitationStage, nameOfInviteeCategory } from './invitations.ts'

const founded = await foundedWorld()
const LEADER = 'leader-2'
const CONVENER = 'head-capital-construction'
const OFFICE = 'clerk-general-office-2'
const INVITEE = inviteeId('I-1')
const COMPANY = { kind: 'ORGANISATION', name: '岭南隧道工程（演示）有限公司', uscc: '91350100M000100Y43' }
const ELSEWHERE = { name: '演示大学', uscc: '12100000400000624D' }
const sha = (words: string) => createHash('sha256').update(words).digest('hex')
const LINK = sha('一次性链接')
const OPINION = { words: '建议补充地质勘察资料。' }
/** Whoever holds no invitation that stands does not even learn that there is a meeting. */
const NOBODY = { clause: 'S143', says: /没有找到，或您无权查看/, code: 'NOT_FOUND' } as const
const NO_INTEREST = { related: false, units: [] }

/** 复核小组例会已开，议题尚未开始；相对人是一家企业。 */
const groupSits = () => groupOpen(founded, { counterparty: COMPANY })

const asking = (matter: string, more: Record<string, unknown> = {}) => ({
  ...{ matter, category: 'EXPERT', name: '陈知行（演示）', unit: ELSEWHERE.name, uscc: ELSEWHERE.uscc },
  ...{ reason: '涉及隧道地质专业问题', ...more },
})

const agreeing = (story: Story, more: Record<string, unknown> = {}) => ({
  ...{ invitation: 'I-1', link: LINK, expiresAt: instantAt(addDays(story.today(), 5), '18:00') },
  ...{ materials: [], downloadable: false, ...more },
})

/** And an expert was invited, by whom nothing was done yet. */
function invited() {
  const sits = groupSits()
  sits.story.does(LEADER, sits.stream, 'invitations', asking(sits.id))
  sits.story.does(OFFICE, sits.stream, 'invitation-agreements', agreeing(sits.story))
  return sits
}

test('S98 邀请由复核小组提出、办公室商定；未经办公室环节不得邀请', () => {
  const { story, id, meeting, stream } = groupSits()
  const byGroup = { clause: 'S145', says: /由会议主持人或复核小组组长或复核小组召集人或会议记录人办理/ }
  story.refused('head-transport', stream, 'invitations', asking(id), byGroup)
  story.does(CONVENER, stream, 'invitations', asking(id))
  const proposed = story.meeting(meeting).invitations[0]
  assert.deepEqual([proposed?.id, proposed?.stage, proposed?.by], ['I-1', 'PROPOSED', CONVENER])

  story.refused(INVITEE, stream, 'invitee-declarations', NO_INTEREST, NOBODY)
  const byOffice = { clause: 'S145', says: /由领导小组办公室办理/ }
  story.refused(LEADER, stream, 'invitation-agreements', agreeing(story), byOffice)
  story.does(OFFICE, stream, 'invitation-agreements', agreeing(story))
  story.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)

  const again = { clause: 'S98', says: /已经商定过了/ }
  story.refused(OFFICE, stream, 'invitation-agreements', agreeing(story, { link: sha('另一个') }), again)
  story.refused(OFFICE, stream, 'invitation-refusals', { invitation: 'I-1', reason: '改由书面' }, again)
})

test('S98 办公室可以不同意邀请，不同意的邀请不能再用', () => {
  const { story, id, meeting, stream } = groupSits()
  story.does(LEADER, stream, 'invitations', asking(id))
  story.does(OFFICE, stream, 'invitation-refusals', { invitation: 'I-1', reason: '已有同专业专家意见' })

  story.refused(INVITEE, stream, 'invitee-opinions', OPINION, NOBODY)
  const unknown = agreeing(story, { invitation: 'I-9' })
  story.refused(OFFICE, stream, 'invitation-agreements', unknown, { clause: 'S98', says: /没有这份邀请/ })
  const [declined] = story.meeting(meeting).invitations
  assert.deepEqual(declined && [nameOfInvitationStage(declined.stage), declined.note], [
    '未予邀请',
    '已有同专业专家意见',
  ])
})

test('S98 只有复核小组例会邀请人参与，且只就尚未开始的议题', () => {
  const { story, id, stream } = groupSits()
  const director = streams.meeting(called(story, 'DIRECTOR', 'DIRECTOR'))
  const other = { clause: 'S98', says: /只有复核小组例会/ }
  story.refused(SECRETARY, director, 'invitations', asking(id), other)
  const notHere = { clause: 'S98', says: /尚未开始审议的议题/, field: 'matter' }
  story.refused(LEADER, stream, 'invitations', asking('2026-000999'), notHere)

  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.refused(LEADER, stream, 'invitations', asking(id), notHere)
})

test('S99 受邀类别为专家学者、群众代表、人大代表、政协委员和其他', () => {
  const { story, id, stream } = groupSits()
  assert.deepEqual(inviteeCategories.map(nameOfInviteeCategory), [
    ...['专家学者', '群众代表', '人大代表', '政协委员', '其他'],
  ])
  for (const category of inviteeCategories) {
    story.does(LEADER, stream, 'invitations', { matter: id, category, name: '某某（演示）', reason: '听取意见' })
  }
  const journalist = asking(id, { category: 'JOURNALIST' })
  story.refused(LEADER, stream, 'invitations', journalist, { clause: 'S98', says: /受邀类别为/, field: 'category' })
})

test('S100、A10 受邀人的意见记入记录，不计入法定人数，也不计票', () => {
  const { story, id, meeting, stream } = invited()
  story.does(INVITEE, stream, 'invitee-declarations', { related: false, units: [ELSEWHERE] })
  story.does(INVITEE, stream, 'invitee-opinions', { ...OPINION, position: 'DISAGREE' })

  const opinion = story.meeting(meeting).invitations[0]?.opinion
  assert.deepEqual([opinion?.words, opinion?.position, opinion?.at], [OPINION.words, 'DISAGREE', story.now()])

  const without = groupSits()
  concluded(without.story, without.meeting, without.id)
  concluded(story, meeting, id)
  const counts = (from: Story, of: string) => {
    const decided = from.meeting(of).items[0]?.conclusion
    return decided && [decided.expected, decided.present, decided.agree, decided.disagree, decided.participants]
  }
  assert.deepEqual(counts(story, meeting), counts(without.story, without.meeting))
})

test('E-13 受邀人所在单位就是本件相对人的，办公室不能同意邀请', () => {
  const { story, id, meeting, stream } = groupSits()
  story.does(LEADER, stream, 'invitations', asking(id, { unit: '岭南隧道（演示）', uscc: COMPANY.uscc }))
  const interested = { clause: 'E-13', says: /岭南隧道（演示）是本件的相对人.*不得邀请/ } as const
  story.refused(OFFICE, stream, 'invitation-agreements', agreeing(story), {
    ...interested,
    code: 'CONFLICT_OF_INTEREST',
  })
  assert.equal(story.meeting(meeting).invitations[0]?.stage, 'PROPOSED')
})

test('E-13 统一社会信用代码须经得起校验，并说明是哪个单位', () => {
  const { story, id, stream } = groupSits()
  const mistyped = asking(id, { uscc: '91350100M000100Y44' })
  story.refused(LEADER, stream, 'invitations', mistyped, { clause: 'SGS-002', says: /校验位不正确/, field: 'uscc' })
  const nameless = asking(id, { unit: undefined })
  story.refused(LEADER, stream, 'invitations', nameless, { clause: 'E-13', says: /一并填写单位名称/, field: 'unit' })

  const asked = invited()
  const wrong = { related: false, units: [ELSEWHERE, { name: '某公司', uscc: '91350100M000100Y44' }] }
  const where = { clause: 'SGS-002', says: /校验位不正确/, field: 'units.1.uscc' }
  asked.story.refused(INVITEE, asked.stream, 'invitee-declarations', wrong, where)
})

test('E-13 本人申报有关联，或所申报单位与相对人代码一致的，当场阻断邀请', () => {
  for (const [declared, note] of [
    [{ related: true, units: [], words: '近亲属任职' }, /本人申报与本件有利害关系/],
    [{ related: false, units: [ELSEWHERE, { name: '岭南隧道', uscc: COMPANY.uscc }] }, /岭南隧道是本件的相对人/],
  ] as const) {
    const { story, meeting, stream } = invited()
    story.does(INVITEE, stream, 'invitee-declarations', declared)

    story.refused(INVITEE, stream, 'invitee-opinions', OPINION, NOBODY)
    const [blocked] = story.meeting(meeting).invitations
    assert.equal(blocked?.stage, 'BLOCKED')
    assert.match(blocked?.note ?? '', note)
    assert.deepEqual(blocked?.declared?.units, declared.units)
  }
})

test('E-13 申报在先、意见在后，各一次', () => {
  const { story, stream } = invited()
  story.refused(INVITEE, stream, 'invitee-opinions', OPINION, { clause: 'E-13', says: /请先申报利害关系/ })
  story.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)
  story.refused(INVITEE, stream, 'invitee-declarations', NO_INTEREST, { clause: 'E-13', says: /已经申报过/ })
  story.does(INVITEE, stream, 'invitee-opinions', OPINION)
  story.refused(INVITEE, stream, 'invitee-opinions', OPINION, { clause: 'E-14', says: /邀请只能使用一次/ })
})

test('E-13 事后发现关联的，纪要签发以后仍可标记该次意见失效，意见本身保留，并写明是否重议', () => {
  const { story, id, meeting, stream } = invited()
  const voiding = { invitation: 'I-1', reason: '其任职单位为投标单位', reconsider: true }
  story.refused(OFFICE, stream, 'invitee-opinion-voidings', voiding, { clause: 'E-13', says: /没有可标记失效/ })
  story.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)
  story.does(INVITEE, stream, 'invitee-opinions', OPINION)
  concluded(story, meeting, id)
  signed(story, meeting)

  story.refused(CONVENER, stream, 'invitee-opinion-voidings', voiding, { clause: 'S145', says: /领导小组办公室办理/ })
  const other = { ...voiding, invitation: 'I-2' }
  story.refused(OFFICE, stream, 'invitee-opinion-voidings', other, { clause: 'E-13', says: /没有意见/ })
  story.does(OFFICE, stream, 'invitee-opinion-voidings', voiding)

  story.refused(LEADER, stream, 'invitee-opinion-voidings', voiding, { clause: 'E-13', says: /没有可标记失效/ })
  const [voided] = story.meeting(meeting).invitations
  assert.deepEqual(voided?.voided, { reason: voiding.reason, reconsider: true })
  assert.equal(voided?.opinion?.words, OPINION.words)
})

test('E-14 一次性链接：有效期须在今后三十天内，一个链接只给一个人', () => {
  const { story, id, meeting, stream } = groupSits()
  story.does(LEADER, stream, 'invitations', asking(id))
  story.does(LEADER, stream, 'invitations', asking(id, { name: '李问渠（演示）', category: 'NPC_DEPUTY' }))
  const refused = (more: Record<string, unknown>, says: RegExp, field: string) =>
    story.refused(OFFICE, stream, 'invitation-agreements', agreeing(story, more), { clause: 'E-14', says, field })
  refused({ expiresAt: story.now() }, /须晚于现在/, 'expiresAt')
  refused({ expiresAt: instantAt(addDays(story.today(), 31), '09:00') }, /最长30天/, 'expiresAt')

  story.does(OFFICE, stream, 'invitation-agreements', agreeing(story))
  refused({ invitation: 'I-2' }, /已用于另一份邀请/, 'link')
  story.does(OFFICE, stream, 'invitation-agreements', agreeing(story, { invitation: 'I-2', link: sha('第二个') }))
  const state = story.meeting(meeting)
  assert.equal(linkedInvitation(state, sha('第二个'))?.name, '李问渠（演示）')
  assert.equal(linkedInvitation(state, sha('猜的')), undefined)
  assert.equal(invitationOf(state, inviteeId('I-2'))?.id, 'I-2')
  assert.equal(invitationOf(state, LEADER), undefined)
})

test('E-14 受邀人只能阅看本议题的材料，由办公室逐份选定', () => {
  const { story, id, meeting, stream } = groupSits()
  story.does(LEADER, stream, 'invitations', asking(id))
  const own = story.matter(id).materials[0]?.hash ?? assert.fail('no material')

  const foreign = agreeing(story, { materials: [own, sha('别的件的材料')] })
  const where = { clause: 'E-14', says: /只能阅看本议题的材料/, field: 'materials.1' }
  story.refused(OFFICE, stream, 'invitation-agreements', foreign, where)
  story.does(OFFICE, stream, 'invitation-agreements', agreeing(story, { materials: [own, own], downloadable: true }))

  const [agreed] = story.meeting(meeting).invitations
  assert.deepEqual([agreed?.materials, agreed?.downloadable], [[own], true])
})

test('E-14 链接到期即失效', () => {
  const { story, stream } = invited()
  const lastMinute = story.copy()
  lastMinute.on(addDays(story.today(), 5), '17:59')
  lastMinute.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)

  story.on(addDays(story.today(), 5), '18:00')
  story.refused(INVITEE, stream, 'invitee-declarations', NO_INTEREST, { clause: 'E-14', says: /邀请链接已经失效/ })
})

test('S100 议题审议完毕后不再听取受邀人意见；邀请只对本次会议有效', () => {
  const { story, id, meeting, stream } = invited()
  story.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)
  concluded(story, meeting, id)
  story.refused(INVITEE, stream, 'invitee-opinions', OPINION, { clause: 'S100', says: /已经审议完毕/ })

  const next = tellStory(founded.copy())
  const other = submitted(next, FILING_ITEM)
  upToTier(next, other, 3)
  const elsewhere = streams.meeting(noticed(next, 'GROUP', [other]))
  next.refused(INVITEE, elsewhere, 'invitee-opinions', OPINION, NOBODY)
})

test('E-14 意见由受邀人本人确认签名，拿别人的密钥签的不算', () => {
  const { story, stream } = invited()
  story.does(INVITEE, stream, 'invitee-declarations', NO_INTEREST)
  const forged = { ...OPINION, signature: { method: 'SERVER_HELD', key: 'somebody-elses-key', value: 'AAAA' } }
  const where = { clause: 'E-14', says: /不是用您的签名密钥作出的/, field: 'signature' }
  story.refused(INVITEE, stream, 'invitee-opinions', forged, where)
  story.does(INVITEE, stream, 'invitee-opinions', OPINION)
})

test('S98 议题撤下之后，办公室不能再同意就它提出的邀请', () => {
  const story = tellStory(founded.copy())
  const [matter, other] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of [matter, other]) upToTier(story, id, 3)
  const stream = streams.meeting(called(story, 'GROUP', 'PLAN_FUND-1'))
  for (const id of [matter, other]) story.does(SECRETARY, stream, 'items', { matter: id })
  story.does(LEADER, stream, 'invitations', asking(matter))
  story.does(SECRETARY, stream, 'item-removals', { matter, reason: '材料尚不齐备' })
  const gone = { clause: 'S98', says: /已撤下，不再邀请/, field: 'invitation' }
  story.refused(OFFICE, stream, 'invitation-agreements', agreeing(story), gone)
})
