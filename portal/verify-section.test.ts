import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noCatalogue } from '../domain/catalogue/catalogue.ts'
import type { PublicMatter } from '../domain/disclosure/public-matter.ts'
import { noOrganisation } from '../domain/organisation/organisation.ts'
import { noRulebook } from '../domain/rulebook/rulebook.ts'
import type { Frame } from './layout.ts'
import { publicAgencyOf } from './public-agency.ts'
import { verifySection } from './verify-section.ts'

const TODAY = '2026-11-23'
const agency = publicAgencyOf({ organisation: noOrganisation, catalogue: noCatalogue, rulebook: noRulebook }, TODAY)
const frame = { agency, today: TODAY, base: 'https://yanshi.example' } as Frame

const face: PublicMatter = {
  id: '2026-000012',
  title: '关于</script><script>alert(1)</script>的请示（演示）',
  item: 'DEMO-PM-01',
  board: 'PERMIT',
  level: 'REPORT',
  department: 'PORTS',
  coDepartments: [],
  status: '待初审',
  submittedOn: '2026-11-20',
  submissionBasis: [],
  tiers: [],
  timesReturned: 0,
  notes: [],
}
const leaf = new Uint8Array(32).fill(0xab)

test('S11 页面嵌入的数据与页面所示一字不差，标题里写什么也跳不出来', () => {
  const { text } = verifySection({ face, version: 7 }, frame)

  const [, json = ''] = /<script type="application\/json" id="shown">([^<]*)<\/script>/.exec(text) ?? []
  const shown = JSON.parse(json)
  assert.deepEqual([shown.stream, shown.version, shown.today], ['matter/2026-000012', 7, TODAY])
  assert.deepEqual(shown.face, face)
  assert.ok(!text.includes('<script>alert'))
})

test('S11 进了已公布的检查点才有证明文件和二维码', () => {
  const before = verifySection({ face, version: 7 }, frame).text
  assert.doesNotMatch(before, /tlog-proof|class="qr"/)

  const after = verifySection({ face, version: 7, latest: { index: 41, leaf } }, frame).text
  assert.match(after, /href="\/log\/proof\/41" download="2026-000012.tlog-proof"/)
  assert.match(after, /class="qr"/)
})
