import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import type { PoolClient } from 'pg'
import type { Read } from '../domain/decider.ts'
import { idOf, streams } from '../domain/ids.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import { titleOfMeeting } from '../domain/meeting/minutes.ts'
import { noticeSource } from '../domain/notices.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { nameOfDepartment } from '../domain/organisation/posts.ts'
import type { ReviewGroup } from '../domain/review-group/review-group.ts'
import { dayOf, formatDay, type Instant } from '../domain/time.ts'
import type { Clock } from './clock.ts'
import { invitationFile, type MeetingMail } from './mail-invitation.ts'
import { OperatorError } from './operator-error.ts'
import type { Store } from './store.ts'

/** A mail on its way, and to whom. */
export interface DueMail extends MeetingMail {
  readonly source: string
  readonly person: string
  readonly address: string
  /** How often it was tried, this time included. */
  readonly attempts: number
}

export interface Mailer {
  /** Hands a mail to the server. @throws when the server does not take it. */
  readonly send: (mail: DueMail, now: Instant) => Promise<void>
  readonly close: () => void
}

/** Every setting as in config.ts. */
interface MailServer {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly passwordFile: string
  readonly from: string
}

const CONNECT_MS = 10_000
const REST_MS = 30_000
/** From the start encrypted; on other ports STARTTLS where there is a password to protect or the server offers it. */
const IMPLICIT_TLS = 465

