import * as z from 'zod'
import type { DeliberationLevel } from '../catalogue/power-item.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { day, text } from '../schema.ts'
import { formatDay } from '../time.ts'
import { defineMatterAct, refuseUnlessStatus } from './act.ts'
import { itemFor } from './facts.ts'
import type { Matter } from './matter.ts'
import { hasRemarks } from './route.ts'

const DEPARTMENT = ['HANDLER', 'DEPARTMENT_HEAD'] as const

function refuseBefore(
  given: string,
  earliest: string | undefined,
  today: string,
  field: string,
  clause: string,
): Refusal | undefined {
  if (given > today) return refuse('INVALID', 'S15', '日期不得晚于今天。', field)
  return earliest && given < earliest
    ? refuse('INVALID', clause, `日期不得早于${formatDay(earliest)}。`, field)
    : undefined
}

/** S106: 原则上经报备同意后方可办理 — not before, and the day given may not lie before either. */
export const startHandling = defineMatterAct({
  noun: 'handling',
  label: '登记开始办理',
  clause: 'S106',
  roles: DEPARTMENT,
  input: z.strictObject({ startedOn: day('开始办理日') }),
  may: (state, facts) => {
    const level = state.level ?? itemFor(state, facts)?.level
    if (level !== 'FILING') return refuse('INVALID', 'S106', '只有“报备”件登记开始办理。')
    return state.status === 'FILED_AGREED'
      ? undefined
      : firstRefusal(
          state.handlingStartedOn ? refuse('WRONG_STATE', 'S106', '已经登记开始办理。') : undefined,
          state.status === 'AGREED_IN_PRINCIPLE'
            ? refuse('WRONG_STATE', 'E-23', '原则同意的条件尚未全部核销，不得视为报备同意，不能开始办理。')
            : undefined,
          refuse('WRONG_STATE', 'S106', '“报备”件经报备同意后方可办理，本件尚未同意。'),
        )
  },
  decide: (state, input, facts) => {
    const wrong = refuseBefore(input.startedOn, state.agreedOn, facts.today, 'startedOn', 'S106')
    return wrong ? err(wrong) : ok([{ type: 'matter.handling-started', data: input }])
  },
})

export const finishHandling = defineMatterAct({
  noun: 'handling-completion',
  label: '登记办理完成',
  clause: 'S22',
  roles: DEPARTMENT,
  input: z.strictObject({ finishedOn: day('办结日'), result: text('办理结果', 1000, 2) }),
  may: state => refuseUnlessStatus(state, ['HANDLING'], 'S22', '登记办理完成'),
  decide: (state, input, facts) => {
    const wrong = refuseBefore(input.finishedOn, state.handlingStartedOn, facts.today, 'finishedOn', 'S106')
    return wrong ? err(wrong) : ok([{ type: 'matter.handling-finished', data: input }])
  },
})

/** S109: 经审议通过后方可实施, without exception (A6). */
export const startImplementation = defineMatterAct({
  noun: 'implementation',
  label: '登记开始实施',
  clause: 'S109',
  roles: DEPARTMENT,
  input: z.strictObject({ startedOn: day('开始实施日') }),
  may: (state, facts) => {
    const level = state.level ?? itemFor(state, facts)?.level
    if (level !== 'APPROVAL') return refuse('INVALID', 'S109', '只有“审定”件登记实施。')
    if (state.status === 'APPROVED') return undefined
    if (state.implementationStartedOn) return refuse('WRONG_STATE', 'S109', '已经登记实施。')
    return state.status === 'AGREED_IN_PRINCIPLE'
      ? refuse('WRONG_STATE', 'E-23', '原则同意的条件尚未全部核销，不得视为审议通过，不能实施。')
      : refuse('WRONG_STATE', 'S109', '“审定”件经审议通过后方可实施，本件尚未通过。')
  },
  decide: (state, input, facts) => {
    const wrong = refuseBefore(input.startedOn, state.agreedOn, facts.today, 'startedOn', 'S109')
    return wrong ? err(wrong) : ok([{ type: 'matter.implementation-started', data: input }])
  },
})

export const finishImplementation = defineMatterAct({
  noun: 'implementation-completion',
  label: '登记实施完成',
  clause: 'S22',
  roles: DEPARTMENT,
  input: z.strictObject({ finishedOn: day('完成日'), result: text('实施结果', 1000, 2) }),
  may: state => refuseUnlessStatus(state, ['IMPLEMENTING'], 'S22', '登记实施完成'),
  decide: (state, input, facts) => {
    const wrong = refuseBefore(input.finishedOn, state.implementationStartedOn, facts.today, 'finishedOn', 'S109')
    return wrong ? err(wrong) : ok([{ type: 'matter.implementation-finished', data: input }])
  },
})

export const rectify = defineMatterAct({
  noun: 'rectification',
  label: '报告整改情况',
  clause: 'E-25',
  roles: DEPARTMENT,
  input: z.strictObject({ report: text('整改情况', 1000, 5) }),
  may: state => {
    if (!state.rectification) return refuse('WRONG_STATE', 'E-25', '本件没有整改任务。')
    return state.rectification.report ? refuse('WRONG_STATE', 'E-25', '整改情况已经报告。') : undefined
  },
  decide: (_state, input) => ok([{ type: 'matter.rectified', data: input }]),
})

/** A3, S153: nothing is closed before its tiers are done, and nothing without an end. */
export const close = defineMatterAct({
  noun: 'closure',
  label: '办结',
  clause: 'A3',
  roles: DEPARTMENT,
  input: z.strictObject({ remark: text('备注', 500).optional() }),
  may: (state, facts) => {
    if (state.status === 'NOT_AGREED' && state.rectification) {
      return state.rectification.report ? undefined : refuse('WRONG_STATE', 'E-25', '整改任务还没有完成，不能办结。')
    }
    return refuseUnlessClosable(state, state.level ?? itemFor(state, facts)?.level)
  },
  decide: (_state, input) => ok([{ type: 'matter.closed', data: input }]),
})

function refuseUnlessClosable(state: Matter, level: DeliberationLevel | undefined): Refusal | undefined {
  if (state.status === 'NOTED' || state.status === 'HANDLED' || state.status === 'IMPLEMENTED') return undefined
  if (hasRemarks(state)) return undefined
  if (level === 'REPORT') return refuse('WRONG_STATE', 'A3', '“报告”件未走完三级程序，不能办结。')
  if (level === 'FILING') return refuse('WRONG_STATE', 'S106', '“报备”件办理完成后才能办结。')
  return refuse('WRONG_STATE', 'S109', '“审定”件实施完成后才能办结。')
}
