import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { streams } from '../../domain/ids.ts'
import { type Matter, submittersOf } from '../../domain/matter/matter.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { excerptOf, type Minutes } from '../../domain/meeting/minutes.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { nameOf, nameOfDepartment } from '../../domain/organisation/posts.ts'
import { must } from '../../domain/result.ts'
import { drawPages, testFonts } from '../../test/support/pages.ts'
import { demonstratedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { partsOf } from '../docx/parts.ts'
import { docxOf } from '../docx.ts'
import type { Paper } from '../paper.ts'
import { pdfOf } from '../pdf.ts'
import { decisionPaper, orderPaper } from './letters.ts'
import { agendaPaper, type Names, noticePaper, signInPaper, votesPaper } from './meeting.ts'
import { erratumPaper, excerptPaper, minutesPaper } from './minutes.ts'

let world: World
before(async () => {
  world = await demonstratedWorld()
})

const meetingOf = (id: string) => world.state<Meeting>(streams.meeting(id))
const group = () => meetingOf('GROUP-CONSTRUCTION-1-2026-4')
const minutesOfGroup = () => JSON.parse(must(group().minutes, 'minutes')) as Minutes
const signed = () => ({
  agency: world.state<Organisation>(streams.organisation).name,
  kindName: kinds.GROUP.name,
  hash: must(group().hash, 'hash'),
  on: '2026年10月23日',
})

function names(meeting: string): Names {
  const organisation = world.state<Organisation>(streams.organisation)
  return {
    agency: organisation.name,
    meeting,
    person: person => nameOf(organisation, person),
    submitters: matter =>
      submittersOf(world.state<Matter>(streams.matter(matter))).map(code => nameOfDepartment(organisation, code)),
  }
}
const letterNames = () => ({
  agency: signed().agency,
  department: (code: string) => nameOfDepartment(world.state<Organisation>(streams.organisation), code),
  meeting: () => '2026年第4次厅长办公会',
})

/** Makes both; the DOCX has been read back and checked when it comes. @returns the words of each, without spaces. */
async function made(paper: Paper): Promise<{ readonly pdf: string; readonly docx: string; readonly pages: number }> {
  const pages = await drawPages(await pdfOf(paper, testFonts), 1)
  const xml = (await partsOf(await docxOf(paper), /word\/document\.xml/)).get('word/document.xml') ?? ''
  const bare = (words: string) => words.replace(/\s/g, '')
  for (const [n, page] of pages.entries()) {
    assert.ok(page.lines({ left: 28, right: 184, top: 30, bottom: 262 }).length > 0, `第${n + 1}页是空的`)
  }
  return {
    pdf: bare(pages.map(page => page.text).join('')),
    docx: bare(xml.replace(/<[^>]+>/g, '')),
    pages: pages.length,
  }
}

async function says(paper: Paper, ...words: readonly RegExp[]): Promise<void> {
  const { pdf, docx } = await made(paper)
  for (const expected of words) {
    assert.match(pdf, expected, 'PDF')
    assert.match(docx, expected, 'DOCX')
  }
}

test('DOC-004 例会通知写明时间、地点、主持、议题、参会人员和要求，附议题清单', async () => {
  const paper = noticePaper(group(), names('工程建设复核小组2026年第4次复核小组例会'))

  await says(
    paper,
    /会议时间：2026年10月22日（星期四）10:00/,
    /会议地点：厅机关三楼会议室/,
    /2\.青云岭隧道（演示）左洞支护参数较大设计变更/,
    /组成人员：厅班子成员黎静宜/,
    /附件：议题清单/,
  )
})

test('DOC-004 议题清单一行一题：件号、送审处室、主持人', async () => {
  await says(agendaPaper(group(), names('例会')), /2026-000026/, /基建管理处/, /司徒文清/)
})

test('E-41 议题清单和纪要只说另有几项另行审议，别的什么也没有', async () => {
  const meeting = { ...group(), separateItems: 2 }
  await says(agendaPaper(meeting, names('例会')), /另有2项议题按保密规定另行审议/)
  await says(minutesPaper({ ...minutesOfGroup(), separateItems: 2 }, signed()), /另有2项议题按保密规定另行审议/)
})

test('DOC-004 签到表每人一行，姓名、职务、身份已填，签名和时间留空', async () => {
  const paper = signInPaper(group(), names('例会'))
  const table = paper.body.find(block => block.kind === 'TABLE')

  assert.ok(table?.kind === 'TABLE')
  assert.equal(table.rows.length, group().members.length)
  assert.ok(table.rows.every(row => row.length === 6 && row[4] === '' && row[5] === ''))
  await says(paper, /黎静宜/, /签名/, /组成/)
})

test('MTG-003 表决记录逐项列明每人的表态，回避的人写回避，应到到会和票数写在表后', async () => {
  await says(
    votesPaper(group(), names('例会')),
    /表决方式：记名/,
    /黎静宜（演示）回避/,
    /应到7人，到会7人，赞成1人，反对6人，弃权0人/,
  )
})

test('MTG-003 E-39 无记名投票只有票数和监票人，书面意见注明不计票', async () => {
  const [item] = group().items
  assert.ok(item)
  const written = {
    version: 9,
    person: 'leader-1',
    channel: 'WRITTEN',
    words: '书面赞成',
    at: group().scheduledAt,
  } as const
  const secret = {
    ...item,
    ballot: 'SECRET' as const,
    opinions: [],
    writtenOpinions: [written],
    count: { agree: 5, disagree: 1, abstain: 1, tellers: ['leader-1', 'leader-2'], by: 'leader-1' },
  }

  const paper = votesPaper({ ...group(), items: [secret] }, names('例会'))

  await says(paper, /表决方式：无记名/, /赞成5票，反对1票，弃权1票；监票、计票人：/, /书面赞成未到会，不计票/)
})

test('DOC-004 纪要载明六要素：时间地点主持人和名单、议题、意见和表态、不同意见、结论，不加盖印章', async () => {
  await says(
    minutesPaper(minutesOfGroup(), signed()),
    /2026年10月22日，厅班子成员黎静宜（演示）在厅机关三楼会议室（演示）主持召开/,
    /五、滨海公路K31～K36段软基处理重大设计变更（2026-000037）/,
    /柳承志（演示），赞成：复合地基工期优势明显，建议支持。/,
    /不同意见。柳承志（演示）：复合地基工期优势明显/,
    /结论。不同意。变更理由不成立/,
    /出席：.*请假：.*列席：.*记录：/,
    /纪要指纹（SHA-256）：[0-9a-f]{64}/,
  )
})

test('S93 议题摘录只有一个议题，写明摘自哪份纪要和两个指纹', async () => {
  const [, second] = group().items
  const excerpt = excerptOf(minutesOfGroup(), second?.matter ?? '')
  assert.ok(excerpt)
  const paper = excerptPaper(excerpt, { ...signed(), excerptHash: 'cd'.repeat(32) })

  await says(
    paper,
    /摘自：工程建设复核小组2026年第4次复核小组例会纪要（〔2026〕4号）/,
    /摘录指纹（SHA-256）：(?:cd){32}/,
  )
  const { docx } = await made(paper)
  assert.doesNotMatch(docx, /滨海公路/)
})

test('E-37 更正把原文和更正后的文字并列，写明两个指纹；更正后的纪要写明原纪要的指纹', async () => {
  const minutes = minutesOfGroup()
  const matter = minutes.items[1]?.matter
  const facts = { no: 1, reason: '地点误写', on: '2026年11月2日', of: 'aa'.repeat(32), hash: 'bb'.repeat(32) }
  const corrections = [
    { was: '三楼会议室', now: '五楼会议室' },
    { matter, was: '旧文', now: '新文' },
  ]

  await says(
    erratumPaper(minutes, { ...facts, corrections }, signed()),
    /位置原文更正为全文三楼会议室五楼会议室议题2旧文新文/,
    /原文指纹（SHA-256）：(?:aa){32}/,
    /更正后指纹（SHA-256）：(?:bb){32}/,
  )
  await says(
    minutesPaper(minutes, { ...signed(), correctedHash: 'aa'.repeat(32) }),
    /原纪要仍保留，其指纹（SHA-256）：(?:aa){32}/,
  )
})

test('DOC-004 审议决定以信函格式发给送审处室，写明结论和意见，文号的序号不编虚位', async () => {
  const matter = world.state<Matter>(streams.matter('2026-000026'))
  const record = must(
    matter.records.findLast(r => r.tier === 4),
    'the record of tier 4',
  )
  const paper = decisionPaper(matter, record, letterNames())

  assert.equal(paper.form, 'LETTER')
  await says(paper, /阳光审议〔2026〕26号/, /基建管理处：/, /一、结论：审议通过/, /所据纪要指纹/)
})

test('DOC-004 原则同意的复核意见书逐条列明须落实的条件和责任处室', async () => {
  const matter = world.state<Matter>(streams.matter('2026-000026'))
  const record = must(
    matter.records.findLast(r => r.tier === 3),
    'the record of tier 3',
  )
  const conditions = ['补充论证', '重新核价'].map((words, n) => ({
    id: `3-${n + 1}`,
    words,
    owner: 'PLANNING',
    dueOn: '2026-12-01',
  }))
  const paper = decisionPaper(
    { ...matter, conditions },
    { ...record, conclusion: 'AGREED_IN_PRINCIPLE' },
    letterNames(),
  )

  await says(paper, /复核意见书/, /须落实的条件1\.补充论证（责任处室：综合规划处，2026年12月1日前）2\.重新核价/)
})

test('MTG-013 督办单写明事项、来源、责任处室、期限和反馈', async () => {
  const followUp = {
    id: 'DIRECTOR-DIRECTOR-2026-4.2',
    stage: 'REPLIED',
    meeting: 'DIRECTOR-DIRECTOR-2026-4',
    matter: '2026-000026',
    no: 2,
    owner: 'PLANNING',
    dueOn: '2026-12-01',
    words: '核对工程量清单',
    orderedAt: '2026-11-02T02:00:00.000Z',
    said: [{ kind: 'REPLY', words: '已完成核对', person: 'head-planning', at: '2026-11-20T02:00:00.000Z' }],
    extensions: 1,
  } as const

  await says(
    orderPaper(followUp, { year: 2026, seq: 4 }, letterNames()),
    /督〔2026〕4-2号/,
    /综合规划处：/,
    /完成期限2026年12月1日（已延期1次）/,
    /反馈2026年11月20日：已完成核对/,
  )
})
