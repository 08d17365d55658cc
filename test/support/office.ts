import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { readConfig } from '../../config.ts'
import { type Instant, instantAt } from '../../domain/time.ts'
import type { MatterPage, MeetingPage } from '../../http/api/contract.ts'
import { serveConsole } from '../../http/console.ts'
import { createServer } from '../../http/server.ts'
import { portalRoutes } from '../../portal/routes.ts'
import { demoPassword } from '../../store/accounts.ts'
import { openStore, type Store } from '../../store/store.ts'
import { type Session, signIn } from './api.ts'
import { pourInto } from './crowd.ts'
import { DEMO_ORGAN, demoFiles, testDatabase } from './database.ts'
import type { Story } from './story.ts'

/** The whole program on a free port over a copy of the demonstration, with a clock that the test moves. */
export interface Office {
  readonly base: string
  readonly store: Store
  readonly as: (login: string) => Promise<Session>
  readonly today: () => string
  readonly moveTo: (day: string, time?: string) => void
  readonly close: () => Promise<void>
}

export interface Opening {
  readonly startDay?: string
  /** Whether the staff console, as it was last built, is there as well. */
  readonly withConsole?: boolean
  /** A history told in memory that stands in the place of the demonstration; the clock stands where it ended. */
  readonly story?: Story
}

export async function openOffice(opening: Opening = {}): Promise<Office> {
  const { startDay = '2026-11-23', withConsole = false, story } = opening
  const database = await testDatabase(story ? 'empty' : 'demo')
  const store = openStore(database, DEMO_ORGAN)
  if (story) await pourInto(store, story)
  let now: Instant = story ? story.now() : instantAt(startDay, '09:00')
  const clock = { now: () => now }
  const settings = readConfig({ DATA_DIR: demoFiles, DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
  if (!settings.ok) throw new Error(settings.sentence)
  const server = await createServer({ store, config: settings.config, clock })
  if (withConsole) await server.register(serveConsole, { folder: join(import.meta.dirname, '../../console/dist') })
  await server.register(portalRoutes({ store, clock }))
  await server.listen({ host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const sessions = new Map<string, Promise<Session>>()
  let signedInAt = now
  return {
    base,
    store,
    as: login => {
      // Sessions end after half an hour of rest, and the test's days are long.
      if (signedInAt !== now) sessions.clear()
      signedInAt = now
      const session = sessions.get(login) ?? signIn(base, login, demoPassword)
      sessions.set(login, session)
      return session
    },
    today: () => now.slice(0, 10),
    moveTo: (day, time = '09:00') => {
      now = instantAt(day, time)
    },
    close: async () => {
      await server.close()
      await database.close()
    },
  }
}

export interface Draft {
  readonly item: string
  readonly title: string
  readonly department: string
  readonly details?: Record<string, unknown>
  readonly extra?: Record<string, unknown>
}

/** A clerk drafts a matter and fills its dossier until every line that submission asks for is ticked. */
export async function draftWhole(clerk: Session, draft: Draft): Promise<MatterPage> {
  const { item, title, department, details, extra } = draft
  const { id } = await clerk.post<MatterPage>('/matters', { item, title, department, ...extra })
  await clerk.post(`/matters/${id}/details`, {
    title,
    submissionBasis: ['按职权目录所列依据'],
    disclosure: { attribute: 'ACTIVE' },
    ...details,
  })
  return fillDossier(clerk, id)
}

export async function fillDossier(clerk: Session, id: string): Promise<MatterPage> {
  const page = await clerk.get<MatterPage>(`/matters/${id}`)
  const missing = new Set(page.dossier.filter(line => !line.done).map(line => line.line))
  const lines = page.checklist.filter(line => missing.has(line.id))
  // 相关资料 are any files of the checklist: the first line serves.
  const wanted = lines.length === 0 && missing.has('data') ? page.checklist.slice(0, 1) : lines
  for (const line of wanted) {
    const hash = await clerk.upload(`${line.name}.txt`, `${line.name}（演示） ${id}`)
    await clerk.post(`/matters/${id}/materials`, { line: line.id, hash })
  }
  const checks = page.controls.map(({ risk, measure }) => ({ risk, measure, done: true, note: '已逐条核对' }))
  return clerk.post<MatterPage>(`/matters/${id}/control-checks`, { checks })
}

export interface Sitting {
  readonly kind: 'INITIAL' | 'GROUP' | 'DIRECTOR'
  readonly body: string
  readonly recorder: string
  readonly day: string
  readonly matters: readonly string[]
  /** What is concluded on each matter; agreement unless said. */
  readonly conclude?: Readonly<Record<string, Record<string, unknown>>>
  /** Who says no, besides what the conclusion asks for. */
  readonly against?: readonly string[]
  readonly circumstances?: string
}

/** Calls, notices, holds and signs a meeting: every member speaks from their own session, whoever presides last. */
export async function hold(office: Office, sitting: Sitting): Promise<MeetingPage> {
  const { kind, body, recorder, day, matters } = sitting
  let secretary = await office.as(recorder)
  const scheduledAt = instantAt(day, '10:00')
  const { id } = await secretary.post<MeetingPage>('/meetings', {
    kind,
    body,
    scheduledAt,
    place: '三楼会议室（演示）',
  })
  const path = `/meetings/${id}`
  for (const matter of matters) {
    const { circumstances } = sitting
    const page = await secretary.post<MeetingPage>(`${path}/items`, {
      matter,
      ...(circumstances ? { circumstances } : {}),
    })
    const refusal = page.items.find(({ key }) => key === matter)?.presiderRefusal
    const other = refusal?.others[0]
    if (other)
      await secretary.post(`${path}/presiders`, { matter, presider: other.id, reason: '分管领导不得主持本议题' })
  }
  await secretary.post(`${path}/notice`, {})
  office.moveTo(day, '10:00')
  secretary = await office.as(recorder)
  const opened = await secretary.post<MeetingPage>(`${path}/opening`)
  for (const { who } of opened.members) {
    await secretary.post(`${path}/attendance`, { person: who.id, status: 'PRESENT' })
  }
  for (const matter of matters) await discuss(office, sitting, path, matter)
  await secretary.post(`${path}/adjournment`)
  const chair = await office.as(opened.chair.id)
  return chair.post<MeetingPage>(`${path}/minutes-signature`)
}

async function discuss(office: Office, sitting: Sitting, path: string, matter: string): Promise<void> {
  const secretary = await office.as(sitting.recorder)
  const page = await secretary.post<MeetingPage>(`${path}/item-starts`, { matter })
  const item = page.items.find(({ key }) => key === matter)
  if (!item) throw new Error(`${matter} is not on the agenda`)
  const conclusion = { conclusion: 'AGREED', opinion: '同意。', ...sitting.conclude?.[matter] }
  const last = item.presider.id
  const speakers = [...item.silent.map(s => s.id).filter(person => person !== last), last]
  for (const person of speakers) {
    const no = conclusion.conclusion === 'NOT_AGREED' || sitting.against?.includes(person)
    const said = { position: no ? 'DISAGREE' : 'AGREE', words: no ? '理由不充分，不同意。' : '材料齐全，同意。' }
    await (await office.as(person)).post(`${path}/opinions`, { matter, person, ...said })
  }
  await (await office.as(last)).post(`${path}/conclusions`, { matter, ...conclusion })
}
