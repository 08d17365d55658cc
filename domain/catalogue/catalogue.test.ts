import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  demoItems,
  drafted,
  FILING_ITEM,
  filled,
  met,
  REPORT_ITEM,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { Role } from '../access.ts'
import { streams } from '../ids.ts'
import { perform } from '../perform.ts'
import { catalogueActs } from './acts.ts'
import { type Catalogue, catalogueOn, evolveCatalogue, itemOfVersion, itemOn } from './catalogue.ts'
import type { CatalogueEvent } from './events.ts'

const founded = await foundedWorld()
const CATALOGUE = streams.catalogue
const HEAD = 'agency-head'
const catalogueIn = (story: Story) => story.world.state<Catalogue>(CATALOGUE)
const planned = demoItems.find(i => i.item === 'DEMO-PF-01')

interface Decision {
  readonly item: string
  readonly included: boolean
  readonly level: string
  readonly reason?: string
}
const adopting = (decisions: readonly Decision[], effectiveFrom = '2026-08-01') => ({
  effectiveFrom,
  session: '领导小组第3次会议',
  decisions,
})
const changed = (item: string, level: string, included = true): Decision => ({
  item,
  included,
  level,
  reason: '工作推进需要',
})

test('S78 送审处室填报本处室、本板块的事项，别处室和别板块的不行', () => {
  const story = tellStory(founded.copy())
  story.refused('clerk-transport-1', CATALOGUE, 'compiled-items', planned, {
    clause: 'S78',
    says: /只能填报本处室的职权事项/,
    code: 'FORBIDDEN',
  })
  const otherBoard = { ...planned, item: 'DEMO-PF-09', board: 'ENFORCEMENT' }
  story.refused('clerk-planning-1', CATALOGUE, 'compiled-items', otherBoard, {
    clause: 'S78',
    says: /综合规划处不是行政执法板块的送审处室/,
  })
  story.does('clerk-planning-1', CATALOGUE, 'compiled-items', { ...planned, item: 'DEMO-PF-09' })
  assert.equal(catalogueIn(story).compiled['DEMO-PF-09']?.department, 'PLANNING')
})

test('S16 无依据的填报被拒，不进入目录', () => {
  const story = tellStory(founded.copy())
  const bare = { ...planned, item: 'DEMO-PF-09', legalBasis: [] }
  story.refused('clerk-planning-1', CATALOGUE, 'compiled-items', bare, {
    clause: 'S16',
    says: /无依据不得入目录/,
    code: 'INCOMPLETE',
  })
})

test('S135、S136 填报的事项经领导小组逐项确定是否纳入和审议层级，才成为目录事项', () => {
  const story = tellStory(founded.copy())
  story.does('clerk-planning-1', CATALOGUE, 'compiled-items', { ...planned, item: 'DEMO-PF-09' })
  assert.equal(itemOn(catalogueIn(story), 'DEMO-PF-09', story.today()), undefined)
  const refused = { item: 'DEMO-PF-09', title: '演示标题', department: 'PLANNING' }
  story.refused('clerk-planning-1', streams.matter('2026-000001'), 'draft', refused, {
    clause: 'S16',
    says: /不在现行职权目录内/,
  })

  const decisions = [{ item: 'DEMO-PF-09', included: true, level: 'FILING' }]
  story.refused('clerk-general-office-1', CATALOGUE, 'versions', adopting(decisions), {
    clause: 'S145',
    says: /由厅主要领导办理/,
  })
  story.refused(HEAD, CATALOGUE, 'versions', adopting([{ item: 'NOT-COMPILED', included: true, level: 'FILING' }]), {
    clause: 'S136',
    says: /NOT-COMPILED 还没有处室填报/,
  })
  story.does(HEAD, CATALOGUE, 'versions', adopting(decisions))
  story.on('2026-08-01')
  assert.equal(itemOn(catalogueIn(story), 'DEMO-PF-09', story.today())?.level, 'FILING')
  drafted(story, 'DEMO-PF-09')
})

