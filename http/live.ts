import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { streams } from '../domain/ids.ts'
import { type MeetingFacts, maySeeMeeting } from '../domain/meeting/facts.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { must } from '../domain/result.ts'
import { dayOf } from '../domain/time.ts'
import type { Clock } from '../store/clock.ts'
import { listenForCommits } from '../store/committed.ts'
import { factsFor, type Known } from '../store/facts/facts.ts'
import { aliveSessions } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { readAgency } from '../store/views/agency.ts'
import { edgeError } from './errors.ts'
import { meetingLive } from './present/meeting-live.ts'
import { settingOf } from './rules.ts'

/** Meetings as they go, by server-sent events: one line to the database, and one event a commit for all who follow. */
export interface LiveMeetings {
  /** Answers with the event stream of a meeting that the person may see. @throws EdgeError when a session follows too many. */
  readonly join: (request: FastifyRequest, reply: FastifyReply, meeting: string) => Promise<FastifyReply>
  /** Ends all streams. */
  readonly close: () => Promise<void>
}

/** Somebody's open stream. */
interface Follower {
  readonly person: string
  readonly token: string
  readonly response: ServerResponse
  /** The version that was sent last. */
  shown: number
  /** How many beats went by in which the client took nothing. */
  stuck: number
}

interface Room {
  readonly meeting: string
  readonly followers: Set<Follower>
  readonly leave: () => void
  known?: Known<Meeting, MeetingFacts>
  /** What everybody gets, as it goes over the wire. */
  event?: { readonly version: number; readonly text: string }
  reading?: Promise<void> | undefined
  /** Something was committed while it was being read. */
  again: boolean
}

/** Proxies end connections on which nothing moves, commonly after a minute. */
const HEARTBEAT_MS = 15_000
/** Until a browser tries again after it lost the stream. */
const RETRY_MS = 3_000
const MOST_STUCK = 2
const MOST_A_SESSION = 6

export interface LiveParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: { readonly error: (error: unknown, what: string) => void }
  readonly heartbeatMs?: number | undefined
}

export function liveMeetings({ store, clock, log, heartbeatMs = HEARTBEAT_MS }: LiveParts): LiveMeetings {
  const committed = listenForCommits(store)
  const rooms = new Map<string, Room>()
  const beat = setInterval(() => void checkAll(), heartbeatMs).unref()

  const roomOf = (meeting: string): Room => {
    const existing = rooms.get(meeting)
    if (existing) return existing
    const leave = committed.follow(streams.meeting(meeting), () => void refresh(room))
    const room: Room = { meeting, followers: new Set(), leave, again: false }
    rooms.set(meeting, room)
    return room
  }
  const leave = (room: Room, follower: Follower) => {
    room.followers.delete(follower)
    if (room.followers.size > 0 || rooms.get(room.meeting) !== room) return
    rooms.delete(room.meeting)
    room.leave()
  }

  /** Reads the meeting and tells its followers; commits that arrive meanwhile are told of together. Never throws. */
  const refresh = (room: Room): Promise<void> => {
    room.again = room.reading !== undefined
    room.reading ??= readUntilNothingIsNew(room)
    return room.reading
  }
  const readUntilNothingIsNew = async (room: Room): Promise<void> => {
    try {
      do {
        room.again = false
        await read(room)
      } while (room.again)
      for (const follower of room.followers) tell(room, follower)
    } catch (error) {
      // Whoever follows would look at something old: they are sent away, and try again.
      log.error(error, 'live meeting')
      for (const { response } of room.followers) response.end()
    } finally {
      room.reading = undefined
    }
  }
  const read = async (room: Room): Promise<void> => {
    const known = await factsFor(store, streams.meeting(room.meeting), SYSTEM, clock.now())
    room.known = known as Known<Meeting, MeetingFacts>
    if (room.event?.version !== known.version) room.event = { version: known.version, text: eventOf(room.known) }
  }

  const checkAll = async (): Promise<void> => {
    try {
      await Promise.all([...rooms.values()].map(refresh))
      const now = clock.now()
      const { rulebook } = await readAgency(store)
      const all = [...rooms.values()].flatMap(room => [...room.followers])
      if (all.length === 0) return
      const tokens = [...new Set(all.map(({ token }) => token))]
      const alive = await aliveSessions(store, tokens, settingOf(rulebook, dayOf(now), 'session.idleMinutes'), now)
      for (const follower of all) check(follower, alive)
    } catch (error) {
      log.error(error, 'live meetings')
    }
  }

  return {
    join: async (request, reply, meeting) => {
      const { session, token } = request.admitted
      const person = must(session, 'a session: the route is for staff').person
      const own = must(token, 'the token of a session')
      if (request.method === 'HEAD') return reply.type(EVENT_STREAM).send()
      const following = [...rooms.values()].flatMap(room => [...room.followers]).filter(f => f.token === own)
      if (following.length >= MOST_A_SESSION) throw edgeError('TOO_MANY')
      const response = begin(reply)
      const room = roomOf(meeting)
      const follower: Follower = { person, token: own, response, shown: 0, stuck: 0 }
      room.followers.add(follower)
      response.on('close', () => leave(room, follower))
      response.on('drain', () => tell(room, follower))
      // Whoever hung up while the answer was begun is not told of by an event any more.
      if (response.closed) leave(room, follower)
      await refresh(room)
      return reply
    },
    close: async () => {
      clearInterval(beat)
      for (const { followers } of rooms.values()) for (const { response } of followers) endNow(response)
      await committed.close()
    },
  }
}

const EVENT_STREAM = 'text/event-stream; charset=utf-8'

/** Takes the answer out of Fastify's hands: an event stream is written for hours. */
function begin(reply: FastifyReply): ServerResponse {
  const headers = {
    ...reply.getHeaders(),
    'content-type': EVENT_STREAM,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'close',
  }
  reply.hijack()
  reply.raw.writeHead(200, headers as Record<string, string>)
  reply.raw.write(`retry: ${RETRY_MS}\n\n`)
  return reply.raw
}

/** A client that does not even take the end is cut off: the program is closing and does not wait for it. */
function endNow(response: ServerResponse): void {
  response.end()
  setTimeout(() => response.destroy(), 1_000).unref()
}

/**
 * Sends what is new to one follower, unless they may not see it any more. To a client that does not take what it has been
 * sent nothing more is sent: each event says all, so it gets the newest when it is ready.
 */
function tell({ known, event }: Room, follower: Follower): void {
  const { person, response, shown } = follower
  if (!known || !event || response.writableEnded) return
  if (!maySeeMeeting(known.state, { ...known.facts, person })) {
    response.end()
    return
  }
  if (event.version <= shown || response.writableNeedDrain) return
  follower.shown = event.version
  response.write(event.text)
}

/** Each beat: ended with the session, cut off when the client took nothing for too long, and kept alive otherwise. */
function check(follower: Follower, alive: ReadonlySet<string>): void {
  const { response, token } = follower
  if (!alive.has(token)) response.end()
  else if (!response.writableNeedDrain) {
    follower.stuck = 0
    response.write(':\n\n')
  } else if (++follower.stuck >= MOST_STUCK) response.destroy()
}

function eventOf(known: Known<Meeting, MeetingFacts>): string {
  const { organisation, rulebook, catalogue, person, now, today } = known.facts
  const agency = { organisation, rulebook, catalogue: must(catalogue, 'the catalogue') }
  const live = meetingLive({ ...agency, person, now, today }, known)
  return `id: ${live.version}\ndata: ${JSON.stringify(live)}\n\n`
}
