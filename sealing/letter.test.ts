import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Letter, openLetter, readLetter, sealLetter } from './letter.ts'
import { createMemberKey } from './member-keys.ts'
import { sealBytes } from './seal.ts'

const [member, other] = [await createMemberKey(), await createMemberKey()]

const report: Letter = {
  version: 1,
  kind: 'REPORT',
  title: '演示：未经审议先实施',
  words: '演示：某项目没有上会就开工。\n附照片。',
  boards: ['CONSTRUCTION'],
  involved: { departments: ['construction'], seats: [], names: '演示乙' },
  matters: ['2026-000012'],
  happenedOn: '去年冬天',
  attachments: [{ name: '附件1.jpg', type: 'image/jpeg', size: 1234, blob: 'a'.repeat(64) }],
}

test('S122 举报写了什么，收件成员打开就是什么', async () => {
  const sealed = await sealLetter(report, [member.recipient])
  assert.deepEqual(await openLetter(sealed, [member.identity]), { ok: true, value: report })
  assert.equal((await openLetter(sealed, [other.identity])).ok, false)
})

test('S122 没有内容的举报在密封之前就退回，说明缺什么', () => {
  const refused = readLetter({ ...report, words: '  ' })
  assert.deepEqual(refused.ok ? undefined : [refused.error.field, refused.error.sentence], ['words', '请写明内容。'])
  const odd = readLetter({ ...report, boards: ['NOWHERE'] })
  assert.equal(odd.ok ? '' : odd.error.field, 'boards.0')
  assert.equal(readLetter({ ...report, attachments: Array(21).fill(report.attachments[0]) }).ok, false)
  assert.deepEqual(readLetter(report), { ok: true, value: report })
})

test('E-57 封进来的若不是来信格式，拒绝时一个字也不带出来', async () => {
  const marker = '绝密标记0042'
  for (const content of [marker, `{"words":"${marker}"}`, JSON.stringify({ ...report, [marker]: 1 }), '\0\xff']) {
    const sealed = await sealBytes(new TextEncoder().encode(content), [member.recipient])
    const refused = await openLetter(sealed, [member.identity])
    assert.equal(refused.ok, false)
    assert.equal(JSON.stringify(refused).includes(marker), false)
  }
})

test('E-57 不合格式的来信读不进去，报错里也没有正文', () => {
  const refused = readLetter({ ...report, happenedOn: `绝密标记${'长'.repeat(100)}` })
  assert.equal(refused.ok, false)
  assert.equal(JSON.stringify(refused).includes('绝密标记'), false)
})
