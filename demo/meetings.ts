import { streams } from '../domain/ids.ts'
import type { Matter } from '../domain/matter/matter.ts'
import { statusAwaiting } from '../domain/matter/route.ts'
import { seatPresider } from '../domain/meeting/acts-sitting.ts'
import { meetingId } from '../domain/meeting/ids.ts'
import { type MeetingKind, tierOf } from '../domain/meeting/kinds.ts'
import { itemOf, type Meeting, type Position, presiderOf } from '../domain/meeting/meeting.ts'
import { quorumOf } from '../domain/meeting/quorum.ts'
import { possibleLeaders, refuseLeader } from '../domain/review-group/composition.ts'
import { rulesOn } from '../domain/rulebook/rulebook.ts'
import { type Day, instantAt, yearOf } from '../domain/time.ts'
import { isAway, type Sitting } from './calendar.ts'
import { staff } from './people.ts'
import { spoken, usualOpinion } from './phrases.ts'
import type { Ruling } from './tale.ts'
import type { Teller } from './teller.ts'
import { nextRuling, type Told } from './verbs.ts'

/** A meeting that was called. */
export interface Called {
  readonly id: string
  readonly stream: string
  readonly on: Day
  readonly time: string
  readonly recorder: string
  readonly noticed: boolean
}

const places: Record<MeetingKind, string> = {
  INITIAL: '处室会议室（演示）',
  GROUP: '厅机关三楼会议室（演示）',
  DIRECTOR: '厅机关五楼会议室（演示）',
  LEADING: '厅机关五楼会议室（演示）',
}

const waitsFor = (matter: Matter, { kind, on }: Sitting, { tale }: Told): boolean => {
  const tier = tierOf(kind)
  if (matter.listing || matter.status === tale.until || on < (tale.notBefore?.[tier] ?? on)) return false
  const recalled = tale.recall !== undefined && tale.recall.on <= on && matter.stays.at(-1)?.tier === tier
  return matter.status === statusAwaiting(tier) || (matter.status === 'DEFERRED' && recalled)
}

/** Makes up the agendas of a sitting from what waits for it, and sends the notices out. */
export async function prepare(t: Teller, sitting: Sitting, tolds: readonly Told[], before: readonly Called[]) {
  const waiting: Told[] = []
  for (const told of tolds) {
    const matter = await t.matter(told.id)
    if (waitsFor(matter, sitting, told) && (sitting.kind !== 'GROUP' || sitting.body === `${matter.board}-1`)) {
      waiting.push(told)
    }
  }
  if (sitting.kind !== 'INITIAL') {
    return waiting.length > 0 || !sitting.noticed ? [await call(t, sitting, waiting, before)] : []
  }
  const called: Called[] = []
  for (const department of new Set(waiting.map(told => told.department))) {
    const time = later(sitting.time, called.length * 20)
    const own = waiting.filter(told => told.department === department)
    called.push(await call(t, { ...sitting, body: department, time }, own, before))
  }
  return called
}

