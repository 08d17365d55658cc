import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { AgencyView, ComplaintList, ComplaintPage } from '../../http/api/contract.ts'
import { openLetter } from '../../sealing/letter.ts'
import { openMailbox } from '../../sealing/mailbox.ts'
import { createMemberKey, exportKey, type MemberKey } from '../../sealing/member-keys.ts'
import { handle } from '../../store/handle.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Filed, file, type GroupKeys, type Key, lookInto, sendTo } from '../support/reporter.ts'
import { act, choose, textFile } from './act-drawer.ts'
import { lookAt, lookInLargePrint, settled, windowOf } from './desk-window.ts'
import { openBrowser } from './support.ts'

const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const SECOND = 'head-personnel'
const PASSPHRASE = '四季常青的榕树下有三口井'
const WORDS = '演示：某工程变更没有经过审批就付款，标记 QX7-榕荫-31。'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await office.close()
})

const openWindow = (login: string, path: string) => windowOf(opened.browser, office.base, login, path)
/** What the windows sent: none of it may hold a word that was written. */
const sent: string[] = []
const watch = (page: Page) =>
  page.on('request', request => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''))
const bytesOf = (text: string) => Buffer.from(text).toString('latin1')

/** Makes a key on the page, as a member does, and keeps what the page offered as its backup. */
async function makeKey(page: Page, name: string): Promise<Buffer> {
  const form = page.getByRole('region', { name: `${name}密钥` })
  await form.getByLabel('口令（也用于备份文件').fill(PASSPHRASE)
  await form.getByLabel('再输一遍口令').fill(PASSPHRASE)
  const saved = page.waitForEvent('download')
  await form.getByRole('button', { name: `生成${name}密钥` }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer)
  await page.getByText('密钥已解锁').first().waitFor({ timeout: 180_000 })
  return Buffer.concat(chunks)
}

let number = 0
async function register(person: string, noun: string, input: unknown): Promise<void> {
  const now = `${office.today()}T01:30:00.000Z`
  const command = { stream: 'organisation', noun, input, person, now, key: `complaints-journey-${number++}` }
  const done = await handle(office.store, command)
  assert.ok(done.ok, JSON.stringify(done))
}

/** Brings a key from its backup file into the browser of this window. */
async function bringKey(page: Page, key: MemberKey): Promise<void> {
  const backup = await exportKey(key, PASSPHRASE, 10)
  assert.ok(backup.ok)
  await page.goto(`${office.base}/console/sealing-keys`)
  await page.getByRole('button', { name: '从备份导入密钥' }).click()
  const form = page.getByRole('dialog', { name: '从备份导入密钥' })
  await form
    .getByLabel('备份文件', { exact: true })
    .setInputFiles({ name: '备份.age', mimeType: 'application/octet-stream', buffer: Buffer.from(backup.value) })
  await form.getByLabel('备份的口令').fill(PASSPHRASE)
  await form.getByRole('button', { name: '导入' }).click()
  await form.waitFor({ state: 'detached', timeout: 180_000 })
}

async function unlock(page: Page): Promise<void> {
  const own = page.getByRole('region', { name: '我的密钥' })
  await own.getByLabel('密钥口令').first().fill(PASSPHRASE)
  await own.getByRole('button', { name: '用口令解锁密钥' }).first().click()
  await own.getByText('密钥已解锁').first().waitFor({ timeout: 180_000 })
}

/** A key that was made elsewhere and registered, as it is known to whoever seals to it. */
async function registeredKey(person: string, purpose: 'CONTENT' | 'IDENTITY'): Promise<Key> {
  const made = await createMemberKey()
  const key = `journey-${person}-${purpose}`.toLowerCase()
  await register(person, 'sealing-keys', { key, purpose, recipient: made.recipient })
  return { key, person, ...made }
}

let leader: Page
let second: Page
let group: GroupKeys
let filed: Filed
let path = ''
const REPLY = '演示：您反映的问题已受理，正在核实。'
const RESULT = '演示：经核实部分属实，已责成整改。'

test('S122 密封密钥：组长在页面上生成，另一成员从备份导入', async () => {
  leader = await openWindow(LEADER, '/sealing-keys')
  watch(leader)
  const backup = await makeKey(leader, '举报内容')
  assert.match(backup.toString('latin1'), /^age-encryption\.org\/v1/)
  const { sealing } = await (await office.as(LEADER)).get<AgencyView>('/agency')
  const own = sealing.keys.find(({ person }) => person.id === LEADER) ?? assert.fail('not registered')
  for (const person of [MEMBER, SECOND]) await register(LEADER, 'custodians', { person })
  const other = await registeredKey(SECOND, 'CONTENT')
  const custodians = [await registeredKey(MEMBER, 'IDENTITY'), await registeredKey(SECOND, 'IDENTITY')] as const
  const mine = { key: own.key, person: LEADER, recipient: own.recipient, identity: '' }
  group = { members: [mine, other], custodians, superior: mine }
  second = await openWindow(SECOND, '/sealing-keys')
  watch(second)
  await bringKey(second, other)
  await bringKey(second, custodians[1])
  await lookAt(second, 'sealing-keys')
})

