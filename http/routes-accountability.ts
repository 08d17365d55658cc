import { accountabilityActs } from '../domain/accountability/acts.ts'
import { supervisionActs } from '../domain/supervision/acts.ts'
import type { Store } from '../store/store.ts'
import * as cards from './api/cards.ts'
import * as clues from './api/clues.ts'
import * as shape from './api/contract.ts'
import type { Route } from './route.ts'
import { acts, formOf, get, made, post } from './route-kinds.ts'

const file = (base: string, summary: string) =>
  ({ method: 'GET', url: `${base}/:id/files/:hash`, summary, access: 'STAFF', status: 200, answers: 'FILE' }) as const

/** 问题线索 to its end (S129, S153), and 亮牌 (E-66). */
export function accountabilityRoutes(store: Store, dataDir: string): readonly Route[] {
  return [
    {
      ...get('/clues', '问题线索', shape.clueList),
      query: clues.clueQuery,
      handle: ask => clues.list(store, ask),
    },
    {
      ...post('/clues', '登记问题线索（S122）', shape.cluePage, formOf(accountabilityActs, 'registration')),
      ...made,
      handle: (ask, reply) => clues.register(store, ask, reply),
    },
    { ...get('/clues/:id', '一条问题线索', shape.cluePage), handle: ask => clues.show(store, ask) },
    {
      ...get('/clues/:id/chain', '责任链（ACC-007）', shape.chainPreview),
      query: clues.chainQuery,
      handle: ask => clues.chain(store, ask),
    },
    { ...file('/clues', '说明和整改的材料'), handle: (ask, reply) => clues.file(store, dataDir, ask, reply) },
    ...acts('/clues/:id', accountabilityActs, ['registration'], shape.cluePage, (ask, noun) =>
      clues.act(store, ask, noun),
    ),

    { ...get('/cards', '亮牌', shape.cardList), query: cards.cardQuery, handle: ask => cards.list(store, ask) },
    {
      ...post('/cards', '亮牌（E-63）', shape.cardPage, formOf(supervisionActs, 'showing')),
      ...made,
      handle: (ask, reply) => cards.showCard(store, ask, reply),
    },
    { ...get('/cards/:id', '一张牌', shape.cardPage), handle: ask => cards.show(store, ask) },
    { ...file('/cards', '申辩的材料'), handle: (ask, reply) => cards.file(store, dataDir, ask, reply) },
    ...acts('/cards/:id', supervisionActs, ['showing'], shape.cardPage, (ask, noun) => cards.act(store, ask, noun)),
  ]
}
