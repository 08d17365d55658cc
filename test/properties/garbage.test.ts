import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { streams } from '../../domain/ids.ts'
import { moduleFor, modules } from '../../domain/registry.ts'
import {
  APPROVAL_ITEM,
  called,
  drafted,
  FILING_ITEM,
  noticed,
  opened,
  submitted,
  upToTier,
} from '../support/journey.ts'
import { foundedWorld, tellStory } from '../support/story.ts'

const SEED = Number(process.env.SEED ?? 20260701)
console.log('seed', SEED)

const story = tellStory(await foundedWorld())
const draft = drafted(story, FILING_ITEM)
const [waiting, returned] = [submitted(story, FILING_ITEM), submitted(story, APPROVAL_ITEM)]
upToTier(story, waiting, 3)
story.does('head-capital-construction', streams.matter(returned), 'supplement-requests', { needed: ['补充说明'] })
const sitting = noticed(story, 'GROUP', [waiting])
opened(story, sitting)
const planned = called(story, 'INITIAL', 'PLANNING')

const matters = [draft, waiting, returned, '2026-999999', 'constructor', '']
const existing = [
  streams.organisation,
  streams.rulebook,
  streams.catalogue,
  ...matters.map(streams.matter),
  ...[sitting, planned, 'GROUP-NOBODY-2026-1', 'x'].map(streams.meeting),
  ...['PLAN_FUND-1', 'PLAN_FUND-2', 'X-2', '', '-7'].map(streams.reviewGroup),
  ...['DEMO-PM-01_2026Q2', 'DEMO-PM-01_constructor', 'DEMO-PF-01_2026Q2', '_', ''].map(streams.summary),
]
const people = [
  'clerk-sci-tech-1',
  'head-sci-tech',
  'leader-1',
  'leader-2',
  'agency-head',
  'clerk-general-office-1',
  'head-transport',
  'SYSTEM',
  'nobody',
  '__proto__',
  '',
]

/** What the fields of the forms are called, so that the garbage gets past the first look. */
const fields = [
  'matter',
  'previous',
  'item',
  'kind',
  'body',
  'title',
  'department',
  'person',
  'conclusion',
  'opinion',
  'needed',
  'checks',
  'line',
  'hash',
  'startedOn',
  'scheduledAt',
  'place',
  'conditions',
  'decisions',
  'parameters',
  'effectiveFrom',
  'note',
] as const
const hostile = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'toString',
    '2026-02-30',
    'GROUP',
    'DIRECTOR',
    'PLAN_FUND-1',
    waiting,
    '\u0000',
    '<img src=x onerror=alert(1)>',
    "'; drop table event; --",
    'x'.repeat(100_000),
    Number.NaN,
    Infinity,
    -0,
  ),
)
const forms = fc.oneof(hostile, fc.dictionary(fc.constantFrom(...fields), hostile, { maxKeys: 8 }))

test('任何输入都不会使规则抛错：要么照规则办，要么给出条款和一句中文', () => {
  let refused = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...existing),
      fc.nat(40),
      fc.constantFrom(...people),
      forms,
      (stream, index, person, input) => {
        const { acts } = moduleFor(stream)
        const noun = acts[index % acts.length]?.noun ?? ''
        const result = story.copy().world.do(person, story.now(), stream, noun, input)
        if (result.ok) return
        refused += 1
        assert.match(result.error.clause, /^(S\d{1,3}|A\d{1,2}|E-\d{2}|[A-Z]{3}-\d{3}|ART14)$/)
        assert.match(result.error.sentence, /[\u4e00-\u9fff].*。$/s)
        assert.ok(result.error.sentence.length < 400, result.error.sentence.slice(0, 400))
      },
    ),
    { numRuns: 20_000, seed: SEED },
  )
  assert.ok(refused > 15_000, `${refused} refusals`)
})

test('每个模块的每项操作，对空表、空值、数组、文字都给出一句话', () => {
  for (const stream of existing) {
    for (const { noun } of moduleFor(stream).acts) {
      for (const person of people) {
        for (const input of [
          undefined,
          null,
          [],
          '',
          0,
          {},
          { matter: waiting, item: 'constructor', previous: 'constructor' },
        ]) {
          const result = story.copy().world.do(person, story.now(), stream, noun, input)
          if (!result.ok) assert.match(result.error.sentence, /[\u4e00-\u9fff]/, `${stream} ${noun}`)
        }
      }
    }
  }
})

test('模块表与流的名字一一对应', () => {
  for (const name of Object.keys(modules))
    assert.equal(moduleFor(name === 'organisation' ? name : `${name}/x`), modules[name as keyof typeof modules])
})
