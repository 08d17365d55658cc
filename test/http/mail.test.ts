import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import ical, { type VEvent } from 'node-ical'
import { SMTPServer } from 'smtp-server'
import { streams } from '../../domain/ids.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { must } from '../../domain/result.ts'
import type { MailAddress, MeetingList, MeetingPage } from '../../http/api/contract.ts'
import { loadStreams } from '../../store/events.ts'
import { type Mailer, openMailer, queueMail, sendMail, startMail } from '../../store/mail.ts'
import { noticesOf } from '../../store/notices.ts'
import { drainOutbox } from '../../store/outbox.ts'
import { eventually } from '../support/eventually.ts'
import { type Edge, openEdge, problemIn } from './edge.ts'
import { done } from './sitting.ts'

/** One mail as the server took it. */
interface Received {
  readonly to: readonly string[]
  readonly raw: string
}

let edge: Edge
let meeting: MeetingPage
let server: SMTPServer
let mailer: Mailer
let port: number
const received: Received[] = []
/** What the server says instead of taking a mail. */
let refusing: Error | undefined
before(async () => {
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (refusing) return callback(refusing)
        const to = session.envelope.rcptTo.map(one => one.address)
        received.push({ to, raw: Buffer.concat(chunks).toString('utf8') })
        callback()
      })
    },
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as AddressInfo).port
  mailer = must(openMailer(settings(port), 'https://gov.example.cn'), 'a mailer')

  edge = await openEdge()
  const office = await edge.signIn('clerk-general-office-1')
  const { rows } = done<MeetingList>(await office.get('/meetings?kind=GROUP'))
  const { id } =
    rows.find(row => row.stage === 'PLANNED' && row.items > 0) ?? assert.fail('no group meeting is being prepared')
  meeting = done<MeetingPage>(await office.get(`/meetings/${id}`))
  // Whatever the demonstration had to tell is told before.
  await drainOutbox(edge.store)
})
after(async () => {
  mailer.close()
  await new Promise<void>(resolve => server.close(() => resolve()))
  await edge.close()
})
afterEach(() => {
  received.length = 0
  refusing = undefined
})

const settings = (at: number) => ({
  host: '127.0.0.1',
  port: at,
  user: '',
  passwordFile: '',
  from: 'notice@gov.example.cn',
})
const addressOf = (person: string) => `${person}@mail.example.cn`

interface Part {
  readonly type: string
  readonly text: string
}

/** The leaves of a mail, decoded (RFC 2045). */
function partsOf(raw: string): readonly Part[] {
  const split = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, split).replace(/\r\n[ \t]+/g, ' ')
  const body = raw.slice(split + 4)
  const type = /^content-type: *(.*)$/im.exec(head)?.[1] ?? ''
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap(part => partsOf(part.replace(/^\r\n/, '')))
  const encoding = /^content-transfer-encoding: *(.*)$/im.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return [{ type, text: Buffer.from(body, 'base64').toString('utf8') }]
  if (encoding !== 'quoted-printable') return [{ type, text: body }]
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return [{ type, text: Buffer.from(bytes, 'latin1').toString('utf8') }]
}

function invitationIn(mail: Received): { readonly event: VEvent; readonly text: string; readonly words: string } {
  const parts = partsOf(mail.raw)
  const calendar = must(
    parts.find(part => /^text\/calendar/i.test(part.type)),
    'a calendar part',
  )
  assert.match(calendar.type, /method="?REQUEST"?/i)
  const event = Object.values(ical.parseICS(calendar.text)).find(one => one?.type === 'VEVENT')
  const words = must(
    parts.find(part => /^text\/plain/i.test(part.type)),
    'words',
  ).text
  return { event: must(event, 'an event') as VEvent, text: calendar.text, words }
}

/** The meeting's time as people in China read it. */
function inShanghai(format: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).formatToParts(new Date(meeting.scheduledAt))
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
  return format
    .replace('YYYY', part('year'))
    .replace('MM', part('month'))
    .replace('DD', part('day'))
    .replace('M', String(Number(part('month'))))
    .replace('D', String(Number(part('day'))))
    .replace('HH', part('hour'))
    .replace('mm', part('minute'))
}

const queued = async () => {
  const { rows } = await edge.store.database.pool.query<{
    person: string
    source: string
    sent: boolean
    attempts: number
  }>('select person, source, sent_at is not null as sent, attempts from mail_queue order by person')
  return rows
}

