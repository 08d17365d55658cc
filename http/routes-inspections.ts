import { inspectionActs } from '../domain/inspection/acts.ts'
import { spotCheckActs } from '../domain/spot-check/acts.ts'
import { keepDrawKeyIn } from '../store/draw-key.ts'
import type { Store } from '../store/store.ts'
import * as shape from './api/contract.ts'
import * as inspections from './api/inspections.ts'
import * as spotChecks from './api/spot-checks.ts'
import type { Route } from './route.ts'
import { acts, formOf, get, made, post } from './route-kinds.ts'

/** 双随机抽查 and what it draws (S128). */
export function inspectionRoutes(store: Store, dataDir: string): readonly Route[] {
  keepDrawKeyIn(store, dataDir)
  return [
    { ...get('/spot-checks', '抽查批次', shape.spotCheckList), handle: ask => spotChecks.list(store, ask) },
    {
      ...post('/spot-checks', '准备抽查批次（S128）', shape.spotCheckPage, formOf(spotCheckActs, 'preparation')),
      ...made,
      handle: ask => spotChecks.prepare(store, ask),
    },
    {
      ...get('/spot-checks/strata', '抽查范围的各分层（RND-004）', shape.strataList),
      query: spotChecks.rangeQuery,
      handle: ask => spotChecks.strata(store, ask),
    },
    {
      ...get('/spot-checks/candidates', '抽查范围的对象（RND-005）', shape.candidateList),
      query: spotChecks.candidateQuery,
      handle: ask => spotChecks.candidates(store, ask),
    },
    { ...get('/spot-checks/:id', '抽查批次', shape.spotCheckPage), handle: ask => spotChecks.show(store, ask) },
    {
      ...get('/spot-checks/:id/transcript', '抽取的全部记录，供重算（E-62）', shape.drawTranscript),
      handle: ask => spotChecks.transcript(store, ask),
    },
    ...acts('/spot-checks/:id', spotCheckActs, [], shape.spotCheckPage, (ask, noun) =>
      spotChecks.act(store, ask, noun),
    ),

    {
      ...get('/inspections', '检查', shape.inspectionList),
      query: inspections.inspectionQuery,
      handle: ask => inspections.list(store, ask),
    },
    { ...get('/inspections/:id', '检查', shape.inspectionPage), handle: ask => inspections.show(store, ask) },
    {
      method: 'GET',
      url: '/inspections/:id/files/:hash',
      summary: '检查的证据和整改材料',
      access: 'STAFF',
      status: 200,
      answers: 'FILE',
      handle: (ask, reply) => inspections.file(store, dataDir, ask, reply),
    },
    ...acts('/inspections/:id', inspectionActs, [], shape.inspectionPage, (ask, noun) =>
      inspections.act(store, dataDir, ask, noun),
    ),
  ]
}
