import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { complaintActs } from '../../domain/complaint/acts.ts'
import { clocksOf } from '../../domain/complaint/clocks.ts'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import { complaintEvents } from '../../domain/complaint/events.ts'
import { idOf, streams } from '../../domain/ids.ts'
import type { Refusal } from '../../domain/result.ts'
import type { Rulebook } from '../../domain/rulebook/rulebook.ts'
import type { SealedPart } from '../../domain/sealed-part.ts'
import { addDays, type Day, dayOf, instantAt } from '../../domain/time.ts'
import { complaintStory, keyOf, LEADER, OFFICE_HEAD, someRecipient } from '../support/complaint-story.ts'
import { foundedWorld } from '../support/story.ts'
import type { World } from '../support/world.ts'
import { type ComplaintModel, complaintModel } from './complaint-model.ts'
import { complaintMakers, complaintMove, stranger } from './complaint-moves.ts'
import type { Dice } from './moves.ts'

const SEED = Number(process.env.SEED ?? 20260901)
const HISTORIES = Number(process.env.HISTORIES ?? 200)
const STEPS = 60
const numbers = ['JB-00000001', 'JB-00000002', 'JB-00000003', 'JB-00000004'] as const
const NOT_THERE = '没有找到，或您无权查看。'
console.log('seed', SEED)

/** The group with its keys, and three custodians, so that who opens an identity is not always the same two. */
const ready = await (async () => {
  const story = complaintStory(await foundedWorld())
  story.does(LEADER, streams.organisation, 'custodians', { person: OFFICE_HEAD })
  const key = keyOf(OFFICE_HEAD, 'IDENTITY')
  const sealing = { key, purpose: 'IDENTITY', recipient: someRecipient(key) }
  story.does(OFFICE_HEAD, streams.organisation, 'sealing-keys', sealing)
  return story
})()

const told: Record<string, number> = {}
const count = (key: string) => {
  told[key] = (told[key] ?? 0) + 1
}

/** Numbers that follow from one seed alone, so that a failing history can be told again and shortened. */
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
  assert.match(clause, /^(S\d{1,3}|A\d{1,2}|E-\d{2}|[A-Z]{3,6}-\d{3})$/, `${noun}: ${sentence}`)
  assert.match(sentence, /[\u4e00-\u9fff].*。$/s, noun)
}

/** Sealed parts that were sent in: one that an event has named belongs to something, and cannot be given again. */
function sendingOffice(world: World) {
  const sent = new Map<string, number>()
  const free: Record<string, number> = {}
  const given: SealedPart[] = []
  const part = (dice: Dice): SealedPart => {
    const spoilt = dice(60)
    const earlier = given[dice(Math.max(1, given.length))]
    if (spoilt === 0 && earlier) return earlier
    const blob = createHash('sha256').update(`part ${given.length} ${spoilt}`).digest('hex')
    const size = 4_000 + given.length
    if (spoilt === 1) return { blob, size }
    sent.set(blob, size)
    free[blob] = size
    given.push({ blob, size })
    return spoilt === 2 ? { blob, size: size + 1 } : { blob, size }
  }
  const open = (clues: number) => {
    const accountability = `2026-${String(clues + 1).padStart(3, '0')}`
    world.lookUp({ sealedParts: { ...free }, nextIds: { accountability } })
  }
  const claim = (data: unknown) => {
    const text = JSON.stringify(data)
    for (const blob of Object.keys(free)) if (text.includes(blob)) delete free[blob]
  }
  return { sent, part, open, claim }
}

