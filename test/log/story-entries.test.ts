import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { disclosureText } from '../../domain/log/disclosure-digest.ts'
import { buildEntry, openDisclosures, parseEntry } from '../../domain/log/entry.ts'
import { HIDDEN, restoreEvent } from '../../domain/log/restore.ts'
import { hiddenFieldsOf, moduleFor } from '../../domain/registry.ts'
import { type Visibility, visibilityOf } from '../../domain/schema.ts'
import { demonstratedWorld } from '../support/story.ts'

const saltOf = (seed: string) => (field: string) =>
  createHash('sha256').update(`${seed} ${field}`).digest('base64url').slice(0, 22)

test('S11 演示的每个事件都能写成条目，读回后由条目和披露还原的事件与原事件一致', async () => {
  const { events } = await demonstratedWorld()
  assert.ok(events.length > 3000)
  for (const e of events) {
    const { schemas } = moduleFor(e.stream)
    const shape = schemas[e.type] ?? {}
    const declared = Object.fromEntries(Object.entries(shape).map(([f, s]) => [f, visibilityOf(s) ?? 'secret']))
    const logged = { ...e, data: e.data as Record<string, unknown>, seen: {} }
    const { text, salts } = buildEntry(logged, declared, saltOf(`${e.stream} ${e.version}`))
    const parsed = parseEntry(utf8(text))
    assert.ok(parsed.ok, e.type)
    const entry = parsed.value
    const clear = JSON.stringify(publicOf(logged.data, declared))
    const named = e.by.person !== 'SYSTEM' && text.includes(`"${e.by.person}"`)
    assert.ok(!named || clear.includes(e.by.person), text)
    const all: Record<string, unknown> = { ...logged.data, 'by.person': e.by.person }
    const hidden = hiddenFieldsOf(e.stream, e.type).filter(field => all[field] !== undefined)
    const opened = openDisclosures(
      entry,
      hidden.map(name => disclosureText({ salt: salts[name] ?? '', name, value: all[name] })),
    )
    assert.ok(opened.ok, `${e.stream} ${e.type}`)
    const restored = restoreEvent(entry, schemas, opened.value)
    for (const [field, value] of Object.entries(logged.data)) assert.deepEqual(restored.data[field], value, field)
    assert.equal(restored.by.person, e.by.person)
    assert.equal(restoreEvent(entry, schemas).by.person, HIDDEN)
  }
})

const publicOf = (data: Record<string, unknown>, declared: Record<string, Visibility>) =>
  Object.fromEntries(Object.entries(data).filter(([field]) => declared[field] === 'public'))