test('邮件地址由本人设置，写错的不收，清空就不再收信，别人看不到', async () => {
  const leader = await edge.signIn('leader-1')
  for (const address of ['x', 'a b@c.cn', `${'x'.repeat(200)}@c.cn`, 'a@b.cn, c@d.cn', 'a@b.cn\r\nbcc: c@d.cn']) {
    assert.equal(problemIn(await leader.post('/session/mail-address', { address })).status, 422, address)
  }
  const set = await leader.post('/session/mail-address', { address: addressOf('leader-1') })
  assert.deepEqual(done<MailAddress>(set), { address: addressOf('leader-1') })
  assert.deepEqual(done(await (await edge.signIn('leader-2')).get('/session/mail-address')), {})
  assert.deepEqual(done(await leader.post('/session/mail-address', { address: '' })), {})
})

test('S92 会议通知发出后，留有邮件地址的成员各收到一封带日历邀请的邮件，时间地点无误', async () => {
  const [first, second] = meeting.members.map(member => member.who.id)
  for (const person of [first, second]) {
    const visitor = await edge.signIn(person ?? '')
    done(await visitor.post('/session/mail-address', { address: addressOf(person ?? '') }))
  }
  const recorder = await edge.signIn(meeting.recorder.id)
  done(await recorder.post(`/meetings/${meeting.id}/notice`))
  // The server itself tells people, right after it has answered.
  await eventually(async () => (await queued()).length === 2)
  assert.deepEqual(await sendMail(edge.store, mailer, edge.now()), { sent: 2 })

  assert.deepEqual(
    received.flatMap(mail => mail.to).toSorted(),
    [first, second].map(p => addressOf(p ?? '')).toSorted(),
  )
  for (const mail of received) {
    const { event, text, words } = invitationIn(mail)
    assert.equal(event.start.toISOString(), meeting.scheduledAt)
    assert.equal(event.start.tz, 'Asia/Shanghai')
    assert.ok(text.includes(`DTSTART;TZID=Asia/Shanghai:${inShanghai('YYYYMMDDTHHmm')}00`), text)
    assert.deepEqual([event.summary, event.location], [meeting.title, meeting.place])
    assert.equal(Number(event.sequence), 0)
    assert.ok(words.includes(inShanghai('YYYY年M月D日HH:mm（北京时间）')), words)
    assert.ok(words.includes(meeting.title) && words.includes(meeting.place))
    assert.ok(words.includes(`https://gov.example.cn/console/meetings/${meeting.id}`))
  }
  const uids = new Set(received.map(mail => invitationIn(mail).event.uid))
  assert.equal(uids.size, 1, 'one meeting is one event in everybody’s calendar')
  const notices = await noticesOf(edge.store, first ?? '')
  assert.ok(notices.some(notice => notice.link === `/meetings/${meeting.id}`))
})

test('S92 邮件不写议题、材料和任何人的姓名', async () => {
  const secretary = await edge.signIn(meeting.recorder.id)
  const { items } = done<MeetingPage>(await secretary.get(`/meetings/${meeting.id}`))
  const hidden = [
    ...items.flatMap(item => [item.title, item.key, ...(item.brief?.materials ?? []).map(m => m.name)]),
    ...meeting.members.map(member => member.who.name),
  ]
  assert.ok(hidden.length > 3)
  await edge.store.database.pool.query('update mail_queue set sent_at = null, next_at = $1', [edge.now()])
  assert.equal((await sendMail(edge.store, mailer, edge.now())).sent, 2)
  for (const mail of received) {
    const told = partsOf(mail.raw)
      .map(part => part.text)
      .join('\n')
    for (const words of hidden) assert.ok(!told.includes(words), words)
  }
})

test('S92 每人只收一封：再取一次出站队列、几处同时发信，都不重复', async () => {
  assert.deepEqual(await sendMail(edge.store, mailer, edge.now()), { sent: 0 })
  await tellAgain(meeting.scheduledAt, 900)
  const rounds = await Promise.all([1, 2, 3].map(() => sendMail(edge.store, mailer, edge.now())))
  assert.equal(
    rounds.reduce((sum, one) => sum + one.sent, 0),
    2,
  )
  await tellAgain(meeting.scheduledAt, 900)
  assert.deepEqual(await sendMail(edge.store, mailer, edge.now()), { sent: 0 })
  assert.equal(received.length, 2)
})

test('S92 会议改期后再发通知：同一个日历事件，序号加一，时间是新的', async () => {
  await tellAgain('2026-12-04T06:30:00.000Z', 901)
  assert.equal((await sendMail(edge.store, mailer, edge.now())).sent, 2)
  for (const mail of received) {
    const { event } = invitationIn(mail)
    assert.deepEqual([event.start.toISOString(), Number(event.sequence)], ['2026-12-04T06:30:00.000Z', 1])
    assert.equal(event.uid.startsWith(`${meeting.id}.`), true)
  }
})

