import { idOf, moduleOf, streams } from '../domain/ids.ts'
import type { Matter } from '../domain/matter/matter.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Rulebook } from '../domain/rulebook/rulebook.ts'
import { type Day, type Instant, instantAt } from '../domain/time.ts'
import type { Recorder } from './recorder.ts'

/** Tells a story into a record: every act a real command, the clock running on by itself between them. */
export interface Teller {
  readonly today: () => Day
  /** The clock goes on to this time of the day; it never goes back. */
  readonly moveTo: (day: Day, time: string) => void
  /** @throws with the sentence when a rule refuses: a rule that breaks the story is seen at once. */
  readonly act: (person: string, stream: string, noun: string, input?: unknown) => Promise<void>
  readonly nextMatterId: () => Promise<string>
  readonly putFile: (name: string, content: string, person: string) => Promise<string>
  readonly matter: (id: string) => Promise<Matter>
  readonly meeting: (id: string) => Promise<Meeting>
  readonly organisation: () => Promise<Organisation>
  readonly rulebook: () => Promise<Rulebook>
  /** One of these, the same in every telling. */
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
}

export function createTeller(recorder: Recorder): Teller {
  let day: Day = '2026-01-01'
  let time = 0
  const below = createDice(20_160_101)
  // The story looks at every matter every day; a matter changes only by its own acts and by its meetings'.
  const matters = new Map<string, Matter>()

  const now = (): Instant => new Date(time).toISOString()
  const state = async <T>(stream: string) => (await recorder.state(stream)) as T

  return {
    today: () => day,
    moveTo: (to, clock) => {
      day = to
      time = Math.max(time, Date.parse(instantAt(to, clock)))
    },
    act: async (person, stream, noun, input = {}) => {
      time += (12 + below(20)) * 1000
      const result = await recorder.handle({ person, now: now(), stream, noun, input })
      if (!result.ok) throw new Error(`${now()} ${person} ${stream} ${noun}: ${result.error.sentence}`)
      if (moduleOf(stream) === 'matter') matters.delete(idOf(stream))
      else matters.clear()
    },
    nextMatterId: () => recorder.nextMatterId(now()),
    putFile: (name, content, person) => recorder.putFile(name, content, person),
    matter: async id => {
      const matter = matters.get(id) ?? (await state<Matter>(streams.matter(id)))
      matters.set(id, matter)
      return matter
    },
    meeting: id => state<Meeting>(streams.meeting(id)),
    organisation: () => state<Organisation>(streams.organisation),
    rulebook: () => state<Rulebook>(streams.rulebook),
    pick: from => from[below(from.length)] ?? from[0],
  }
}

/** A linear congruential generator: variety without chance. */
function createDice(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
