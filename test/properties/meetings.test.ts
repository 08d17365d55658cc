import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { streams } from '../../domain/ids.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import { meetingEvents } from '../../domain/meeting/events.ts'
import type { MeetingKind } from '../../domain/meeting/kinds.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import type { Refusal } from '../../domain/result.ts'
import { dayOf } from '../../domain/time.ts'
import { APPROVAL_ITEM, called, FILING_ITEM, submitted, upToTier } from '../support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../support/story.ts'
import type { World, WorldEvent } from '../support/world.ts'
import { type MeetingModel, modelOf } from './meeting-model.ts'
import { type Move, makers, movesFor } from './meeting-moves.ts'
import type { Dice } from './moves.ts'

const SEED = Number(process.env.SEED ?? 20260701)
const MEETINGS = Number(process.env.MEETINGS ?? 300)
console.log('seed', SEED)

const founded = await foundedWorld()

interface Scene {
  readonly world: World
  readonly now: string
  readonly meeting: string
  readonly matters: readonly string[]
}

/** A meeting that was called, and matters that wait for its tier; nothing is on its agenda yet. */
function sceneOf(kind: MeetingKind, matters: number, before: (story: Story) => string): Scene {
  const story = tellStory(founded.copy())
  const ids = Array.from({ length: matters }, () => before(story))
  const first = ids[0] ? story.matter(ids[0]) : undefined
  const body = { INITIAL: first?.department, GROUP: `${first?.board}-1`, DIRECTOR: 'DIRECTOR', LEADING: 'LEADING' }[
    kind
  ]
  const meeting = called(story, kind, body ?? assert.fail('no body'))
  return { world: story.world, now: story.now(), meeting, matters: ids }
}

const waitingFor = (item: string, tier: 3 | 4) => (story: Story) => {
  const id = submitted(story, item)
  upToTier(story, id, tier)
  return id
}

const scenes: readonly Scene[] = [
  sceneOf('INITIAL', 4, story => submitted(story, FILING_ITEM)),
  sceneOf('GROUP', 4, waitingFor(FILING_ITEM, 3)),
  sceneOf('GROUP', 4, waitingFor(APPROVAL_ITEM, 3)),
  sceneOf('DIRECTOR', 3, waitingFor(APPROVAL_ITEM, 4)),
  sceneOf('LEADING', 0, () => ''),
]

const told: Record<string, number> = {}
const count = (key: string, by = 1) => {
  told[key] = (told[key] ?? 0) + by
}

/** Numbers that follow from one seed alone, so that a failing meeting can be told again and shortened. */
function diceOf(seed: number): Dice {
  let thrown = 0
  return sides => {
    thrown += 1
    return createHash('sha256').update(`${seed}/${thrown}`).digest().readUInt32BE(0) % sides
  }
}

function refusedWell({ clause, sentence }: Refusal, noun: string): void {
  count('refused')
  count(`refused ${clause}`)
  assert.match(clause, /^(S\d{1,3}|A\d{1,2}|E-\d{2}|[A-Z]{3}-\d{3}|ART14)$/, `${noun}: ${sentence}`)
  assert.match(sentence, /[\u4e00-\u9fff].*。$/s, noun)
}