test('S44 目录每个版本有版本号、批准会议和生效日，旧版本留存', () => {
  const story = tellStory(founded.copy())
  story.does(HEAD, CATALOGUE, 'versions', adopting([changed(FILING_ITEM, 'APPROVAL')]))
  assert.deepEqual(
    catalogueIn(story).versions.map(v => [v.version, v.session, v.effectiveFrom]),
    [
      [1, '领导小组2026年第1次会议（演示）', '2026-07-01'],
      [2, '领导小组第3次会议', '2026-08-01'],
    ],
  )
  assert.equal(itemOfVersion(catalogueIn(story), FILING_ITEM, 1)?.level, 'FILING')
})

test('S102 每个目录事项在每个生效版本内恰有一个审议层级', () => {
  const story = tellStory(founded.copy())
  const twice = [changed(FILING_ITEM, 'APPROVAL'), changed(FILING_ITEM, 'REPORT')]
  story.refused(HEAD, CATALOGUE, 'versions', adopting(twice), { clause: 'S102', says: /同一版本中只能有一个审议层级/ })
  story.refused(HEAD, CATALOGUE, 'versions', adopting([changed(FILING_ITEM, 'URGENT')]), {
    clause: 'S135',
    says: /只有报告、报备、审定三种/,
  })
  for (const item of Object.values(catalogueOn(catalogueIn(story), story.today())?.items ?? {})) {
    assert.ok(['REPORT', 'FILING', 'APPROVAL'].includes(item.level), item.item)
  }
})

test('S137 调整层级或移出目录须说明理由；没有调整的不须', () => {
  const story = tellStory(founded.copy())
  const { reason: _, ...silent } = changed(FILING_ITEM, 'APPROVAL')
  story.refused(HEAD, CATALOGUE, 'versions', adopting([silent]), {
    clause: 'S137',
    says: /须说明理由/,
    code: 'INCOMPLETE',
  })
  story.refused(HEAD, CATALOGUE, 'versions', adopting([{ ...silent, level: 'FILING', included: false }]), {
    clause: 'S137',
    says: /须说明理由/,
  })
  story.does(HEAD, CATALOGUE, 'versions', adopting([{ ...silent, level: 'FILING' }]))
  story.does(HEAD, CATALOGUE, 'versions', adopting([changed(FILING_ITEM, 'APPROVAL')]))
})

test('RSK-003 含高风险环节的事项在审议时也不得定为“报告”', () => {
  const story = tellStory(founded.copy())
  story.refused(HEAD, CATALOGUE, 'versions', adopting([changed('DEMO-EN-01', 'REPORT')]), {
    clause: 'RSK-003',
    says: /不得定为“报告”层级/,
  })
  story.does(HEAD, CATALOGUE, 'versions', adopting([changed('DEMO-EN-01', 'FILING')]))
})

test('E-69 目录以生效日零时为准，不得倒签；件按送审时刻适用版本，卷宗里写明版本', () => {
  const story = tellStory(founded.copy())
  const raise = [changed(FILING_ITEM, 'APPROVAL')]
  story.refused(HEAD, CATALOGUE, 'versions', adopting(raise, '2026-07-05'), { clause: 'E-69', says: /不得早于今天/ })
  story.does(HEAD, CATALOGUE, 'versions', adopting(raise, '2026-07-08'))

  story.on('2026-07-07', '23:59')
  const before = submitted(story, FILING_ITEM)
  const draft = drafted(story, FILING_ITEM)
  story.on('2026-07-08', '00:00')
  const after = submitted(story, FILING_ITEM)
  filled(story, draft)
  story.does(story.matter(draft).handler, streams.matter(draft), 'submission', {})
  const seen = [before, after, draft].map(id => [story.matter(id).level, story.matter(id).catalogueVersion])
  assert.deepEqual(seen, [
    ['FILING', 1],
    ['APPROVAL', 2],
    ['APPROVAL', 2],
  ])
})

test('E-19 层级调低后，在途件按原层级办完', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  story.does(HEAD, CATALOGUE, 'versions', adopting([changed(APPROVAL_ITEM, 'FILING')], story.today()))
  upToTier(story, id, 4)
  assert.equal(story.matter(id).status, 'MEETING_PENDING')
  met(story, 'DIRECTOR', [id])
  assert.equal(story.matter(id).status, 'APPROVED')
})

