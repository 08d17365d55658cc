import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import JSZip from 'jszip'
import { parseEntry } from '../../domain/log/entry.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { makePackage } from '../../http/api/export-package.ts'
import { checkKeys, readKeysAnswer } from '../../sealing/key-check.ts'
import { contentRecipients } from '../../sealing/recipients.ts'
import { foundInDay } from '../../sealing/report-digest.ts'
import { demoPassword } from '../../store/accounts.ts'
import { checkRecord } from '../../store/check.ts'
import { fileStore } from '../../store/log/file-store.ts'
import { closeDays } from '../../store/sealed-digests.ts'
import { readLogStatus } from '../../store/views/log.ts'
import { signIn } from '../support/api.ts'
import { eventually } from '../support/eventually.ts'
import { type LoggedPortal, openLoggedPortal } from '../support/logged-portal.ts'
import {
  type Filed,
  file,
  type GroupKeys,
  lookInto,
  memberPersons,
  parsed,
  prepareGroup,
  type Send,
  sendTo,
} from '../support/reporter.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-report-log-'))
let portal: LoggedPortal
let send: Send
let group: GroupKeys
let filed: Filed
let source: LogSource
before(async () => {
  portal = await openLoggedPortal({
    dataDir,
    reports: { proofDigits: 1, perMinute: 1_000_000, mostPartBytes: 300_000 },
  })
  send = sendTo(portal.base)
  source = fileStore(portal.folder)
  group = await prepareGroup(portal.store, '2026-11-23T00:30:00.000Z')
  await allPublished()
  filed = await file(send, group, { words: '演示：一件举报' })
})
after(async () => {
  await portal.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const allPublished = () => eventually(async () => (await readLogStatus(portal.store)).pending === 0)

/** The log's published files, as a browser reads them. */
const overHttp: LogSource = {
  read: async path => {
    const answer = await fetch(`${portal.base}/log/${path}`)
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined
  },
}

test('S122 收件公钥的名单经得起公开日志的核对，换掉一把就看得出来', async () => {
  const answer = readKeysAnswer(JSON.parse((await send('GET', '/report/keys')).text))
  assert.ok(answer.ok, JSON.stringify(answer))
  const report = await checkKeys(overHttp, answer.value)
  assert.ok(report.ok, JSON.stringify(report))
  const recipients = contentRecipients(report.value, memberPersons)
  assert.deepEqual(
    recipients.ok && recipients.value.recipients,
    group.members.map(({ recipient }) => recipient),
  )
  const [first, ...rest] = answer.value.keys
  assert.ok(first)
  const swapped = { ...answer.value, keys: [{ ...first, recipient: group.superior.recipient }, ...rest] }
  const noticed = await checkKeys(overHttp, swapped)
  assert.equal(noticed.ok && noticed.value.findings[0]?.state, 'REFUSED')
})

test('CMP-005 名单说明回避所依据的任职：组长、厅主要领导、各处室的负责人和分管厅领导', async () => {
  const keys = parsed<{ agencyHead: string; departments: object[]; seats: object[] }>(await send('GET', '/report/keys'))
  assert.equal(keys.agencyHead, 'agency-head')
  assert.deepEqual(
    keys.departments.find(one => 'code' in one && one.code === 'WATERWAY'),
    { code: 'WATERWAY', name: '水运处', head: 'head-waterway', leader: 'leader-3' },
  )
  assert.ok(keys.seats.some(seat => 'role' in seat && seat.role === 'LEADER'))
})

test('S122 当日关闭以后，举报人凭码拿到盐和事件，在公开日志的条目里找得到自己这一件', async () => {
  assert.deepEqual((await lookInto(send, filed.number, filed.token)).proofs, [])
  const days = await closeDays(portal.store, dataDir, '2026-11-23T17:00:00.000Z')
  assert.equal(days.at(-1), '2026-11-23')
  await allPublished()
  const { proofs } = await lookInto(send, filed.number, filed.token)
  const [proof] = proofs
  assert.ok(proof?.index !== undefined)
  const text = new Uint8Array(await (await fetch(`${portal.base}/log/entry/${proof.index}`)).arrayBuffer())
  const entry = parseEntry(text)
  assert.ok(entry.ok)
  assert.deepEqual(foundInDay(proof.event as never, entry.value), { ok: true, value: '2026-11-23' })
  const changed = { ...proof.event, data: { ...proof.event.data, industryConduct: true } }
  assert.equal(foundInDay(changed as never, entry.value).ok, false)
  assert.deepEqual((await checkRecord(portal.store)).faults, [])
})

test('CMP-004 公开的日志里没有登记号，也看不出有几件', async () => {
  const { rows } = await portal.store.database.pool.query<{ entry: string }>('select entry from log_entry')
  assert.equal(
    rows.some(({ entry }) => entry.includes(filed.number) || entry.includes('complaint/')),
    false,
  )
})

test('E-67 可核验包：一段时间的条目，每条有同一个检查点下的证明，机密工作只有每日的承诺', async () => {
  const made = await makePackage({ store: portal.store, dataDir, tiles: source }, '2026-11-23', '2026-11-24')
  assert.ok(made)
  const bytes = readFileSync(made.path)
  assert.equal(createHash('sha256').update(bytes).digest('hex'), made.sha256)
  assert.equal(bytes.length, made.size)
  const zip = await JSZip.loadAsync(bytes)
  const read = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  const lines = (await read('entries.jsonl'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, string>)
  assert.equal(lines.length, made.entries)
  assert.equal(JSON.parse(await read('manifest.json')).entries, made.entries)
  const checkpoint = await read('checkpoint')
  assert.ok(lines.every(({ proof }) => proof?.includes(checkpoint)))
  assert.ok(lines.some(({ stream }) => stream === 'register'))
  assert.equal(
    lines.some(({ stream }) => stream?.startsWith('complaint/')),
    false,
  )
})

test('E-67 业务人员不能自行导出', async () => {
  const form = { from: '2026-11-01', to: '2026-11-23', receiver: '演示：巡视组', reason: '演示' }
  for (const person of ['head-planning', 'agency-head', 'discipline-leader']) {
    const session = await signIn(portal.base, person, demoPassword)
    assert.match((await session.refused('/supervision/exports', form)).detail, /审计管理员/)
  }
})
