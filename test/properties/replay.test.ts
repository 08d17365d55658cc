import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createReplay } from '../../domain/conformance/replay.ts'
import type { ReplayReport } from '../../domain/conformance/report.ts'
import { streams } from '../../domain/ids.ts'
import { parseEntry } from '../../domain/log/entry.ts'
import { meetingId } from '../../domain/meeting/ids.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import {
  APPROVAL_ITEM,
  castOf,
  drafted,
  FILING_ITEM,
  itemNow,
  REPORT_ITEM,
  submitted,
  upToTier,
} from '../support/journey.ts'
import { entriesOf } from '../support/log.ts'
import { foundedWorld, type Story, tellStory } from '../support/story.ts'
import type { WorldEvent } from '../support/world.ts'
import { play, type Scene, sceneOf } from './history.ts'

const SEED = Number(process.env.SEED ?? 20260702)
const HISTORIES = Number(process.env.HISTORIES ?? 300)
console.log('seed', SEED)

const founded = await foundedWorld()

/** Histories begin where tiers 3 and 4 can be reached in a few steps as well. */
const scenes: readonly Scene[] = [REPORT_ITEM, FILING_ITEM, APPROVAL_ITEM, 'DEMO-EN-03', 'DEMO-EN-01'].flatMap(item => {
  const scene = (stage: string, tell: (story: Story) => string) => {
    const story = tellStory(founded.copy())
    return sceneOf(`${item} ${stage}`, story, tell(story))
  }
  const before = (tier: 2 | 3 | 4) => (story: Story) => {
    const id = submitted(story, item)
    upToTier(story, id, tier)
    return id
  }
  const byHead = (story: Story) =>
    submitted(story, item, { handler: castOf(story, itemNow(story, item).department).head })
  return [
    scene('draft', story => drafted(story, item)),
    scene('submitted', story => submitted(story, item)),
    scene('submitted by the head', byHead),
    scene('before tier 2', before(2)),
    scene('before tier 3', before(3)),
    ...(item === APPROVAL_ITEM || item === 'DEMO-EN-01' ? [scene('before tier 4', before(4))] : []),
  ]
})

const histories = fc.noBias(
  fc.record({
    scene: fc.nat(scenes.length - 1),
    steps: fc.array(fc.nat(0x7fffffff), { minLength: 15, maxLength: 36, size: 'max' }),
  }),
)

function replayed(events: readonly WorldEvent[]): ReplayReport {
  const replay = createReplay()
  for (const [index, { bytes }] of entriesOf(events).entries()) {
    const entry = parseEntry(bytes)
    assert.ok(entry.ok)
    replay.see(entry.value, index)
  }
  return replay.finish()
}

/** The server names a meeting after what is called; in these histories whoever calls names it, now and then wrongly. */
function isNamedAsCalled({ type, stream, data }: WorldEvent): boolean {
  if (type !== 'meeting.called') return true
  const { kind, body, year, seq } = data as Pick<Meeting, 'kind' | 'body' | 'year' | 'seq'>
  return stream === streams.meeting(meetingId(kind, body, year, seq))
}

/** Rules that say that something took too long, or came too short before a meeting. */
const lateness = ['S4', 'A4', 'E-15', 'MTG-004', 'MTG-006']
const isLate = /才办结|仍未|才提交|才送审|才走完|只提前/

/** Acts that these histories do not draw. */
const undrawn =
  /^RND-|^CMP-|^S123|密封公钥|身份受托|检查人员|利害关系|签名密钥|轮值方案|按方案编成|领导小组议题|议题次序|另行组织|临时议题|签收|邀请|受邀意见|回避申请|他人回避|计票|纪要稿|起草纪要|更正|反馈办理|退回继续|延长期限|核实办结/

test('S15 平台所作的任何历史，由日志重演都没有超期以外的问题', t => {
  const applied = new Map<string, number>()
  let late = 0
  fc.assert(
    fc.property(histories, ({ scene: index, steps }) => {
      const { world } = play(scenes[index] ?? assert.fail('no scene'), steps)

      fc.pre(world.events.every(isNamedAsCalled))
      const { findings, checked, entries } = replayed(world.events)

      for (const { clause, rule, times } of checked) {
        const key = `${clause} ${rule}`
        applied.set(key, (applied.get(key) ?? 0) + times)
      }
      late += findings.length
      assert.equal(entries, world.events.length)
      assert.deepEqual(
        findings.filter(({ clause, sentence }) => !lateness.includes(clause) || !isLate.test(sentence)),
        [],
      )
    }),
    { numRuns: HISTORIES, seed: SEED },
  )
  const never = [...applied].filter(([rule, times]) => times === 0 && !undrawn.test(rule)).map(([rule]) => rule)
  t.diagnostic(`${HISTORIES} histories, ${late} latenesses; rules never applied: ${never.join('；') || 'none'}`)
  // Nobody asks for an erasure or sends in a summary in these histories, and what is rare needs more of them.
  assert.ok(never.length <= 10, never.join('；'))
})