test('E-20 事项移出目录后，在途件按原目录继续办结，新件不得再送审', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, REPORT_ITEM)
  const unsent = drafted(story, REPORT_ITEM)
  filled(story, unsent)
  story.does(HEAD, CATALOGUE, 'versions', adopting([changed(REPORT_ITEM, 'REPORT', false)], story.today()))
  story.refused(
    story.matter(unsent).handler,
    streams.matter(unsent),
    'submission',
    {},
    { clause: 'S16', says: /已不在现行职权目录内/ },
  )
  throughAllTiers(story, id)
  story.does(story.matter(id).handler, streams.matter(id), 'closure', {})
  assert.equal(story.matter(id).status, 'CLOSED')
  assert.ok(catalogueIn(story).versions[0]?.items[REPORT_ITEM], '历史版本仍可查')
})

/** 领导小组会议审议过目录：会议纪要签发时写入目录。 */
function reviewed(reviews: readonly { readonly meeting: string; readonly agreed: boolean }[]) {
  const before = founded.state<Catalogue>(CATALOGUE)
  const by = { person: HEAD, post: 'AGENCY_HEAD', department: '' }
  return reviews.reduce<Catalogue>(
    (state, data, index) =>
      evolveCatalogue(state, {
        ...{ type: 'catalogue.review-concluded', data, by },
        ...{ version: index + 1, at: '2026-07-06T02:00:00.000Z' },
      }),
    before,
  )
}

/** Adopts a version on such a state, and gives the state after it or the words of the refusal. */
function adopted(
  state: Catalogue,
  meeting?: string,
): Catalogue | { readonly clause: string; readonly sentence: string } {
  const act = catalogueActs.find(a => a.noun === 'versions') ?? assert.fail('no such act')
  const now = '2026-07-06T03:00:00.000Z'
  const facts = { now, today: '2026-07-06', person: HEAD, organisation: tellStory(founded.copy()).organisation() }
  const input = { ...adopting([changed(FILING_ITEM, 'APPROVAL')]), ...(meeting ? { meeting } : {}) }
  const decided = perform(act, new Set<Role>(['AGENCY_HEAD']), state, input, facts)
  if (!decided.ok) return decided.error
  const by = { person: HEAD, post: 'AGENCY_HEAD', department: '' }
  const event = decided.value[0] as unknown as CatalogueEvent
  return evolveCatalogue(state, { ...event, version: 9, at: now, by })
}
const MET = 'LEADING-LEADING-2026-1'

test('S135 领导小组会议审议过目录之后，每个新版本都须以一次审议为据', () => {
  const state = reviewed([{ meeting: MET, agreed: true }])

  const without = adopted(state)
  assert.match('sentence' in without ? without.sentence : '', /须以领导小组会议的审议为据/)
  const elsewhere = adopted(state, 'LEADING-LEADING-2026-7')
  assert.match('sentence' in elsewhere ? elsewhere.sentence : '', /没有审议职权目录，或其纪要尚未签发/)

  const after = adopted(state, MET)
  assert.ok('versions' in after)
  assert.equal(after.versions.at(-1)?.version, 2)
  assert.deepEqual(
    after.reviews.map(r => [r.meeting, r.version]),
    [[MET, 2]],
  )
})

test('S135 一次审议只确定一个版本；没有同意的审议不能作为依据', () => {
  const refusing = adopted(reviewed([{ meeting: MET, agreed: false }]), MET)
  assert.match('sentence' in refusing ? refusing.sentence : '', /没有同意调整职权目录/)

  const once = adopted(reviewed([{ meeting: MET, agreed: true }]), MET)
  assert.ok('versions' in once)
  const twice = adopted(once, MET)
  assert.deepEqual('sentence' in twice ? [twice.clause, twice.sentence] : [], ['S135', '该会议的审议已用于目录第2版。'])
})

test('S137 平台上还没有审议过目录的，以纸质会议为据仍可调整', () => {
  const after = adopted(reviewed([]))
  assert.ok('versions' in after)
  assert.equal(after.versions.at(-1)?.session, '领导小组第3次会议')
})
