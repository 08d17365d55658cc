import * as z from 'zod'
import { act } from '../decider.ts'
import { err, firstRefusal, ok, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { refuseUscc } from '../uscc.ts'
import type { BaseFacts } from './facts.ts'
import type { Organisation } from './organisation.ts'

const define = act<Organisation, BaseFacts>()
const always = () => undefined

/** Whoever can be called to decide on something; a declaration is one's own, and nobody makes it for another (S145). */
const STAFF = ['DEPARTMENT_STAFF', 'AGENCY_LEADER', 'DISCIPLINE', 'OFFICE'] as const

/** 公务员法 76: whoever has an interest says so themselves; matters with that unit as other party then go without them. */
const declareInterest = define({
  noun: 'interest-declarations',
  label: '申报利害关系',
  clause: 'E-09',
  roles: STAFF,
  input: z.strictObject({
    unit: text('单位名称', 120, 2),
    uscc: text('统一社会信用代码', 18),
    relation: text('关系', 200, 2),
  }),
  may: always,
  decide: (state, input, { person }) => {
    const wrong = firstRefusal(
      refuseUscc(input.uscc, 'uscc'),
      state.interests.some(i => i.person === person && i.uscc === input.uscc && !i.ended)
        ? refuse('INVALID', 'E-09', '您已申报与该单位的利害关系。', 'uscc')
        : undefined,
    )
    if (wrong) return err(wrong)
    const interest = `I${state.interests.length + 1}`
    return ok([{ type: 'organisation.interest-declared', data: { ...input, interest, person } }])
  },
})

const endInterest = define({
  noun: 'interest-endings',
  label: '声明利害关系已消除',
  clause: 'E-09',
  roles: STAFF,
  input: z.strictObject({ interest: code('利害关系') }),
  may: always,
  decide: (state, input, { person }) =>
    state.interests.some(i => i.id === input.interest && i.person === person && !i.ended)
      ? ok([{ type: 'organisation.interest-ended', data: input }])
      : err(refuse('INVALID', 'E-09', '没有这项由您申报且仍然有效的利害关系。', 'interest')),
})

export const interestActs = [declareInterest, endInterest] as const
