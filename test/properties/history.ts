/**
 * Random histories that lead somewhere: at every step the next useful thing is worked out from where the matters stand, and
 * then, often enough, something is done wrong on purpose. Everything follows from the list of numbers, so that a failing
 * history can be told again and shortened.
 */

import type { Refusal } from '../../domain/result.ts'
import { addWorkdays, type Day, dayOf, type Instant, instantAt } from '../../domain/time.ts'
import type { Story } from '../support/story.ts'
import type { World } from '../support/world.ts'
import { disturb, misuse } from './faults.ts'
import { type Asked, type Dice, nextFor } from './moves.ts'

export interface Scene {
  readonly name: string
  readonly world: World
  readonly now: Instant
  readonly matter: string
}

/** A place to start from: a story as it stands, with the matter that it is about. */
export function sceneOf(name: string, story: Story, matter: string): Scene {
  return { name, world: story.world, now: story.now(), matter }
}

export interface History {
  readonly world: World
  readonly refusals: readonly Refusal[]
  /** How many commands were given, refused ones included. */
  readonly commands: number
  /** Streams in which something happened after the scene. */
  readonly touched: readonly string[]
}

/** Plays one number after another. @throws whatever a rule throws: none may. */
export function play(scene: Scene, numbers: readonly number[]): History {
  const world = scene.world.copy()
  const from = world.events.length
  const refusals: Refusal[] = []
  const matters = [scene.matter]
  let now = scene.now
  let commands = 0

  const later = (until: Instant) => {
    if (until > now) now = until
  }
  const ask = ({ person, stream, noun, input, on }: Asked): boolean => {
    if (on) later(on)
    // A minute passes with every command, so that events can be told apart by their moments.
    now = new Date(Date.parse(now) + 60_000).toISOString()
    commands += 1
    const result = world.do(person, now, stream, noun, input)
    if (!result.ok) refusals.push(result.error)
    else if (noun === 'draft') matters.push(stream.slice(stream.indexOf('/') + 1))
    return result.ok
  }

  for (const number of numbers) {
    const dice = diceOf(number)
    const today = dayOf(now)
    const told = { world, now, today, matters, dice }
    const luck = dice(100)
    if (luck < 4) later(morning(today, dice(25)))
    else if (luck < 10) for (const asked of disturb(told)) ask(asked)
    else if (luck < 24) for (const asked of misuse(told)) ask(asked)
    else for (const asked of nextFor(told)) if (!ask(asked)) break
  }
  const touched = [...new Set(world.events.slice(from).map(e => e.stream))]
  return { world, refusals, commands, touched }
}

function morning(today: Day, workdays: number): Instant {
  return instantAt(addWorkdays(today, workdays).day, '09:00')
}

/** A small generator of numbers (mulberry32), seeded by one step's number alone. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return sides => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % sides
  }
}