/** `undefined` where no mail server is set. @throws OperatorError when the password file cannot be read. */
export function openMailer(server: MailServer, publicUrl: string): Mailer | undefined {
  const { host, port, user, passwordFile, from } = server
  if (host === '') return undefined
  const transport = createTransport({
    host,
    port,
    secure: port === IMPLICIT_TLS,
    ...(user === '' ? {} : { requireTLS: true, auth: { user, pass: passwordIn(passwordFile) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: REST_MS,
  })
  return {
    send: async (mail, now) => {
      const link = publicUrl === '' ? '' : `${publicUrl}/console/meetings/${encodeURIComponent(mail.meeting)}`
      await transport.sendMail({
        from,
        to: mail.address,
        subject: `会议通知：${mail.title}`,
        text: wordsOf(mail, link),
        // The same when it is sent again, so that mailboxes see one mail where a server took it and its answer was lost.
        messageId: `<${mail.source}.${mail.person}.${mail.organ}@yangguang.invalid>`,
        icalEvent: {
          method: 'REQUEST',
          filename: 'meeting.ics',
          content: invitationFile(mail, from, mail.address, link, now),
        },
      })
    },
    close: () => transport.close(),
  }
}

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? ''
  } catch {
    throw new OperatorError(`设置 MAIL_PASSWORD_FILE 的文件 ${file} 读不到，请检查路径和权限`)
  }
}

/** Meeting, time, place and link: what is deliberated is read inside the platform and nowhere else. */
function wordsOf({ title, place, scheduledAt }: MeetingMail, link: string): string {
  const time = new Date(Date.parse(scheduledAt) + 8 * 60 * 60_000).toISOString().slice(11, 16)
  const lines = [
    `${title}定于${formatDay(dayOf(scheduledAt))}${time}（北京时间）在${place}召开，请参加。`,
    ...(link === '' ? [] : [`会议页面：${link}`]),
    '议题和材料请登录平台阅看。本邮件由平台自动发出，请勿回复。',
  ]
  return `${lines.join('\n\n')}\n`
}

interface ToldEvent {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly at: Date
}

const NOTE_TIME = `
insert into mail_invitation as known (organ, meeting, sequence, scheduled_at, place) values ($1, $2, 0, $3, $4)
on conflict (organ, meeting) do update
   set sequence = known.sequence + 1, scheduled_at = excluded.scheduled_at, place = excluded.place
 where (known.scheduled_at, known.place) is distinct from (excluded.scheduled_at, excluded.place)`

const QUEUE = `
insert into mail_queue (organ, source, person, meeting, title, place, scheduled_at, sequence, next_at)
select a.organ, $3, a.person, i.meeting, $4, i.place, i.scheduled_at, i.sequence, $5
  from mail_address a
  join mail_invitation i on i.organ = a.organ and i.meeting = $2
 where a.organ = $1 and a.person = any($6)
on conflict do nothing`

/**
 * Queues a mail for every member of a meeting whose notice was sent and who has an address. In the transaction that takes
 * the event from the outbox, so that it is queued once; nothing is sent here.
 */
export async function queueMail(
  client: PoolClient,
  { organ }: Store,
  told: readonly ToldEvent[],
  read: Read,
): Promise<void> {
  for (const { stream, version, at } of told.filter(e => e.type === 'meeting.notice-sent')) {
    const meeting = read(stream) as Meeting
    const organisation = read(streams.organisation) as Organisation
    const title = titleOfMeeting(meeting, body =>
      meeting.kind === 'GROUP'
        ? (read(streams.reviewGroup(body)) as ReviewGroup).name
        : nameOfDepartment(organisation, body),
    )
    const id = idOf(stream)
    await client.query(NOTE_TIME, [organ, id, meeting.scheduledAt, meeting.place])
    const people = meeting.members.map(member => member.person)
    await client.query(QUEUE, [organ, id, noticeSource(stream, version), title, at, people])
  }
}

/** How long a mail that was taken is left alone: whoever took it may have been killed before the server answered. */
const LEASE = '5 minutes'
const LONGEST_WAIT_MINUTES = 60

// Nobody is invited to what has begun.
const TAKE = `
with next as (
  select q.organ, q.source, q.person, a.address
    from mail_queue q
    join mail_address a on a.organ = q.organ and a.person = q.person
   where q.organ = $1 and q.sent_at is null and q.next_at <= $2 and q.scheduled_at > $2
   order by q.next_at, q.source, q.person
   limit 1 for update of q skip locked
)
update mail_queue q set attempts = q.attempts + 1, next_at = $2::timestamptz + interval '${LEASE}'
  from next n
 where q.organ = n.organ and q.source = n.source and q.person = n.person
returning q.organ, q.source, q.person, n.address, q.meeting, q.title, q.place, q.scheduled_at, q.sequence, q.attempts`

/**
 * Sends what is due, one after another. What the server does not take waits, a minute at first and up to an hour, and with
 * it the rest of this round: a server that is away is not asked again for everybody.
 * @returns how many were sent, and what went wrong.
 */
export async function sendMail(
  store: Store,
  mailer: Mailer,
  now: Instant,
): Promise<{ readonly sent: number; readonly trouble?: string }> {
  const { pool } = store.database
  for (let sent = 0; ; sent++) {
    const { rows } = await pool.query<Omit<DueMail, 'scheduledAt'> & { scheduled_at: Date }>(TAKE, [store.organ, now])
    const row = rows[0]
    if (!row) return { sent }
    const mail = { ...row, scheduledAt: row.scheduled_at.toISOString() }
    const key = [store.organ, mail.source, mail.person]
    try {
      await mailer.send(mail, now)
    } catch (error) {
      const trouble = (error instanceof Error ? error.message : String(error)).slice(0, 500)
      const minutes = Math.min(2 ** (mail.attempts - 1), LONGEST_WAIT_MINUTES)
      await pool.query(
        `update mail_queue set next_at = $4::timestamptz + make_interval(mins => $5), trouble = $6
          where organ = $1 and source = $2 and person = $3`,
        [...key, now, minutes, trouble],
      )
      return { sent, trouble }
    }
    await pool.query(
      `update mail_queue set sent_at = $4, trouble = null where organ = $1 and source = $2 and person = $3`,
      [...key, now],
    )
  }
}

const EVERY_MS = 10_000

/** Sends mail from now on, round after round. Trouble is said when it begins and forgotten when it is over. */
export function startMail(
  store: Store,
  mailer: Mailer,
  clock: Clock,
  say: (sentence: string) => void,
  everyMs = EVERY_MS,
): { readonly stop: () => Promise<void> } {
  let round: Promise<void> = Promise.resolve()
  let troubled = false
  const attempt = async () => {
    const trouble = await sendMail(store, mailer, clock.now()).then(
      done => done.trouble,
      (error: unknown) => String(error),
    )
    if (trouble && !troubled) say(`会议通知邮件发送出错，稍后再试：${trouble}`)
    troubled = trouble !== undefined
  }
  const schedule = () =>
    setTimeout(() => {
      round = attempt().finally(() => {
        timer = schedule()
      })
    }, everyMs)
  let timer = schedule()
  return {
    stop: async () => {
      clearTimeout(timer)
      await round
      clearTimeout(timer)
      mailer.close()
    },
  }
}