test('S92 邮件服务器出错：平台内的通知不受影响，隔一会儿重发，间隔逐次加长，内容同一封', async () => {
  await tellAgain(meeting.scheduledAt, 902)
  refusing = Object.assign(new Error('mailbox is full'), { responseCode: 452 })
  const start = Date.parse(edge.now())
  const after = (minutes: number) => new Date(start + minutes * 60_000).toISOString()
  const failed = await sendMail(edge.store, mailer, after(0))
  assert.equal(failed.sent, 0)
  assert.match(failed.trouble ?? '', /mailbox is full/)
  assert.match((await sendMail(edge.store, mailer, after(0))).trouble ?? '', /mailbox is full/, 'the other one')
  assert.deepEqual(await sendMail(edge.store, mailer, after(0.5)), { sent: 0 }, 'both wait')
  for (let one = 0; one < 2; one++) assert.ok((await sendMail(edge.store, mailer, after(1))).trouble)
  assert.deepEqual(await sendMail(edge.store, mailer, after(2)), { sent: 0 }, 'the second wait is longer')
  refusing = undefined
  assert.deepEqual(await sendMail(edge.store, mailer, after(3)), { sent: 2 })
  const ids = received.map(mail => /^message-id:\s*<(.*)>/im.exec(mail.raw)?.[1])
  assert.ok(
    ids.every(id => id?.includes('.902.')),
    ids.join(),
  )
  assert.ok((await queued()).every(row => row.sent))
})

test('S92 服务器连不上时不逐封去试；会议开始以后不再发', async () => {
  await tellAgain(meeting.scheduledAt, 903)
  const nobody = must(openMailer(settings(1), ''), 'a mailer')
  const failed = await sendMail(edge.store, nobody, edge.now())
  assert.match(failed.trouble ?? '', /ECONNREFUSED/)
  nobody.close()
  assert.equal((await queued()).filter(row => !row.sent && row.attempts > 0).length, 1)
  assert.deepEqual(await sendMail(edge.store, mailer, '2026-12-31T00:00:00.000Z'), { sent: 0 })
  assert.equal(received.length, 0)
})

test('S92 后台一轮一轮地发：出错只说一次，好了接着发，停下时不留尾巴', async () => {
  await tellAgain(meeting.scheduledAt, 904)
  refusing = new Error('try later')
  const said: string[] = []
  let ahead = 0
  const clock = { now: () => new Date(Date.parse(edge.now()) + ahead).toISOString() }
  const own = must(openMailer(settings(port), ''), 'a mailer')
  const mail = startMail(edge.store, own, clock, sentence => said.push(sentence), 5)
  const ofThis = async () => (await queued()).filter(row => row.source.endsWith('.904'))
  await eventually(async () => (await ofThis()).every(row => row.attempts === 1))
  refusing = undefined
  ahead = 2 * 60_000
  await eventually(async () => (await ofThis()).every(row => row.sent))
  await mail.stop()
  assert.equal(said.length, 1, said.join())
  assert.match(said[0] ?? '', /^会议通知邮件发送出错，稍后再试：.*try later/)
  assert.equal(received.filter(one => one.raw.includes('.904.')).length, 2)
})

test('S92 没有设置邮件服务器就不发信，口令文件读不到在启动时说明', () => {
  assert.equal(openMailer({ ...settings(25), host: '' }, ''), undefined)
  const unreadable = { ...settings(25), user: 'notice', passwordFile: '/nonexistent/password' }
  assert.throws(() => openMailer(unreadable, ''), /设置 MAIL_PASSWORD_FILE 的文件 \/nonexistent\/password 读不到/)
})

/** When the meeting's notice is told of once more, by an event of that version, with the meeting at that time. */
async function tellAgain(scheduledAt: string, version: number): Promise<void> {
  const stream = streams.meeting(meeting.id)
  const { pool } = edge.store.database
  const needed = [stream, streams.organisation, streams.reviewGroup(meeting.body.code)]
  const { states } = await loadStreams(pool, edge.store, needed)
  const read = (name: string) => {
    const { state } = must(states.get(name), name)
    return name === stream ? { ...(state as Meeting), scheduledAt } : state
  }
  const told = [{ stream, version, type: 'meeting.notice-sent', at: new Date(edge.now()) }]
  const client = await pool.connect()
  await queueMail(client, edge.store, told, read)
  client.release()
}