function later(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const total = hour * 60 + minute + minutes
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

function recorderOf(kind: MeetingKind, body: string): string {
  if (kind === 'INITIAL') return staff('clerk', body, 2)
  return staff('clerk', 'GENERAL_OFFICE', kind === 'GROUP' ? 1 : 2)
}

async function call(
  t: Teller,
  { kind, body, on, time, noticed }: Sitting,
  agenda: readonly Told[],
  before: readonly Called[],
): Promise<Called> {
  const year = yearOf(on)
  const seq = before.filter(({ id }) => id.startsWith(meetingId(kind, body, year, 0).slice(0, -1))).length + 1
  const id = meetingId(kind, body, year, seq)
  const stream = streams.meeting(id)
  const recorder = recorderOf(kind, body)
  await t.act(recorder, stream, 'calling', { kind, body, scheduledAt: instantAt(on, time), place: places[kind] })
  for (const told of agenda) {
    const deferred = (await t.matter(told.id)).status === 'DEFERRED'
    await t.act(recorder, stream, 'items', {
      matter: told.id,
      ...(deferred ? { circumstances: told.tale.recall?.circumstances } : {}),
    })
    if (kind === 'GROUP') await assignPresider(t, { id, stream, recorder, on }, told)
  }
  const { chair, members } = await t.meeting(id)
  if (isAway(chair, on)) {
    const substitute = members.find(m => m.person !== chair && m.voting)?.person
    await t.act(recorder, stream, 'chairs', { chair: substitute, reason: '主持人当日外出' })
  }
  if (noticed) await t.act(recorder, stream, 'notice')
  return { id, stream, on, time, recorder, noticed }
}

/** E-05: whoever is in charge of a submitting division, or has reviewed the matter, does not preside over its item. */
async function assignPresider(t: Teller, at: Pick<Called, 'id' | 'stream' | 'recorder' | 'on'>, told: Told) {
  const organisation = await t.organisation()
  const { chair } = await t.meeting(at.id)
  const matter = await t.matter(told.id)
  const wrong = refuseLeader(organisation, chair, matter, t.today())
  if (!wrong) return
  const presider = possibleLeaders(organisation, matter, t.today()).find(person => !isAway(person, at.on))
  await t.act(at.recorder, at.stream, 'presiders', { matter: told.id, presider, reason: wrong.sentence })
}

/** Holds a meeting: attendance, every item in turn, minutes signed by the chair unless left for later. */
export async function hold(t: Teller, called: Called, tolds: readonly Told[], sign: boolean): Promise<void> {
  const { id, stream, recorder } = called
  await t.act(recorder, stream, 'opening')
  const { members, items, kind, chair } = await t.meeting(id)
  for (const { person } of members) {
    await t.act(recorder, stream, 'attendance', { person, status: isAway(person, t.today()) ? 'ON_LEAVE' : 'PRESENT' })
  }
  for (const { matter } of items) {
    const told = tolds.find(other => other.id === matter)
    if (!told) throw new Error(`${matter} is not in the story`)
    await discuss(t, called, told, nextRuling(told, tierOf(kind)))
  }
  await t.act(recorder, stream, 'adjournment')
  if (sign) await t.act(chair, stream, 'minutes-signature')
}

async function discuss(t: Teller, called: Called, told: Told, ruling: Ruling): Promise<void> {
  const { stream, recorder } = called
  const matter = told.id
  if (ruling.postponed) {
    await t.act(recorder, stream, 'postponements', { matter, reason: ruling.postponed })
    return
  }
  await t.act(recorder, stream, 'item-starts', { matter })
  const meeting = await t.meeting(called.id)
  for (const person of await speakers(t, meeting, matter, ruling)) {
    await speak(t, called, meeting, person, matter, ruling)
  }
  const tier = tierOf(meeting.kind)
  const { conclusion, opinion, changes, conditions, needed, differsReason, presiderFirst } = ruling
  await t.act(recorder, stream, 'conclusions', {
    matter,
    conclusion,
    opinion: opinion ?? usualOpinion(conclusion, tier, (await t.matter(matter)).level),
    changes,
    conditions,
    needed,
    differsReason,
    orderExplanation: presiderFirst,
  })
}

/** Who speaks on an item, in order: the presider last, unless the tale says otherwise (MTG-010, E-33). */
async function speakers(t: Teller, meeting: Meeting, matter: string, ruling: Ruling): Promise<readonly string[]> {
  const item = itemOf(meeting, matter)
  if (!item) throw new Error(`${matter} is not on the agenda of ${meeting.id}`)
  const presider = presiderOf(meeting, item)
  const { present } = quorumOf(seatPresider(meeting, presider), item, rulesOn(await t.rulebook(), t.today()))
  const others = present.filter(person => person !== presider)
  const heard = isProcedural(ruling) ? others.slice(0, 2) : others
  return ruling.presiderFirst ? [presider, ...heard] : [...heard, presider]
}

const isProcedural = ({ conclusion }: Ruling) => conclusion === 'DEFERRED' || conclusion === 'RETURNED'

/** Members speak for themselves; in the 厅长办公会 the recorder writes for all but the head. */
async function speak(t: Teller, called: Called, meeting: Meeting, person: string, matter: string, ruling: Ruling) {
  const position = usualPosition(ruling)
  const said = ruling.voices?.[person] ?? { position, words: t.pick(spoken[position]) }
  const writer = meeting.kind === 'DIRECTOR' && person !== meeting.chair ? called.recorder : person
  await t.act(writer, called.stream, 'opinions', { matter, person, ...said })
  if (ruling.declares?.person === person) {
    await t.act(person, called.stream, 'recusals', { matter, person, reason: ruling.declares.reason })
  }
}

function usualPosition(ruling: Ruling): Position {
  if (isProcedural(ruling)) return 'ABSTAIN'
  return ruling.conclusion === 'NOT_AGREED' ? 'DISAGREE' : 'AGREE'
}
