import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { announceDraw, fingerprintOf } from '../draw/announcement.ts'
import { conductDraw } from '../draw/conduct.ts'
import { chainOf, parseBeacon, timeOfRound } from '../draw/drand.ts'
import { codeAt, commitmentOf } from '../draw/one-time-codes.ts'
import type { Pair } from '../draw/pairs.ts'
import { streams } from '../ids.ts'
import { err, must, ok, type Refusal, type Result, refuse } from '../result.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { hash, instant, text } from '../schema.ts'
import { splitObjectId } from './candidate.ts'
import { ceremonyPlace, randomnessOutcome, randomnessSource } from './events.ts'
import type { SpotCheckFacts } from './facts.ts'
import { inspectionId, type RandomnessOutcome, type RandomnessSource, type SpotCheck } from './spot-check.ts'
import { define, refuseUnlessStage } from './stage.ts'
import { announcementOf, draftOf, revealOf } from './transcript.ts'

/** One for the draw, and more substitutions than a batch ever has. */
const CODES = 64

const [, plannedCeremony] = randomnessSource.options
const [, heldCeremony] = randomnessOutcome.options

const namedSource = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('DRAND'),
      chain: hash('信标链'),
      round: z.int({ error: '轮次应为整数' }).min(1, { error: '轮次应从1起' }).max(1e10, { error: '没有这么晚的轮次' }),
    }),
    plannedCeremony.extend({ at: instant('开奖或掷骰时刻'), ...ceremonyPlace.shape }),
  ],
  { error: '请选择随机数的来源' },
)

/** RND-001: where the randomness will come from, and the promise of a code, before either can be known to anybody. */
export const announce = define({
  noun: 'announcement',
  label: '公告抽取',
  clause: 'RND-001',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ source: namedSource }),
  may: state => refuseUnlessStage(state, ['FROZEN'], 'RND-001', '公告'),
  decide: (state, input, facts) => {
    if (facts.drawSecret === undefined) return err(noSecret())
    const named = sourceOf(input.source)
    if (!named.ok) return named
    const { source, ceremony } = named.value
    const soon = refuseTooSoon(source, facts)
    if (soon) return err(soon)
    const codeCommitment = commitmentOf(hexToBytes(facts.drawSecret), CODES)
    const announced = announceDraw(draftOf(state, { source, codeCommitment, codes: CODES }), facts.now)
    if (!announced.ok) return announced
    const data = { source, ceremony, codeCommitment, codes: CODES, announced: fingerprintOf(announced.value) }
    return ok([{ type: 'spot-check.announced', data }])
  },
})

function sourceOf(named: z.output<typeof namedSource>): Result<{
  readonly source: RandomnessSource
  readonly ceremony?: z.output<typeof ceremonyPlace> | undefined
}> {
  if (named.kind === 'CEREMONY') {
    const { place, witnesses, ...source } = named
    return ok({ source, ceremony: { place, witnesses } })
  }
  const chain = chainOf(named.chain)
  return chain
    ? ok({ source: { ...named, at: timeOfRound(chain, named.round) } })
    : err(refuse('INVALID', 'RND-001', '不认识所填的 drand 链。', 'source'))
}

/** Everybody who wants to must have the time to see what was fixed, before the randomness comes. */
function refuseTooSoon({ at }: RandomnessSource, { rulebook, now, today }: SpotCheckFacts): Refusal | undefined {
  const minutes = numberOn(rulebook, 'spotcheck.leadMinutes', today)
  if (Date.parse(at) >= Date.parse(now) + minutes * 60_000) return undefined
  const sentence =
    Date.parse(at) <= Date.parse(now)
      ? '约定的随机数已经产生，只能约定尚未产生的轮次或时刻。'
      : `约定的随机数须在公告${minutes}分钟以后产生，请约定更晚的轮次或时刻。`
  return refuse('INVALID', 'RND-001', sentence, 'source')
}

export const noSecret = (): Refusal =>
  refuse('NOT_SUPPORTED', 'RND-001', '平台没有抽取密钥，不能承诺或揭示一次性密码，请运维人员检查数据目录。')

/** One draw a batch (RND-002): the outcome was fixed by the announcement and by randomness that nobody could choose. */
export const draw = define({
  noun: 'draw',
  label: '抽取',
  clause: 'RND-002',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    /** A round as drand's addresses print it, pasted in by hand: so a closed network can draw too. */
    beacon: text('随机信标', 4000).optional(),
    ceremony: heldCeremony.shape.ceremony.optional(),
  }),
  may: (state, { now }) => {
    const wrong = refuseUnlessStage(state, ['ANNOUNCED'], 'RND-002', '抽取')
    if (wrong || now >= must(state.announcement, 'an announcement').source.at) return wrong
    return refuse('WRONG_STATE', 'RND-001', '约定的随机数还没有产生，请到时再抽取。')
  },
  decide: (state, input, facts) => {
    const announcement = must(state.announcement, 'an announcement')
    const outcome = outcomeOf(announcement.source, input)
    if (!outcome.ok) return outcome
    if (facts.drawSecret === undefined) return err(noSecret())
    const code = bytesToHex(codeAt(hexToBytes(facts.drawSecret), announcement.codes - 1))
    const conducted = conductDraw(announcementOf(state, announcement), revealOf(outcome.value, code))
    if (!conducted.ok) return conducted
    const { drawn, pairs } = conducted.value
    const opened = pairs.map(({ object }, i) => ({ object, inspection: inspectionId(state.id, i + 1) }))
    return ok([
      { type: 'spot-check.drawn', data: { outcome: outcome.value, code, drawn, pairs, opened } },
      ...pairs.map((pair, i) => openInspection(state, facts, inspectionId(state.id, i + 1), pair)),
    ])
  },
})

type Shown = { readonly beacon?: string | undefined; readonly ceremony?: Held | undefined }
type Held = Extract<RandomnessOutcome, { kind: 'CEREMONY' }>['ceremony']

function outcomeOf(source: RandomnessSource, { beacon, ceremony }: Shown): Result<RandomnessOutcome> {
  if (source.kind === 'CEREMONY') {
    if (ceremony) return ok({ kind: 'CEREMONY', ceremony })
    return err(refuse('INCOMPLETE', 'RND-001', '请录入公开仪式掷出或摇出的数字。', 'ceremony'))
  }
  if (beacon === undefined) {
    return err(refuse('INCOMPLETE', 'RND-001', `请粘贴 drand 第${source.round}轮的随机数。`, 'beacon'))
  }
  const parsed = parseBeacon(beacon)
  if (!parsed.ok) return parsed
  // What is longer or other than hexadecimal never gets as far as an event.
  const outcome = randomnessOutcome.safeParse({ kind: 'DRAND', beacon: parsed.value })
  if (outcome.success) return ok(outcome.data)
  return err(refuse('INVALID', 'RND-001', '粘贴的随机数应为十六进制，可能没有复制完整。', 'beacon'))
}

/** What was drawn becomes an inspection of its own (RND-006). */
export function openInspection(
  state: SpotCheck,
  { today }: SpotCheckFacts,
  inspection: string,
  { object, inspectors }: Pair,
): Emitted {
  const entry = must(
    state.frozen?.pool.find(({ id }) => id === object),
    'a drawn object in its pool',
  )
  return {
    on: streams.inspection(inspection),
    type: 'inspection.opened',
    data: {
      ...{ batch: state.id, object, kind: splitObjectId(object).kind },
      ...{ departments: entry.departments, inspectors, drawnOn: today },
    },
  }
}
