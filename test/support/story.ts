import assert from 'node:assert/strict'
import { layFoundation } from '../../demo/foundation.ts'
import { tellStory as tellDemo } from '../../demo/story.ts'
import { streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import type { Refusal, RefusalCode } from '../../domain/result.ts'
import { addDays, addWorkdays, type Day, dayOf, type Instant, instantAt } from '../../domain/time.ts'
import { createWorld, type World, type WorldEvent } from './world.ts'

/** The demonstration agency before its first matter. Built once a test file; every story takes its own copy. */
export async function foundedWorld(): Promise<World> {
  const world = createWorld()
  await layFoundation(world.recorder)
  return world
}

/** What a refusal must say: the clause it stands on, a part of its sentence, and of what kind it is. */
/** The whole demonstration, told into a record in memory. */
export async function demonstratedWorld(): Promise<World> {
  const world = await foundedWorld()
  await tellDemo(world.recorder)
  return world
}

export interface Expected {
  readonly clause: string
  readonly says: RegExp
  readonly code?: RefusalCode
  readonly field?: string
}

/** A history told step by step: somebody does something now, or is refused. The clock stands still unless it is moved. */
export interface Story {
  readonly world: World
  readonly now: () => Instant
  readonly today: () => Day
  /** Moves the clock to a day and a time of day in Shanghai. */
  readonly on: (day: Day, time?: string) => void
  readonly afterDays: (days: number) => void
  readonly afterWorkdays: (days: number) => void
  /** Fails the test with the refusal's own words when it is refused. */
  readonly does: (person: string, stream: string, noun: string, input?: unknown) => readonly WorldEvent[]
  /** Fails the test unless it is refused for exactly this reason. */
  readonly refused: (person: string, stream: string, noun: string, input: unknown, expected: Expected) => Refusal
  readonly matter: (id: string) => Matter
  readonly meeting: (id: string) => Meeting
  readonly organisation: () => Organisation
  readonly copy: () => Story
}

export function tellStory(world: World, start: Day = '2026-07-06', time = '09:00'): Story {
  let now = instantAt(start, time)
  const on = (day: Day, at = '09:00') => {
    now = instantAt(day, at)
  }
  const today = () => dayOf(now)
  return {
    world,
    now: () => now,
    today,
    on,
    afterDays: days => on(addDays(today(), days)),
    afterWorkdays: days => on(addWorkdays(today(), days).day),
    does: (person, stream, noun, input) => {
      const result = world.do(person, now, stream, noun, input)
      if (!result.ok) assert.fail(`${person} ${noun} ${stream}: ${result.error.clause} ${result.error.sentence}`)
      return result.value
    },
    refused: (person, stream, noun, input, expected) => {
      const before = world.events.length
      const result = world.do(person, now, stream, noun, input)
      if (result.ok) assert.fail(`${person} ${noun} ${stream} was let through; expected ${expected.clause}`)
      const { error } = result
      assert.equal(error.clause, expected.clause, error.sentence)
      assert.match(error.sentence, expected.says)
      if (expected.code) assert.equal(error.code, expected.code, error.sentence)
      if (expected.field) assert.equal(error.field, expected.field, error.sentence)
      assert.equal(world.events.length, before, 'a refusal leaves no trace in the record')
      return error
    },
    matter: id => world.state<Matter>(streams.matter(id)),
    meeting: id => world.state<Meeting>(streams.meeting(id)),
    organisation: () => world.state<Organisation>(streams.organisation),
    copy: () => {
      const copied = tellStory(world.copy())
      const [day, hour] = [dayOf(now), new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(11, 16)]
      copied.on(day, hour)
      return copied
    },
  }
}
