import * as z from 'zod'
import { act } from '../decider.ts'
import { SYSTEM } from '../organisation/facts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { code, day, hash, text } from '../schema.ts'
import { dayOf, dueDay, formatDay } from '../time.ts'
import { cardColours, cardGrounds } from './events.ts'
import type { SupervisionFacts } from './facts.ts'
import { type CardStage, nameOfCardStage, type Supervision } from './supervision.ts'

const define = act<Supervision, SupervisionFacts>()

function refuseUnlessStage(state: Supervision, allowed: readonly CardStage[], label: string): Refusal | undefined {
  if (state.stage === 'NONE' && !allowed.includes('NONE')) return refuse('NOT_FOUND', 'E-66', '没有这张牌。')
  return allowed.includes(state.stage)
    ? undefined
    : refuse('WRONG_STATE', 'E-66', `本牌${nameOfCardStage(state.stage)}，不能${label}。`)
}

/** E-63: the platform shows one for what is overdue; whatever else, the group's leader does, and answers for it. */
const show = define({
  noun: 'showing',
  label: '亮牌',
  clause: 'E-63',
  roles: ['ACCOUNTABILITY_LEADER', 'SYSTEM'],
  input: z.strictObject({
    colour: z.enum(cardColours, { error: '请选择预警、黄牌或红牌' }),
    subject: z.string().max(160).default(''),
    department: code('处室'),
    clause: code('依据'),
    ground: z.enum(cardGrounds, { error: '事由不在规定的范围内' }),
    dueOn: day('应于').optional(),
    words: text('亮牌事由', 500, 2),
  }),
  may: state => refuseUnlessStage(state, ['NONE'], '重复亮牌'),
  decide: (_state, input, { organisation, person }) => {
    const wrong = firstRefusal(
      organisation.departments[input.department]
        ? undefined
        : refuse('INVALID', 'E-63', '没有这个处室。', 'department'),
      person !== SYSTEM && input.ground === 'IDENTITY_ACCESS'
        ? refuse('INVALID', 'E-59', '查看举报人身份的红牌由平台按记录亮出。', 'ground')
        : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'supervision.shown', data: input }])
  },
})

const defend = define({
  noun: 'defences',
  label: '申辩',
  clause: 'E-66',
  roles: ['INSPECTED'],
  input: z.strictObject({
    words: text('申辩理由', 2000, 2),
    files: z
      .array(z.strictObject({ hash: hash('文件'), name: text('文件名', 120) }))
      .max(10)
      .default([]),
  }),
  may: (state, facts) => refuseUnlessStage(state, ['SHOWN'], '申辩') ?? refuseLate(state, facts),
  decide: (_state, input, { files = {} }) =>
    input.files.every(({ hash: held }) => Object.hasOwn(files, held))
      ? ok([{ type: 'supervision.defended', data: input }])
      : err(refuse('INVALID', 'E-66', '文件没有上传，请重新选择。', 'files')),
})

function refuseLate({ shownAt }: Supervision, { rulebook, today }: SupervisionFacts): Refusal | undefined {
  const amount = numberOn(rulebook, 'supervision.defenceDays', today)
  const { day: last } = dueDay(dayOf(shownAt), { amount, unit: 'WORKDAY' })
  return today > last ? refuse('WRONG_STATE', 'E-66', `申辩应在${formatDay(last)}前提出，已经过期。`) : undefined
}

/** By somebody of another division who did not show it. */
const review = define({
  noun: 'reviews',
  label: '复核申辩',
  clause: 'E-66',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    upheld: z.boolean({ error: '请选择维持或者撤销' }),
    words: text('复核意见', 1000, 2),
  }),
  may: (state, { person }) =>
    refuseUnlessStage(state, ['DEFENDED'], '复核') ??
    (state.shownBy === person ? refuse('CONFLICT_OF_INTEREST', 'E-66', '亮牌的人不能自己复核。') : undefined),
  decide: (_state, input) => ok([{ type: 'supervision.reviewed', data: input }]),
})

export const supervisionActs = [show, defend, review] as const