test('S122 S140 CMP-006 S153 匿名举报：两名成员在浏览器里打开，分流、指定、告知、处置、批准、反馈、结案', async () => {
  await leader.goto(`${office.base}/console/complaints`)
  await leader.getByText('没有您可以看的投诉举报。').waitFor()
  await lookAt(leader, 'complaints-empty')
  filed = await file(sendTo(office.base), group, { title: '演示：工程变更', words: WORDS, attachment: '演示附件' })
  path = `/complaints/${filed.number}`

  await leader.goto(`${office.base}/console/complaints`)
  await leader.getByRole('link', { name: filed.number }).waitFor()
  await lookAt(leader, 'complaints')
  await leader.getByRole('link', { name: filed.number }).click()
  await leader.getByText('密封中').first().waitFor()
  await lookAt(leader, 'complaint-sealed')
  await unlock(leader)
  await leader.getByText(WORDS).waitFor()
  await leader.getByRole('button', { name: '保存附件' }).click()
  await leader.getByText('只在隔离环境打开').waitFor()
  await lookAt(leader, 'complaint-open')
  await lookInLargePrint(leader, 'complaint-open')
  const download = leader.waitForEvent('download')
  await leader.getByRole('button', { name: '知道了，解密并保存' }).click()
  const saved = await (await download).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of saved) chunks.push(chunk as Buffer)
  assert.equal(Buffer.concat(chunks).toString(), '演示附件')

  await act(leader, '分流', async form => {
    await choose(form, '类别', /^检举控告/)
    await form.getByLabel('分流说明').fill('演示：属检举控告，不外传。')
    await lookAt(leader, 'complaint-triage-form')
  })
  await act(leader, '指定承办人', async form => {
    await choose(form, '承办人', await seatOf(SECOND))
    await choose(form, '承办人', await seatOf('head-policy-law'))
  })

  await second.goto(`${office.base}/console${path}`)
  await unlock(second)
  await second.getByText(WORDS).waitFor()
  await second.getByText('演示：属检举控告，不外传。').waitFor()
  await act(second, '受理告知', async form => {
    await form.getByLabel('受理', { exact: true }).check()
    await form.getByLabel('给举报人的答复').fill(REPLY)
  })
  await act(second, '记录办理情况', form => form.getByLabel('办理情况').fill('演示：已调取变更单。'))
  await act(second, '提出处置意见', async form => {
    await form.getByLabel(/^初步核实/).check()
    await form.getByLabel('初步核实审批表正文').fill('演示：拟初步核实。')
    await form.getByLabel('选择初步核实情况报告文件').setInputFiles(textFile('情况报告.txt', '演示：核实情况。'))
    await lookAt(second, 'complaint-disposition-form')
  })
  await second.getByText('处置意见待批').first().waitFor()

  await leader.goto(`${office.base}/console${path}`)
  await unlock(leader)
  await leader.getByText('演示：拟初步核实。').waitFor()
  await lookAt(leader, 'complaint-proposed')
  await act(leader, '批准处置意见')
  await second.goto(`${office.base}/console${path}`)
  await act(second, '反馈处理结果', form => form.getByLabel('给举报人的答复').fill(RESULT))
  await leader.goto(`${office.base}/console${path}`)
  await act(leader, '签批结案', form => choose(form, '办理结果', '部分属实'))
  await leader.getByText('已办结').first().waitFor()
  await lookAt(leader, 'complaint-closed')
})

test('CMP-001 举报人凭查询码看到两次答复；浏览器发出的只有密文', async () => {
  const send = sendTo(office.base)
  const { replies, keyBox } = await lookInto(send, filed.number, filed.token)
  const own = await openMailbox(keyBox, filed.code, filed.number)
  assert.ok(own.ok)
  const read = []
  for (const { sealed } of replies) {
    const letter = await openLetter(Buffer.from(sealed, 'base64'), [own.value])
    read.push(letter.ok ? letter.value.words : letter.error.sentence)
  }
  assert.deepEqual(read, [REPLY, RESULT])
  assert.ok(sent.some(body => body.includes('age-encryption.org/v1')))
  for (const secret of [REPLY, RESULT, '演示：属检举控告', '演示：拟初步核实', PASSPHRASE, 'AGE-SECRET-KEY']) {
    assert.ok(!sent.some(body => body.includes(bytesOf(secret))), secret)
  }
})

test('CMP-003 E-59 查看举报人身份：一人申请，另一人同意，各开一层，只在页面上显示', async () => {
  const named = await file(sendTo(office.base), group, { words: '演示：实名反映。', name: '区演示' })
  const page = await openWindow(MEMBER, `/complaints/${named.number}`)
  await bringKey(page, group.custodians[0])
  const at = `${office.base}/console/complaints/${named.number}`
  await page.goto(at)
  await act(page, '申请查看举报人身份', async form => {
    await choose(form, '另一名受托人', await seatOf(SECOND))
    await choose(form, '事由', '核实身份')
  })
  await second.goto(at)
  await act(second, '同意查看身份')
  await page.goto(at)
  await unlock(page)
  await act(page, '打开外层并交内层')
  await second.goto(at)
  await act(second, '打开内层')
  const key = second.getByRole('region', { name: '我的密钥' })
  await key.getByLabel('密钥口令').last().fill(PASSPHRASE)
  await key.getByRole('button', { name: '用口令解锁密钥' }).last().click()
  await second.getByRole('button', { name: '解密查看姓名和联系方式' }).click()
  await second.getByText('区演示', { exact: true }).waitFor()
  await lookAt(second, 'complaint-identity')
  assert.ok(!sent.some(body => body.includes(bytesOf('区演示'))))
  await page.close()
})

