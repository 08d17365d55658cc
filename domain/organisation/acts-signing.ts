import * as z from 'zod'
import type { Role } from '../access.ts'
import { act } from '../decider.ts'
import { err, ok, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { signatureMethods } from '../signature.ts'
import { type BaseFacts, SYSTEM } from './facts.ts'
import type { Organisation } from './organisation.ts'

const define = act<Organisation, BaseFacts>()

const staff = ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD', 'OFFICE', 'AGENCY_LEADER', 'DISCIPLINE'] as const satisfies Role[]

/**
 * S145: who signs with which key. A key that the server holds for somebody is registered by the platform, and a key of
 * one's own by oneself alone. Whether an authenticator's registration is genuine is for the edge to see before it asks.
 */
const registerKey = define({
  noun: 'signing-keys',
  label: '登记签名密钥',
  clause: 'S145',
  roles: [...staff, 'SYSTEM'],
  input: z.strictObject({
    key: z.string({ error: '密钥编号必填' }).regex(/^[A-Za-z0-9_-]{16,200}$/, { error: '密钥编号不是规定的格式' }),
    person: code('人员'),
    method: z.enum(signatureMethods, { error: '签名方式不在规定的范围内' }),
    publicKey: z.string({ error: '公钥必填' }).regex(/^[A-Za-z0-9_-]{43,2000}$/, { error: '公钥不是规定的格式' }),
  }),
  may: () => undefined,
  decide: (state, input, facts) => {
    const bySystem = facts.person === SYSTEM
    if (bySystem !== (input.method === 'SERVER_HELD')) {
      return err(refuse('INVALID', 'S145', '平台代管的密钥由平台登记，本人持有的密钥由本人登记。', 'method'))
    }
    if (!bySystem && input.person !== facts.person) {
      return err(refuse('FORBIDDEN', 'S145', '签名密钥只能由本人登记，不能代他人登记。', 'person'))
    }
    if (!state.persons[input.person]) return err(refuse('INVALID', 'S145', '没有这个人员，请先登记。', 'person'))
    if (state.signingKeys.some(k => k.key === input.key)) {
      return err(refuse('INVALID', 'S145', '这个签名密钥已经登记过。', 'key'))
    }
    return ok([{ type: 'organisation.signing-key-registered', data: input }])
  },
})

/** From then on nothing new is signed with it; what it signed before stays good. */
const revokeKey = define({
  noun: 'signing-key-revocations',
  label: '停用签名密钥',
  clause: 'S145',
  roles: [...staff, 'OPERATOR'],
  input: z.strictObject({
    key: z.string({ error: '密钥编号必填' }).max(200, { error: '密钥编号过长' }),
    reason: text('停用理由', 200, 2),
  }),
  may: () => undefined,
  decide: (state, input, facts) => {
    const held = state.signingKeys.find(k => k.key === input.key && !k.revoked)
    // An operator stops the key of somebody who has lost it, or has left.
    const operator = state.assignments.some(a => a.person === facts.person && a.post === 'OPERATOR')
    if (!held || (held.person !== facts.person && !operator)) {
      return err(refuse('INVALID', 'S145', '没有这个由您停用的、仍然有效的签名密钥。', 'key'))
    }
    return ok([{ type: 'organisation.signing-key-revoked', data: input }])
  },
})

export const signingActs = [registerKey, revokeKey] as const
