import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { define, refuseMissingParts, refuseUnlessStage } from './act.ts'
import type { Complaint, IdentityOpening } from './complaint.ts'
import { openingGrounds } from './events.ts'
import { readersToday } from './facts.ts'

const open = [
  'RECEIVED',
  'TRIAGED',
  'HANDLING',
  'PROPOSED',
  'DISPOSED',
  'HELD',
  'TRANSFERRED',
  'MERGED',
  'CLOSED',
] as const

/** CMP-003: one custodian asks, the other agrees; each takes off one seal; every step is recorded and told to the reporter. */
const ask = define({
  noun: 'identity-requests',
  label: '申请查看举报人身份',
  clause: 'CMP-003',
  roles: ['IDENTITY_CUSTODIAN'],
  input: z.strictObject({
    other: code('另一名受托人'),
    ground: z.enum(openingGrounds, { error: '事由不在规定的范围内' }),
  }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, open, '查看身份', 'CMP-003'),
      state.identity.length > 0 ? undefined : refuse('WRONG_STATE', 'CMP-003', '本件没有留身份，无从查看。'),
      running(state) ? refuse('WRONG_STATE', 'CMP-003', '前一次申请还没有办完。') : undefined,
    ),
  decide: (state, { other, ground }, facts) => {
    const { person, organisation } = facts
    if (!organisation.custodians.includes(other) || !readersToday(state, facts).some(seat => seat.person === other)) {
      return err(refuse('INVALID', 'CMP-003', '这名受托人已经卸任或者应当回避，请选择另一名受托人。', 'other'))
    }
    const pair = state.identity.findLast(
      i => (i.first === person && i.second === other) || (i.first === other && i.second === person),
    )
    if (!pair) {
      return err(refuse('INVALID', 'CMP-003', '身份没有密封给您和这名受托人，请选择另一名受托人。', 'other'))
    }
    const { first, second } = pair
    return ok([
      { type: 'complaint.identity-asked', data: { opening: state.openings.length + 1, first, second, ground } },
    ])
  },
})

const running = (state: Complaint): IdentityOpening | undefined =>
  state.openings.find(o => o.stage !== 'DECLINED' && o.stage !== 'OPENED')

/** The opening under way, if it stands at this stage and it is this person's turn. */
function refuseTurn(
  state: Complaint,
  stage: IdentityOpening['stage'],
  whose: (opening: IdentityOpening) => string,
  person: string,
): Refusal | undefined {
  const over = refuseUnlessStage(state, open, '查看身份', 'CMP-003')
  if (over) return over
  const current = running(state)
  if (current?.stage !== stage) return refuse('WRONG_STATE', 'CMP-003', '查看身份没有到这一步。')
  return whose(current) === person ? undefined : refuse('FORBIDDEN', 'CMP-003', '这一步由另一名身份受托人办理。')
}

const otherThanAsker = ({ asker, first, second }: IdentityOpening): string => (asker === first ? second : first)
const current = (state: Complaint): number => running(state)?.opening ?? 0

const agree = define({
  noun: 'identity-agreements',
  label: '同意查看身份',
  clause: 'CMP-003',
  roles: ['IDENTITY_CUSTODIAN'],
  input: z.strictObject({}),
  may: (state, { person }) => refuseTurn(state, 'ASKED', otherThanAsker, person),
  decide: state => ok([{ type: 'complaint.identity-agreed', data: { opening: current(state) } }]),
})

/** E-59: a request that was refused is looked at as suspicious. */
const decline = define({
  noun: 'identity-refusals',
  label: '不同意查看身份',
  clause: 'CMP-003',
  roles: ['IDENTITY_CUSTODIAN'],
  input: z.strictObject({ ground: text('不同意的理由', 200, 2) }),
  // Either of the two: whoever asked may take the request back.
  may: (state, { person }) => {
    const over = refuseUnlessStage(state, open, '查看身份', 'CMP-003')
    if (over) return over
    const under = running(state)
    if (!under) return refuse('WRONG_STATE', 'CMP-003', '没有等待办理的查看申请。')
    return [under.first, under.second].includes(person)
      ? undefined
      : refuse('FORBIDDEN', 'CMP-003', '这一步由两名身份受托人办理。')
  },
  decide: (state, { ground }) =>
    ok([{ type: 'complaint.identity-declined', data: { opening: current(state), ground } }]),
})

const pass = define({
  noun: 'identity-passes',
  label: '打开外层并交内层',
  clause: 'CMP-003',
  roles: ['IDENTITY_CUSTODIAN'],
  input: z.strictObject({ inner: sealedPart('内层密封件') }),
  may: (state, { person }) => refuseTurn(state, 'AGREED', o => o.first, person),
  decide: (state, { inner }, facts) => {
    const wrong = refuseMissingParts(facts, [{ field: 'inner', part: inner }])
    return wrong ? err(wrong) : ok([{ type: 'complaint.identity-passed', data: { opening: current(state), inner } }])
  },
})

const openInner = define({
  noun: 'identity-openings',
  label: '打开内层',
  clause: 'CMP-003',
  roles: ['IDENTITY_CUSTODIAN'],
  input: z.strictObject({}),
  may: (state, { person }) => refuseTurn(state, 'PASSED', o => o.second, person),
  decide: state => ok([{ type: 'complaint.identity-opened', data: { opening: current(state) } }]),
})

export const identityActs = [ask, agree, decline, pass, openInner] as const
