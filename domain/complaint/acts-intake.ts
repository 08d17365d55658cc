import * as z from 'zod'
import { REPORTER } from '../organisation/facts.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { isRecused } from '../organisation/readers.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { define, openStages, refuseMissingParts, refuseUnlessStage } from './act.ts'
import type { Complaint, Recused, SealedIdentityParts } from './complaint.ts'
import { complaintEvents, recusedSchema, sealedIdentities } from './events.ts'
import { together } from './evolve.ts'
import { type ComplaintFacts, readersToday } from './facts.ts'
import { mustGoUpward, recusedBy, standingOf } from './recusal.ts'

const isNew = (state: Complaint): Refusal | undefined =>
  state.stage === 'NONE' ? undefined : refuse('WRONG_STATE', 'S122', '这个登记号已经用过，请重新提交。')

/** S122: one entrance for what comes by the network and what a member registers that came by any other way. */
const intake = define({
  noun: 'intake',
  label: '登记投诉举报',
  clause: 'S122',
  roles: ['REPORTER', 'ACCOUNTABILITY_MEMBER'],
  input: z.strictObject(complaintEvents['complaint.received']),
  may: isNew,
  decide: (_state, input, facts) => {
    const { recused } = recusedBy(facts.organisation, input.recused, facts.today)
    const attachments = input.attachments.map((part, index) => ({ field: `attachments.${index}`, part }))
    const identity = (input.identity ?? []).map(({ part }, index) => ({ field: `identity.${index}`, part }))
    const wrong = firstRefusal(
      refuseChannel(input.channel, input.mailbox !== undefined, facts.person),
      refuseUpward(input.recused, facts),
      refuseRegistrar(recused, facts),
      refuseMode(input.mode, input.identity),
      refuseKeys(recused, input.keys, facts),
      input.identity ? refusePairs(recused, input.identity, facts.organisation) : undefined,
      refuseMissingParts(facts, [{ field: 'content', part: input.content }, ...attachments, ...identity]),
    )
    if (wrong) return err(wrong)
    const boards = [...new Set(input.boards)]
    return ok([{ type: 'complaint.received', data: { ...input, boards, recused } }])
  },
})

function refuseChannel(channel: string, hasMailbox: boolean, person: string): Refusal | undefined {
  if ((person === REPORTER) !== (channel === 'NETWORK')) {
    return refuse('INVALID', 'S122', '网上提交的由举报人登记，来信、来访、来电和转办的由小组成员登记。', 'channel')
  }
  return hasMailbox && channel !== 'NETWORK'
    ? refuse('INVALID', 'CMP-001', '信箱只能由举报人在网上提交时建立。', 'mailbox')
    : undefined
}

/** CMP-005: what shows that it is about the leader or the agency's head never enters the common store. */
function refuseUpward(given: Recused, { organisation, today }: ComplaintFacts): Refusal | undefined {
  const words = '本件涉及监督问责小组组长或厅主要领导，不在本机关登记：请密封后径送上级机关，或者走机要渠道。'
  return mustGoUpward(standingOf(organisation, today), given)
    ? refuse('INVALID', 'CMP-005', words, 'recused')
    : undefined
}

function refuseRegistrar(recused: Recused, { person, organisation, today }: ComplaintFacts): Refusal | undefined {
  return person !== REPORTER && isRecused(recused, person, departmentsOf(organisation, person, today))
    ? refuse('CONFLICT_OF_INTEREST', 'E-53', '本件涉及您或者您的处室，请交其他成员登记。', 'recused')
    : undefined
}

function refuseMode(mode: string, identity: SealedIdentityParts | undefined): Refusal | undefined {
  if (mode === 'REAL_NAME' && !identity) {
    return refuse('INCOMPLETE', 'CMP-003', '实名举报须另行密封姓名和联系方式，只有身份受托人能打开。', 'identity')
  }
  return mode === 'ANONYMOUS' && identity
    ? refuse('INVALID', 'CMP-004', '匿名举报不收姓名和联系方式；想留下身份的，请改为实名。', 'identity')
    : undefined
}

/** Sealed to members who may read it, to nobody who may not, and never to one alone while there are more. */
export function refuseKeys(recused: Recused, keys: readonly string[], facts: ComplaintFacts): Refusal | undefined {
  const { organisation } = facts
  const held = organisation.sealingKeys.filter(k => k.purpose === 'CONTENT' && k.revoked === undefined)
  const readers = readersToday({ recused } as Complaint, facts).map(seat => seat.person)
  const named = keys.map(key => held.find(k => k.key === key)?.person)
  if (named.some(person => person === undefined || !readers.includes(person))) {
    return refuse('INVALID', 'CMP-005', '密封所用的公钥已经停用，或者属于应当回避的人，请刷新页面后重新密封。', 'keys')
  }
  const couldRead = new Set(held.map(k => k.person).filter(person => readers.includes(person)))
  return couldRead.size > 1 && new Set(named).size < 2
    ? refuse('INVALID', 'S122', '应至少密封给两名成员，一人的密钥丢失时不致打不开，请刷新页面后重新密封。', 'keys')
    : undefined
}