/** One meeting, told by one number after another. @throws at the first thing that must not be. */
function sit(scene: Scene, numbers: readonly number[]): void {
  const world = scene.world.copy()
  const stream = streams.meeting(scene.meeting)
  const model = modelOf(scene.meeting)
  assert.deepEqual(seen(model, world.events), [])
  let { now } = scene
  const files = scene.matters.flatMap(
    id => world.state<{ materials: { hash: string }[] }>(streams.matter(id)).materials,
  )

  const act = (on: World, { person, noun, input }: Move): readonly WorldEvent[] => {
    const result = on.do(person, now, stream, noun, input)
    if (result.ok) return result.value
    refusedWell(result.error, noun)
    return []
  }
  const step = (move: Move) => {
    if (move.on && move.on > now) now = move.on
    now = new Date(Date.parse(now) + 60_000).toISOString()
    count('steps')
    count(`act ${move.noun}`)
    const events = act(world, move)
    if (events.length === 0) return
    count('accepted')
    count(`done ${move.noun}`)
    assert.deepEqual(seen(model, events), [], `${move.person} ${move.noun} ${JSON.stringify(move.input)}`)
    keeps(world.state<Meeting>(stream), model)
  }

  for (const number of numbers) {
    const dice = diceOf(number)
    const next = () =>
      movesFor({
        meeting: world.state<Meeting>(stream),
        matters: scene.matters,
        files: files.map(f => f.hash),
        today: dayOf(now),
        dice,
      })
    if (dice(100) >= 6) for (const move of next()) step(move)
    else {
      const [one, other] = [next()[0], next()[0]]
      if (one && other) atOnce(one, other)
    }
  }

  /** Two people read the same version and act on it: one is written, the other must be decided anew. */
  function atOnce(one: Move, other: Move): void {
    const stale = act(world.copy(), other).filter(e => e.stream === stream)
    const before = world.events.length
    step(one)
    const first = world.events.slice(before).filter(e => e.stream === stream)
    if (stale[0] && first[0]) {
      count('at once')
      assert.equal(
        stale[0].version,
        first[0].version,
        'both want the same place in the record; the second cannot have it',
      )
    }
    step(other)
  }
}

function seen(model: MeetingModel, events: readonly WorldEvent[]): readonly string[] {
  for (const type of new Set(events.map(e => e.type))) count(type)
  return model.see(events)
}

/** What the state says of that which never changes again is what the record said when it was written. */
function keeps({ minutes, hash, errata, items }: Meeting, model: MeetingModel): void {
  const signed = model.signed()
  assert.equal(minutes, signed?.minutes, 'signed minutes stay as they are (MTG-009)')
  assert.equal(hash, signed?.hash)
  const issued = errata.flatMap(e => e.minutes ?? [])
  assert.deepEqual(issued, model.errata(), 'errata stand beside the original (E-37)')
  for (const { conclusion } of items) {
    assert.ok(!conclusion?.participants.some(p => p.startsWith('INVITEE.')), 'no invitee is counted (A10)')
  }
}

const meetings = fc.noBias(
  fc.record({
    scene: fc.nat(scenes.length - 1),
    steps: fc.array(fc.nat(0x7fffffff), { minLength: 60, maxLength: 150, size: 'max' }),
  }),
)

test('MTG-001、MTG-002、MTG-003、MTG-009、E-09、E-10、E-12、E-37、E-39、E-40 任意会议的每一步都守住不变量：到会过半才有结论，回避、缺席、书面和受邀意见不计，先裁定再表决，两人同时操作也不例外', () => {
  fc.assert(
    fc.property(meetings, ({ scene, steps }) => {
      count('meetings')
      sit(scenes[scene] ?? assert.fail('no scene'), steps)
    }),
    { numRuns: MEETINGS, seed: SEED, endOnFailure: !process.env.SHRINK },
  )
})

test('the meetings are worth something: 20,000 steps and more, by every act and to every event there is', t => {
  t.diagnostic(
    `${told.meetings} meetings, ${told.steps} steps: ${told.accepted} accepted, ${told.refused} refused; ${told['at once']} times two at once`,
  )
  const nouns = meetingActs.map(a => a.noun)
  assert.deepEqual(Object.keys(makers).toSorted(), nouns.toSorted(), 'every act of a meeting is tried')
  const clauses = ['S93', 'S145', 'E-05', 'E-09', 'E-10', 'E-12', 'E-34', 'E-40', 'MTG-001', 'MTG-003', 'MTG-009']
  const wanted = [...Object.keys(meetingEvents), ...nouns.map(n => `act ${n}`), ...clauses.map(c => `refused ${c}`)]
  const unseen = wanted.filter(key => !told[key])
  t.diagnostic(`never seen: ${unseen.join(', ') || 'nothing'}`)
  // Fewer are told when somebody looks for one failure.
  if (MEETINGS < 300) return
  assert.ok((told.steps ?? 0) >= 20_000, `${told.steps} steps`)
  assert.ok((told['at once'] ?? 0) > 0, 'two acted on the same version')
  assert.deepEqual(unseen, [])
})
