import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { codeAt } from '../draw/one-time-codes.ts'
import type { Pair } from '../draw/pairs.ts'
import { substitute } from '../draw/substitution.ts'
import { streams } from '../ids.ts'
import { err, must, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { noSecret, openInspection } from './acts-drawing.ts'
import { substitutionGrounds } from './events.ts'
import { nextInspection, type SpotCheckFacts } from './facts.ts'
import type { SpotCheck } from './spot-check.ts'
import { define, refuseUnlessStage } from './stage.ts'
import { currentPairs, requestOf, standingOf } from './transcript.ts'

const form = z.strictObject({
  ground: z.enum(substitutionGrounds, { error: '替补的理由不在规定的范围内' }),
  /** Needed for a recusal, and where the object itself falls away. */
  object: z.string().min(1).max(120).optional(),
  /** The inspector who gives up the place. */
  out: code('检查人').optional(),
  reason: text('理由', 200, 2),
})
type Form = z.output<typeof form>

/**
 * E-61: whoever falls out is followed by the next in drawn order, and nothing is drawn anew. Of several inspections of one
 * inspector who is away all get another; after a recusal the one object alone.
 */
export const substituteDrawn = define({
  noun: 'substitutions',
  label: '按抽取顺序替补',
  clause: 'E-61',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: form,
  may: state => refuseUnlessStage(state, ['DRAWN'], 'RND-003', '替补'),
  decide: (state, input, facts) => {
    const refusal = refuseForm(input) ?? refuseSigned(state, input, facts)
    if (refusal) return err(refusal)
    const standing = standingOf(state)
    if (!standing.ok) return standing
    const revealed = codeFor(input, facts, standing.value)
    if (typeof revealed === 'object') return err(revealed)
    const done = substitute(standing.value, requestOf({ ...input, code: revealed }))
    if (!done.ok) return done
    const { pairs } = done.value
    const opened = newObjects(state, pairs).map(({ object }) => ({ object, inspection: nextInspection(state) }))
    const { ground, object, out, reason } = input
    const data = { ground, object, out, code: revealed, pairs, opened, reason }
    return ok([
      { type: 'spot-check.substituted', data },
      ...onInspections(state, input, pairs),
      ...newObjects(state, pairs).map(pair => openInspection(state, facts, nextInspection(state), pair)),
    ])
  },
})

function refuseForm({ ground, object, out }: Form): Refusal | undefined {
  const wantsObject = ground === 'RECUSED' || ground === 'OBJECT_UNAVAILABLE'
  if (wantsObject && object === undefined) return refuse('INCOMPLETE', 'E-61', '请选择替补涉及的对象。', 'object')
  if (!wantsObject && object !== undefined) {
    return refuse('INVALID', 'E-61', '检查人不能参加的，其承担的对象全部替补，不必选择对象。', 'object')
  }
  if (ground !== 'OBJECT_UNAVAILABLE' && out === undefined) {
    return refuse('INCOMPLETE', 'E-61', '请选择退出的检查人。', 'out')
  }
  return ground === 'OBJECT_UNAVAILABLE' && out !== undefined
    ? refuse('INVALID', 'E-61', '替补对象的，不填检查人。', 'out')
    : undefined
}

/** What the inspectors have signed stays theirs. */
function refuseSigned(state: SpotCheck, input: Form, { inspections }: SpotCheckFacts): Refusal | undefined {
  const touched = currentPairs(state).filter(({ object, inspectors }) =>
    input.object === undefined ? inspectors.includes(input.out ?? '') : object === input.object,
  )
  const done = touched.find(({ object }) => isConcluded(inspections[inspectionOf(state, object)]?.stage))
  return done && refuse('WRONG_STATE', 'E-61', `「${done.object}」的检查已经签字作出结论，不能再替补。`, 'object')
}

const isConcluded = (stage: string | undefined) => stage === 'CONCLUDED' || stage === 'CLOSED'

const inspectionOf = (state: SpotCheck, object: string): string =>
  must(
    state.inspections.find(opened => opened.object === object),
    `an inspection of ${object}`,
  ).inspection

/** The next one-time code, where a place is drawn under a new seed; a recusal follows the old order and reveals nothing. */
function codeFor(
  { ground }: Form,
  { drawSecret }: SpotCheckFacts,
  { announcement, revealed }: { readonly announcement: { readonly codes: number }; readonly revealed: number },
): string | undefined | Refusal {
  if (ground === 'RECUSED') return undefined
  if (drawSecret === undefined) return noSecret()
  return bytesToHex(codeAt(hexToBytes(drawSecret), Math.max(0, announcement.codes - revealed - 1)))
}

const newObjects = (state: SpotCheck, pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter(({ object }) => !state.inspections.some(opened => opened.object === object))

/** The inspections of those who fall out: another inspector, or an end. */
function onInspections(state: SpotCheck, { ground, object, out }: Form, pairs: readonly Pair[]): readonly Emitted[] {
  if (ground === 'OBJECT_UNAVAILABLE') {
    const on = streams.inspection(inspectionOf(state, object ?? ''))
    return [{ on, type: 'inspection.cancelled', data: { ground: 'SUBSTITUTED' } }]
  }
  return pairs.map(pair => ({
    on: streams.inspection(inspectionOf(state, pair.object)),
    type: 'inspection.inspector-replaced',
    data: { out, in: must(pair.inspectors.at(-1), 'the newcomer, who stands last') },
  }))
}