/** CMP-003: every pair is two different custodians, neither of whom must keep away. */
function refusePairs(recused: Recused, pairs: SealedIdentityParts, organisation: Organisation): Refusal | undefined {
  const wrong = pairs.some(
    ({ first, second }) =>
      first === second ||
      [first, second].some(person => !organisation.custodians.includes(person) || recused.persons.includes(person)),
  )
  return wrong
    ? refuse('INVALID', 'CMP-003', '身份须密封给两名不同的、无须回避的身份受托人，请刷新页面后重新密封。', 'identity')
    : undefined
}

/** CMP-005: number, day, destination and fingerprint are all that is kept of it here. */
const upwardIntake = define({
  noun: 'upward-intake',
  label: '径送上级',
  clause: 'CMP-005',
  roles: ['REPORTER'],
  input: z.strictObject(complaintEvents['complaint.received-upward']),
  may: isNew,
  decide: (_state, input, facts) => {
    const known = facts.organisation.sealingKeys.some(
      k => k.key === input.destination && k.purpose === 'SUPERIOR' && k.revoked === undefined,
    )
    const wrong = firstRefusal(
      known
        ? undefined
        : refuse('INVALID', 'CMP-005', '上级机关的公钥没有登记或者已经停用，请刷新页面。', 'destination'),
      refuseMissingParts(facts, [{ field: 'sealed', part: input.sealed }]),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.received-upward', data: input }])
  },
})

const handUpward = define({
  noun: 'upward-handing',
  label: '登记交接凭证',
  clause: 'CMP-005',
  roles: ['SYSTEM'],
  input: z.strictObject({ receipt: text('交接凭证号', 60, 2) }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['UPWARD'], '登记交接凭证', 'CMP-005'),
      state.upward?.receipt ? refuse('WRONG_STATE', 'CMP-005', '本件已经登记过交接凭证。') : undefined,
    ),
  decide: (_state, input) => ok([{ type: 'complaint.handed-upward', data: input }]),
})

const message = define({
  noun: 'messages',
  label: '补充材料或者提出意见',
  clause: 'CMP-001',
  roles: ['REPORTER'],
  input: z.strictObject(complaintEvents['complaint.message-received']),
  may: state => refuseUnlessStage(state, [...openStages, 'CLOSED'], '补充', 'CMP-001'),
  decide: (_state, input, facts) => {
    const attachments = input.attachments.map((part, index) => ({ field: `attachments.${index}`, part }))
    const wrong = refuseMissingParts(facts, [{ field: 'content', part: input.content }, ...attachments])
    return wrong ? err(wrong) : ok([{ type: 'complaint.message-received', data: input }])
  },
})

/** E-54: bound to the report by its number, sealed apart from it; given again when custodians have changed. */
const identity = define({
  noun: 'identity',
  label: '补充身份（改为实名）',
  clause: 'E-54',
  roles: ['REPORTER'],
  input: z.strictObject({ identity: sealedIdentities }),
  may: state => refuseUnlessStage(state, openStages, '补充身份', 'E-54'),
  decide: (state, input, facts) => {
    const parts = input.identity.map(({ part }, index) => ({ field: `identity.${index}`, part }))
    const wrong = firstRefusal(
      refusePairs(state.recused, input.identity, facts.organisation),
      refuseMissingParts(facts, parts),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.identity-added', data: input }])
  },
})

/** E-54: it is recorded, and stops nothing of what is known already. */
const withdrawal = define({
  noun: 'withdrawal',
  label: '要求撤回',
  clause: 'E-54',
  roles: ['REPORTER'],
  input: z.strictObject({}),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, openStages, '要求撤回', 'E-54'),
      state.withdrawalOn ? refuse('WRONG_STATE', 'E-54', '您已经要求撤回过，不必重复提出。') : undefined,
    ),
  decide: () => ok([{ type: 'complaint.withdrawal-requested', data: {} }]),
})

/** CMP-005: a member who reads that somebody else is concerned, or is a near relative of theirs, closes the circle further. */
const recusal = define({
  noun: 'recusals',
  label: '增加回避的处室或人员',
  clause: 'CMP-005',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: recusedSchema.extend({
    departments: z.array(code('回避的处室')).max(20),
    persons: z.array(code('人员')).max(20),
  }),
  may: state => refuseUnlessStage(state, openStages, '增加回避', 'CMP-005'),
  decide: (state, input, facts) => {
    const { recused } = recusedBy(facts.organisation, input, facts.today)
    const seats = readersToday({ ...state, recused: together(state.recused, recused) }, facts)
    const wrong = firstRefusal(
      input.departments.length + input.persons.length === 0
        ? refuse('INCOMPLETE', 'CMP-005', '请选择须回避的处室或者人员。', 'departments')
        : undefined,
      // One alone could otherwise shut out all others and let it lie.
      seats.length < 2
        ? refuse('INVALID', 'CMP-005', '回避后不足两名成员能够办理的，应移送上级机关。', 'departments')
        : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.recusal-added', data: { recused } }])
  },
})

export const intakeActs = [...[intake, upwardIntake, handUpward], ...[message, identity, withdrawal, recusal]] as const
