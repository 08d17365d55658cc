import * as z from 'zod'
import { act } from '../decider.ts'
import { err, firstRefusal, ok, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { ageRecipient } from '../sealed-part.ts'
import { sealingPurposes } from './events.ts'
import type { BaseFacts } from './facts.ts'
import { seatsOf } from './groups.ts'
import type { Organisation } from './organisation.ts'
import { holds } from './posts.ts'
import { holdersOfSealingPurpose, mayHoldSealingKey, nameOfSealingPurpose } from './sealing.ts'

const define = act<Organisation, BaseFacts>()
const always = () => undefined

/** One's own public key; the private one never leaves one's browser. A key for a body above is carried in by the leader. */
const registerSealingKey = define({
  noun: 'sealing-keys',
  label: '登记密封公钥',
  clause: 'S122',
  roles: ['ACCOUNTABILITY_MEMBER', 'IDENTITY_CUSTODIAN', 'AGENCY_LEADER'],
  input: z.strictObject({
    key: z.string({ error: '密钥编号必填' }).regex(/^[A-Za-z0-9_-]{8,200}$/, { error: '密钥编号不是规定的格式' }),
    purpose: z.enum(sealingPurposes, { error: '用途不在规定的范围内' }),
    recipient: ageRecipient('公钥'),
    unit: text('上级机关名称', 60, 2).optional(),
  }),
  may: always,
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      mayHoldSealingKey(state, facts.person, facts.today, input.purpose)
        ? undefined
        : refuse(
            'FORBIDDEN',
            'CMP-003',
            `用于${nameOfSealingPurpose(input.purpose)}的公钥由${holdersOfSealingPurpose(input.purpose)}登记。`,
            'purpose',
          ),
      state.sealingKeys.some(k => k.key === input.key || k.recipient === input.recipient)
        ? refuse('INVALID', 'S122', '这个公钥已经登记过。', 'recipient')
        : undefined,
      (input.purpose === 'SUPERIOR') !== (input.unit !== undefined)
        ? refuse('INVALID', 'CMP-005', '上级机关的公钥须写明上级机关名称，其他公钥不填。', 'unit')
        : undefined,
    )
    if (wrong) return err(wrong)
    return ok([{ type: 'organisation.sealing-key-registered', data: { ...input, person: facts.person } }])
  },
})

const revokeSealingKey = define({
  noun: 'sealing-key-revocations',
  label: '停用密封公钥',
  clause: 'S122',
  roles: ['ACCOUNTABILITY_MEMBER', 'IDENTITY_CUSTODIAN', 'AGENCY_LEADER'],
  input: z.strictObject({ key: z.string({ error: '密钥编号必填' }).max(200), reason: text('停用理由', 200, 2) }),
  may: always,
  decide: (state, input, { person, today }) => {
    const held = state.sealingKeys.find(k => k.key === input.key && k.revoked === undefined)
    const leader = holds(state, person, 'DISCIPLINE_LEADER', today)
    // The leader stops the key of a member who has lost it or left.
    if (!held || (held.person !== person && !(leader && held.purpose !== 'LEADERSHIP'))) {
      return err(refuse('INVALID', 'S122', '没有这个由您停用的、仍然有效的公钥。', 'key'))
    }
    return ok([{ type: 'organisation.sealing-key-revoked', data: input }])
  },
})

const appointCustodian = define({
  noun: 'custodians',
  label: '指定身份受托人',
  clause: 'CMP-003',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ person: code('人员') }),
  may: always,
  decide: (state, input, { today }) => {
    const members = seatsOf(state, 'ACCOUNTABILITY_GROUP', today).map(s => s.person)
    const wrong = firstRefusal(
      members.includes(input.person)
        ? undefined
        : refuse('INVALID', 'CMP-003', '身份受托人须为监督问责小组成员。', 'person'),
      state.custodians.includes(input.person)
        ? refuse('INVALID', 'CMP-003', '此人已经是身份受托人。', 'person')
        : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'organisation.custodian-appointed', data: input }])
  },
})

const endCustodian = define({
  noun: 'custodian-endings',
  label: '解除身份受托',
  clause: 'CMP-003',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ person: code('人员') }),
  may: always,
  decide: (state, input) =>
    state.custodians.includes(input.person)
      ? ok([{ type: 'organisation.custodian-ended', data: input }])
      : err(refuse('INVALID', 'CMP-003', '此人不是身份受托人。', 'person')),
})

/** RND-005: who comes into the list and goes from it is recorded; a draw takes the list of its day. */
const listInspector = define({
  noun: 'inspectors',
  label: '检查人员入库',
  clause: 'RND-005',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ person: code('人员'), from: day('入库日') }),
  may: always,
  decide: (state, input, { today }) => {
    const wrong = firstRefusal(
      state.persons[input.person] ? undefined : refuse('INVALID', 'RND-005', '没有这个人员，请先登记。', 'person'),
      state.inspectors.some(i => i.person === input.person && i.to === undefined)
        ? refuse('INVALID', 'RND-005', '此人已在检查人员名录库中。', 'person')
        : undefined,
      input.from < today ? refuse('INVALID', 'RND-005', '入库日不得早于今天。', 'from') : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'organisation.inspector-listed', data: input }])
  },
})

const delistInspector = define({
  noun: 'inspector-removals',
  label: '检查人员出库',
  clause: 'RND-005',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ person: code('人员'), to: day('出库日'), reason: text('理由', 200, 2) }),
  may: always,
  decide: (state, input, { today }) => {
    const wrong = firstRefusal(
      state.inspectors.some(i => i.person === input.person && i.to === undefined)
        ? undefined
        : refuse('INVALID', 'RND-005', '此人不在检查人员名录库中。', 'person'),
      input.to < today ? refuse('INVALID', 'RND-005', '出库日不得早于今天。', 'to') : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'organisation.inspector-delisted', data: input }])
  },
})

export const supervisionActs = [
  registerSealingKey,
  revokeSealingKey,
  appointCustodian,
  endCustodian,
  listInspector,
  delistInspector,
] as const
