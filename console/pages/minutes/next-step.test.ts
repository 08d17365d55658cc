import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { nextOfMinutes } from './next-step.ts'

type Work = MeetingPage['minutesWork']

const who = { id: 'leader-2', name: '司徒文清（演示）', title: '厅领导' }
const at = '2026-11-27T02:00:00.000Z'
const draft = (no: number, circulated: boolean): Work['drafts'][number] => ({
  draft: no,
  by: who,
  at,
  sections: [],
  ...(circulated ? { circulatedAt: at } : {}),
})
const dissent = (more: Partial<Work['dissents'][number]> = {}): Work['dissents'][number] => ({
  matter: '2026-000001',
  no: 1,
  title: '演示事项',
  who,
  words: '不同意。',
  at,
  mine: false,
  ...more,
})

/** A meeting that is over, with so much of its minutes, as somebody sees it who may do these. */
function meeting(work: Partial<Work>, nouns: readonly string[] = []): MeetingPage {
  const minutesWork: Work = { drafts: [], suggested: [], comments: [], dissents: [], errata: [], ...work }
  const actions = nouns.map(noun => ({ noun, label: noun, clause: 'E-34', allowed: true }))
  // The next step looks at these alone.
  return { stage: 'ADJOURNED', minutesWork, actions } as unknown as MeetingPage
}

test('E-34 送阅以后，持不同意见的人先核对自己的话；别人看到在等谁', () => {
  const drafts = [draft(1, true)]

  assert.equal(nextOfMinutes(meeting({ drafts, dissents: [dissent({ mine: true })] }))?.does, 'confirm')
  assert.equal(
    nextOfMinutes(meeting({ drafts, dissents: [dissent()] }))?.words,
    '等待司徒文清（演示）确认不同意见的记载。',
  )
})

test('E-34 有人说记载不符：记录人先改，改好的新稿要再送阅，主持人不能签', () => {
  const disputed = [dissent({ confirmed: { accurate: false, draft: 1 } })]
  const recorder = ['minutes-drafts', 'minutes-circulations']

  assert.equal(
    nextOfMinutes(meeting({ drafts: [draft(1, true)], dissents: disputed }, recorder.slice(0, 1)))?.does,
    'draft',
  )
  const reworked = [draft(1, true), draft(2, false)]
  assert.equal(nextOfMinutes(meeting({ drafts: reworked, dissents: disputed }, recorder))?.does, 'circulate')
  assert.match(nextOfMinutes(meeting({ drafts: [draft(1, true)], dissents: disputed }))?.words ?? '', /等待记录人改正/)
})

test('E-37 签发后只有待签发的更正是下一步', () => {
  const erratum = { erratum: 1, corrections: [], reason: '错别字', proposedBy: who }
  const signed = (errata: Work['errata'], nouns: readonly string[] = []) =>
    ({ ...meeting({ errata }, nouns), stage: 'SIGNED' }) as MeetingPage

  assert.equal(nextOfMinutes(signed([])), undefined)
  assert.equal(nextOfMinutes(signed([erratum], ['errata']))?.does, 'issue')
  assert.equal(nextOfMinutes(signed([erratum]))?.words, '第1号更正等待会议主持人签发。')
})
