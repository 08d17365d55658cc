import * as z from 'zod'
import { act, type Recorded } from '../decider.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { closed, err, ok, refuse } from '../result.ts'
import { text } from '../schema.ts'
import { type DisclosureEvent, disclosureEvents, erasureTarget } from './events.ts'

export interface Erasure {
  readonly id: number
  readonly stream: string
  readonly version: number
  readonly field: string
  readonly ground: string
  readonly reason: string
  readonly requestedBy: string
  readonly stage: 'REQUESTED' | 'DECLINED' | 'DESTROYED'
}

/** Every request ever made to destroy a salt of the transparency log, in order. */
export interface Erasures {
  readonly all: readonly Erasure[]
}

export const noErasures: Erasures = { all: [] }

export function evolveErasures(state: Erasures, event: Recorded<DisclosureEvent>): Erasures {
  const settle = (stage: Erasure['stage']) => ({
    all: state.all.map(e => (e.id === event.data.erasure ? { ...e, stage } : e)),
  })
  switch (event.type) {
    case 'disclosure.erasure-requested': {
      const { erasure, ...asked } = event.data
      return { all: [...state.all, { ...asked, id: erasure, requestedBy: event.by.person, stage: 'REQUESTED' }] }
    }
    case 'disclosure.erasure-declined':
      return settle('DECLINED')
    case 'disclosure.salt-destroyed':
      return settle('DESTROYED')
    default:
      return closed(event)
  }
}

export interface ErasureFacts extends BaseFacts {
  /** Fields of the event asked for that the log keeps as digests; absent when there is no such event. */
  readonly hiddenFields?: readonly string[] | undefined
}

const define = act<Erasures, ErasureFacts>()

const requested = (state: Erasures) => state.all.some(e => e.stage === 'REQUESTED')

const request = define({
  noun: 'erasure-requests',
  label: '申请销毁盐值',
  clause: 'PII-004',
  roles: ['OFFICE'],
  input: z.strictObject({
    ...erasureTarget,
    ground: disclosureEvents['disclosure.erasure-requested'].ground,
    reason: text('事由', 500, 10),
  }),
  may: () => undefined,
  decide: (state, input, facts) => {
    const { stream, version, field } = input
    if (!facts.hiddenFields) return err(refuse('INVALID', 'PII-004', '没有这个事件。', 'version'))
    if (!facts.hiddenFields.includes(field)) {
      return err(refuse('INVALID', 'PII-004', '这个字段本来就是公开的，或者没有这个字段。', 'field'))
    }
    const same = state.all.find(e => e.stream === stream && e.version === version && e.field === field)
    if (same && same.stage !== 'DECLINED') {
      return err(refuse('INVALID', 'PII-004', '这个字段已经申请过销毁，或已经销毁。', 'field'))
    }
    return ok([{ type: 'disclosure.erasure-requested', data: { ...input, erasure: state.all.length + 1 } }])
  },
})

const chosen = { erasure: z.int({ error: '申请序号应为整数' }).min(1, { error: '申请序号从1开始' }) }

/** One asks, another body decides: nobody destroys a salt alone, and never whoever runs the platform. */
const settlement = {
  clause: 'PII-004',
  roles: ['DISCIPLINE'],
  may: (state: Erasures) => (requested(state) ? undefined : refuse('WRONG_STATE', 'PII-004', '没有待决定的销毁申请。')),
} as const

const confirm = define({
  ...settlement,
  noun: 'erasure-confirmations',
  label: '同意销毁盐值',
  input: z.strictObject(chosen),
  decide: (state, input, facts) => {
    const found = state.all.find(e => e.id === input.erasure && e.stage === 'REQUESTED')
    if (!found) return err(refuse('INVALID', 'PII-004', '没有这个待决定的申请。', 'erasure'))
    if (found.requestedBy === facts.person) {
      return err(refuse('FORBIDDEN', 'PII-004', '申请人不得自己同意。', 'erasure'))
    }
    const { id, stream, version, field } = found
    return ok([{ type: 'disclosure.salt-destroyed', data: { erasure: id, stream, version, field } }])
  },
})

const decline = define({
  ...settlement,
  noun: 'erasure-refusals',
  label: '不同意销毁盐值',
  input: z.strictObject({ ...chosen, reason: text('理由', 500, 2) }),
  decide: (state, input) =>
    state.all.some(e => e.id === input.erasure && e.stage === 'REQUESTED')
      ? ok([{ type: 'disclosure.erasure-declined', data: input }])
      : err(refuse('INVALID', 'PII-004', '没有这个待决定的申请。', 'erasure')),
})

export const erasureActs = [request, confirm, decline]