/** One history, told by one number after another. @throws at the first thing that must not be. */
function tell(steps: readonly number[]): void {
  const world = ready.world.copy()
  const office = sendingOffice(world)
  const model = complaintModel(office.sent)
  const state = (number: string) => world.state<Complaint>(streams.complaint(number))
  let now = ready.now()
  let [current, clues, years] = [0, 0, false]
  const history: string[] = []

  const passTime = (dice: Dice) => {
    const long = !years && dice(60) === 0
    years ||= long
    const days = long ? 365 * 16 : dice(6) === 0 ? dice(45) + 1 : 0
    now = new Date(Date.parse(now) + 60_000).toISOString()
    if (days === 0) return
    now = instantAt(addDays(dayOf(now), days), '09:00')
    history.push(`${days} days pass`)
  }

  for (const seed of steps) {
    const dice = diceOf(seed)
    passTime(dice)
    if (dice(9) === 0) current = dice(numbers.length)
    const number = numbers[current] ?? numbers[0]
    const readers = model.readers(number)
    const move = complaintMove({
      ...{ state: state(number), today: dayOf(now), dice, readers },
      ...{ others: numbers.filter(n => n !== number), part: () => office.part(dice) },
    })
    const chatty = dice(30) === 0
    const input = chatty ? { ...move.input, remark: '演示：某处张某收了钱，请查' } : move.input
    step(dice, number, { ...move, input }, chatty)
  }

  function step(
    dice: Dice,
    number: string,
    { person, noun, input }: ReturnType<typeof complaintMove>,
    chatty: boolean,
  ) {
    const stream = streams.complaint(number)
    const shut = model.shutOut(number, person)
    count('steps')
    office.open(clues)
    const result = world.do(person, now, stream, noun, input)
    if (result.ok) {
      history.push(`${dayOf(now)} ${person} ${noun} ${number} ${JSON.stringify(input)}`)
      count('accepted')
      count(`done ${noun}`)
      for (const { type, data } of result.value) {
        count(type)
        office.claim(data)
        if (type === 'complaint.clue-made') clues += 1
      }
      check(() => {
        assert.deepEqual(model.see(result.value), [])
        assert.ok(!shut && !chatty, `${person} must not have done this`)
        // Which periods run changes with what happens, not with the day on which somebody looks.
        for (const each of new Set(result.value.map(e => idOf(e.stream)))) keepsTime(world, model, each, dayOf(now))
      })
    } else {
      refusedWell(result.error, noun)
      if (shut) check(() => notThere(result.error, person))
    }
    check(() => knowsNothing(dice, number))
  }

  /** E-53: to somebody whom it must not reach, every act is answered as if there were nothing. */
  function knowsNothing(dice: Dice, number: string): void {
    const { person, noun } = stranger(dice)
    if (!model.shutOut(number, person)) return
    count(model.of(number)?.circle.has(person) ? 'recused asks' : 'stranger asks')
    const asked = world.do(person, now, streams.complaint(number), noun, {})
    assert.ok(!asked.ok, `${person} did ${noun}`)
    notThere(asked.error, person)
  }

  function check(holds: () => void): void {
    try {
      holds()
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${history.join('\n')}`, { cause: error })
    }
  }
}

function notThere({ clause, sentence, field }: Refusal, person: string): void {
  assert.deepEqual([clause, sentence, field], ['S143', NOT_THERE, undefined], person)
}

/** CMP-002, E-56: while it is open a period runs, and merging takes none of its own away. */
function keepsTime(world: World, model: ComplaintModel, number: string, today: Day): void {
  const followed = model.of(number)
  if (!followed || followed.upward || followed.closedOn !== undefined) return
  const clocks = clocksOf(world.state<Complaint>(streams.complaint(number)), world.state<Rulebook>('rulebook'), today)
  const kinds = clocks.map(c => c.kind)
  assert.equal(clocks.find(c => c.kind === 'TRIAGE')?.startedOn, followed.receivedOn, `${number} has its own start`)
  if (followed.named) assert.ok(kinds.includes('ACKNOWLEDGEMENT'), `${number}: told within a period of its own`)
  const concluded = model.isConcluded(followed)
  const owed = followed.named || (followed.mailbox && followed.accepted)
  if (concluded && owed) assert.ok(kinds.includes('FEEDBACK'), `${number}: fed back within a period of its own`)
  const runs = clocks.some(c => c.reading.state === 'RUNNING')
  // What was merged waits for its main one, whose periods run.
  if (followed.into === undefined || concluded) assert.ok(runs, `${number}: no period runs`)
  if (followed.into !== undefined) count('merged keeps its clocks')
}

const histories = fc.noBias(fc.array(fc.nat(0x7fffffff), { minLength: STEPS, maxLength: STEPS, size: 'max' }))

test('E-53 CMP-005 CMP-002 CMP-003 CMP-006 S153 E-56 S122 任意举报的每一步都守住不变量：回避的人办不了也不知道有这件，没有结果不结案，身份要两人才开，期限不缺，各件各算，密封件都已收到', () => {
  fc.assert(
    fc.property(histories, steps => {
      count('histories')
      tell(steps)
    }),
    { numRuns: HISTORIES, seed: SEED, endOnFailure: !process.env.SHRINK },
  )
})

test('the histories of complaints are worth something: every act succeeds at least once, and every event happens', t => {
  t.diagnostic(`${told.histories} histories, ${told.steps} steps: ${told.accepted} accepted, ${told.refused} refused`)
  const nouns = complaintActs.map(a => a.noun)
  assert.deepEqual(Object.keys(complaintMakers).toSorted(), nouns.toSorted(), 'every act of a complaint is tried')
  const refusals = ['S122', 'S143', 'S145', 'S153', 'CMP-001', 'CMP-002', 'CMP-003', 'CMP-005', 'CMP-006', 'CMP-007']
  const wanted = [
    ...nouns.map(noun => `done ${noun}`),
    ...Object.keys(complaintEvents),
    ...refusals.map(clause => `refused ${clause}`),
    ...['recused asks', 'stranger asks', 'merged keeps its clocks'],
  ]
  const unseen = wanted.filter(key => !told[key])
  t.diagnostic(`never seen: ${unseen.join(', ') || 'nothing'}`)
  t.diagnostic(nouns.map(noun => `${noun} ${told[`done ${noun}`] ?? 0}`).join(', '))
  // Fewer are told when somebody looks for one failure.
  if (HISTORIES < 200) return
  assert.ok((told.steps ?? 0) >= 200 * STEPS, `${told.steps} steps`)
  assert.deepEqual(unseen, [])
})
