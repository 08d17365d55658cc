import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import type { Role } from './access.ts'
import { act } from './decider.ts'
import { perform, refusalOf, refusalOfForm } from './perform.ts'
import { ok, refuse } from './result.ts'
import { text } from './schema.ts'

const sign = act<{ readonly signed: boolean }, object>()({
  noun: 'signature',
  label: '签署',
  clause: 'S15',
  roles: ['HANDLER'],
  input: z.strictObject({ words: text('意见', 10) }),
  may: state => (state.signed ? refuse('WRONG_STATE', 'S86', '已经签署。') : undefined),
  decide: (_state, input) => ok([{ type: 'signed', data: input }]),
})
const handler: ReadonlySet<Role> = new Set(['HANDLER'])
const unsigned = { signed: false }

test('S145 先问是谁，再问此时可否，最后才看表格填得对不对', () => {
  const stranger = perform(sign, new Set<Role>(['OFFICE']), { signed: true }, 'nonsense', {})
  assert.equal(stranger.ok, false)
  assert.equal(!stranger.ok && stranger.error.clause, 'S145')
  assert.match(stranger.ok ? '' : stranger.error.sentence, /「签署」由本件经办人办理/)

  const late = perform(sign, handler, { signed: true }, 'nonsense', {})
  assert.equal(!late.ok && late.error.clause, 'S86')

  const badForm = perform(sign, handler, unsigned, { words: '' }, {})
  assert.deepEqual(badForm, { ok: false, error: refuse('INVALID', 'S15', '意见必填。', 'words') })

  assert.deepEqual(
    perform(sign, handler, unsigned, { words: ' 同意 ' }, {}),
    ok([{ type: 'signed', data: { words: '同意' } }]),
  )
})

test('S145 灰按钮的理由与接口的拒绝是同一句话', () => {
  const shown = refusalOf(sign, handler, { signed: true }, {})
  const answered = perform(sign, handler, { signed: true }, { words: '同意' }, {})
  assert.deepEqual(answered, { ok: false, error: shown })
  assert.equal(refusalOf(sign, handler, unsigned, {}), undefined)
})

test('表格里不认识的字段被指名拒绝，不会被悄悄丢掉', () => {
  const result = perform(sign, handler, unsigned, { words: '同意', approved: true }, {})
  assert.equal(!result.ok && result.error.field, 'approved')
  assert.match(result.ok ? '' : result.error.sentence, /不认识的字段：approved/)
})

test('没有中文说明的表格错误也给出一句中文，并指明字段', () => {
  const refusal = refusalOfForm('S15', { message: 'Invalid input', path: ['checks', 0, 'done'] })
  assert.deepEqual(refusal, refuse('INVALID', 'S15', '字段 checks.0.done 的内容不符合要求。', 'checks.0.done'))
  assert.match(refusalOfForm('S15', { message: 'Invalid input', path: [] }).sentence, /（整体）/)
  assert.match(refusalOfForm('S15', undefined).sentence, /不符合要求/)
})