test('S127 CMP-005 登记来信：在浏览器里密封，涉及的处室负责人看不到；涉及组长的不登记', async () => {
  await leader.goto(`${office.base}/console/complaints`)
  await leader.getByRole('button', { name: '登记来信来访来电' }).click()
  const form = leader.getByRole('dialog', { name: '登记来信来访来电' })
  await choose(form, '涉及的业务板块', /./)
  await choose(form, '反映的人员', await headOfAgency())
  await form.getByLabel('反映的内容').fill('演示：来信内容。')
  await form.getByRole('button', { name: '确认登记来信来访来电' }).click()
  await form.getByText('请走机要渠道径送上级机关').first().waitFor()
  await lookAt(leader, 'complaint-register-form')
  await form.locator('.ant-select-selection-item-remove').last().click()
  await choose(form, '反映的处室', await departmentOf(SECOND))
  await form.getByRole('button', { name: '确认登记来信来访来电' }).click()
  await leader.getByRole('heading', { level: 1, name: /^投诉举报JB-/ }).waitFor()
  const id = leader.url().split('/').at(-1) ?? ''
  const seen = async (login: string) =>
    (await (await office.as(login)).get<ComplaintList>('/complaints')).rows.some(row => row.id === id)
  assert.deepEqual([await seen(LEADER), await seen(SECOND)], [true, false])
  assert.ok(!sent.some(body => body.includes(bytesOf('演示：来信内容'))))
})

test('S122 换届后重新密封：在浏览器里全部打开，密封给今天的成员', async () => {
  await registeredKey('head-policy-law', 'CONTENT')
  const before = await (await office.as(LEADER)).get<ComplaintPage>(path)
  await leader.goto(`${office.base}/console${path}`)
  await unlock(leader)
  await leader.getByText(WORDS).waitFor()
  await act(leader, '重新密封')
  const { keys, parts } = await (await office.as(LEADER)).get<ComplaintPage>(path)
  assert.ok(keys.includes('journey-head-policy-law-content'))
  assert.ok(parts.filter(({ kind }) => kind !== 'REPLY').every(({ blob }) => !before.parts.some(p => p.blob === blob)))
  await leader.getByText(WORDS).waitFor()
  // The letter names its attachment by the fingerprint that it has now.
  await leader.getByRole('button', { name: '保存附件' }).first().click()
  const download = leader.waitForEvent('download')
  await leader.getByRole('button', { name: '知道了，解密并保存' }).click()
  await download
})

test('S123 监督登记：心跳、日承诺、报告，两方各看各的', async () => {
  await leader.goto(`${office.base}/console/register`)
  await leader.getByRole('heading', { name: '报告心跳' }).waitFor()
  await lookAt(leader, 'register')
  await lookInLargePrint(leader, 'register')
  await leader.goto(`${office.base}/console/complaints/JB-00000000`)
  await leader.getByRole('heading', { name: '没有找到' }).waitFor()
  const outsider = await openWindow('clerk-planning-1', '/complaints')
  await outsider.getByText('您不是小组成员').waitFor()
  await lookAt(outsider, 'complaints-forbidden')
  await outsider.close()
})

test('S122 列表还在读、没有读到，都说清楚', async () => {
  let answer = (): void => undefined
  const held = new Promise<void>(resolve => {
    answer = resolve
  })
  await leader.route('**/api/v1/complaints?**', route => held.then(() => route.abort()))
  await leader.goto(`${office.base}/console/complaints`)
  await leader.getByRole('status', { name: '正在读取' }).waitFor()
  answer()
  await leader.getByText('没有读到内容').waitFor()
  await settled(leader)
  await lookAt(leader, 'complaints-error')
})

/** As lists show the person. */
async function seatOf(person: string): Promise<RegExp> {
  const { groups } = await (await office.as(LEADER)).get<AgencyView>('/agency')
  const found = groups.flatMap(({ seats }) => seats).find(({ id }) => id === person)
  return new RegExp(`^${found?.name ?? assert.fail(person)}`)
}

async function headOfAgency(): Promise<RegExp> {
  const { leaders } = await (await office.as(LEADER)).get<AgencyView>('/agency')
  return new RegExp(`^${leaders[0]?.name ?? assert.fail('no head')}`)
}

async function departmentOf(head: string): Promise<string> {
  const { departments } = await (await office.as(LEADER)).get<AgencyView>('/agency')
  return departments.find(one => one.head?.id === head)?.name ?? assert.fail(head)
}
