import * as z from 'zod'
import { deliberationLevels } from '../../../domain/catalogue/power-item.ts'
import { conclusions, tiers } from '../../../domain/matter/events.ts'
import { matterStatuses } from '../../../domain/matter/matter.ts'
import { boards } from '../../../domain/organisation/events.ts'
import { actionView, clockView, named, someone } from './common.ts'

export const matterRow = z.object({
  id: z.string(),
  title: z.string(),
  item: z.string(),
  itemName: z.string(),
  board: z.enum(boards),
  boardName: z.string(),
  level: z.enum(deliberationLevels),
  levelName: z.string(),
  department: named,
  status: z.enum(matterStatuses),
  statusName: z.string(),
  tier: z.literal(tiers).optional(),
  tierName: z.string().optional(),
  clock: clockView.optional(),
  submittedOn: z.string().optional(),
  marks: z.array(z.string()),
})
export type MatterRow = z.output<typeof matterRow>
export const matterList = z.object({
  rows: z.array(matterRow),
  /** Counted to 1,000 at most; `more` says that there are others. */
  total: z.int(),
  more: z.boolean(),
  page: z.int(),
})
export type MatterList = z.output<typeof matterList>

const conditionView = z.object({
  id: z.string(),
  words: z.string(),
  owner: named,
  dueOn: z.string(),
  report: z.string().optional(),
  confirmedAt: z.string().optional(),
})

export const tierView = z.object({
  tier: z.literal(tiers),
  name: z.string(),
  state: z.enum(['DONE', 'NOW', 'AHEAD', 'SUPERSEDED']),
  openedOn: z.string().optional(),
  concludedAt: z.string().optional(),
  conclusion: z.enum(conclusions).optional(),
  conclusionName: z.string().optional(),
  opinion: z.string().optional(),
  /** With «（受×××委托）» where it was by delegation (E-01). */
  by: z.string().optional(),
  meeting: z.object({ id: z.string(), title: z.string() }).optional(),
  clock: clockView.optional(),
})

export const matterPage = z.object({
  ...matterRow.shape,
  version: z.int(),
  coDepartments: z.array(named),
  handler: someone,
  draftedAt: z.string(),
  handlingNote: z.string().optional(),
  handlingList: z.array(z.object({ name: z.string(), quantity: z.string().optional() })),
  submissionBasis: z.array(z.string()),
  counterparty: z
    .object({ kind: z.enum(['ORGANISATION', 'PERSON']), name: z.string(), uscc: z.string().optional() })
    .optional(),
  amount: z.number().optional(),
  location: z.string().optional(),
  projectCode: z.string().optional(),
  disclosure: z.object({
    attribute: z.string(),
    name: z.string(),
    ground: z.string().optional(),
    reason: z.string().optional(),
  }),
  /** The checklist of the item with what is there; the lines that submission asks for and whether they are done. */
  checklist: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      required: z.boolean(),
      files: z.array(
        z.object({ name: z.string(), hash: z.string(), size: z.int(), mime: z.string(), attachedAt: z.string() }),
      ),
    }),
  ),
  dossier: z.array(z.object({ line: z.string(), label: z.string(), clause: z.string(), done: z.boolean() })),
  controls: z.array(
    z.object({
      risk: z.string(),
      riskName: z.string(),
      measure: z.string(),
      words: z.string(),
      done: z.boolean().optional(),
      note: z.string().optional(),
    }),
  ),
  postFiling: z
    .object({
      reason: z.string(),
      whyNotBefore: z.string(),
      handledAt: z.string(),
      proposed: z.boolean(),
      confirmed: z.boolean(),
      clocks: z.array(clockView),
    })
    .optional(),
  tiers: z.array(tierView),
  conditions: z.array(conditionView),
  supplement: z.object({ needed: z.array(z.string()), dueOn: z.string() }).optional(),
  withdrawal: z.string().optional(),
  listing: z.object({ meeting: z.string(), title: z.string(), noticed: z.boolean() }).optional(),
  previous: z.object({ id: z.string(), title: z.string() }).optional(),
  difference: z.string().optional(),
  result: z.string().optional(),
  rectification: z.object({ owner: named, task: z.string(), report: z.string().optional() }).optional(),
  /** 谁主管、谁负责 (S145): handler → head → leader → group leader → chair, as far as they have acted. */
  chain: z.array(z.object({ duty: z.string(), who: someone, at: z.string().optional() })),
  timeline: z.array(
    z.object({
      version: z.int(),
      at: z.string(),
      who: z.string(),
      title: z.string(),
      what: z.string(),
      details: z.array(z.string()),
    }),
  ),
  actions: z.array(actionView),
  /** Things to mind that forbid nothing: 大额资金, 二次补正, 相邻期限. */
  hints: z.array(z.object({ clause: z.string(), sentence: z.string() })),
  publicPath: z.string().optional(),
})
export type MatterPage = z.output<typeof matterPage>
