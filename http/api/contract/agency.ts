import * as z from 'zod'
import { deliberationLevels } from '../../../domain/catalogue/power-item.ts'
import { tiers } from '../../../domain/matter/events.ts'
import { boards, departmentKinds, sealingPurposes } from '../../../domain/organisation/events.ts'
import { actionView, named, someone } from './common.ts'

export const sessionView = z.object({
  signedIn: z.boolean(),
  demo: z.boolean(),
  agency: z.object({ name: z.string(), brand: z.string(), platform: z.string() }),
  /** The platform's clock, ISO 8601 UTC, and its day in Asia/Shanghai; in demo mode the demo's own. */
  now: z.string(),
  today: z.string(),
  csrf: z.string().optional(),
  mustChange: z.boolean().optional(),
  person: someone.extend({ departments: z.array(named), roles: z.array(z.string()) }).optional(),
  /** In demo mode only: with whom one can sign in, grouped by what they are. */
  demoAccounts: z.array(z.object({ login: z.string(), name: z.string(), title: z.string() })).optional(),
  demoPassword: z.string().optional(),
})
export type SessionView = z.output<typeof sessionView>

export const agencyView = z.object({
  name: z.string(),
  departments: z.array(
    named.extend({
      kind: z.enum(departmentKinds),
      boards: z.array(z.enum(boards)),
      head: someone.optional(),
      leaderInCharge: someone.optional(),
    }),
  ),
  boards: z.array(named.extend({ fullName: z.string() })),
  levels: z.array(named),
  tiers: z.array(z.object({ tier: z.literal(tiers), name: z.string() })),
  leaders: z.array(someone),
  groups: z.array(named.extend({ seats: z.array(someone.extend({ role: z.string() })) })),
  delegations: z.array(
    z.object({
      id: z.string(),
      from: someone,
      to: someone,
      departments: z.array(named),
      firstDay: z.string(),
      lastDay: z.string(),
      reason: z.string(),
      revokedOn: z.string().optional(),
    }),
  ),
  /** Public keys to which things are sealed in browsers, who keeps identities, who inspects (S122, CMP-003, RND-005). */
  sealing: z.object({
    keys: z.array(
      z.object({
        key: z.string(),
        person: someone,
        purpose: z.enum(sealingPurposes),
        purposeName: z.string(),
        recipient: z.string(),
        unit: z.string().optional(),
        revoked: z.boolean(),
      }),
    ),
    custodians: z.array(someone),
    inspectors: z.array(someone.extend({ from: z.string(), to: z.string().optional() })),
    /** What keys the person who asks may register. */
    mayHold: z.array(z.object({ purpose: z.enum(sealingPurposes), name: z.string() })),
  }),
  /** What the person who asks declared, and nobody else sees here (E-09). */
  ownInterests: z.array(
    z.object({ id: z.string(), unit: z.string(), uscc: z.string(), relation: z.string(), ended: z.boolean() }),
  ),
  actions: z.array(actionView),
})
export type AgencyView = z.output<typeof agencyView>

export const itemView = z.object({
  item: z.string(),
  name: z.string(),
  board: z.enum(boards),
  boardName: z.string(),
  level: z.enum(deliberationLevels),
  levelName: z.string(),
  powerTypeName: z.string(),
  department: named,
  focus: z.array(z.string()),
  legalBasis: z.array(z.object({ title: z.string(), article: z.string().optional(), url: z.string().optional() })),
  materials: z.array(z.object({ id: z.string(), name: z.string(), required: z.boolean(), detailed: z.boolean() })),
  nodes: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      name: z.string(),
      post: z.string(),
      days: z.int().optional(),
      key: z.boolean(),
      risks: z.array(z.string()),
    }),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string().optional() })),
  risks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      level: z.enum(['HIGH', 'MEDIUM', 'LOW']).optional(),
      manifestation: z.string().optional(),
      owner: z.string().optional(),
      measures: z.array(z.object({ id: z.string(), words: z.string() })),
    }),
  ),
  promisedDays: z.int(),
  statutoryDays: z.int().optional(),
  phone: z.string(),
  /** Whether the asking person may start a matter from it. */
  mayDraft: z.boolean(),
})
export type ItemView = z.output<typeof itemView>
export const catalogueView = z.object({
  version: z.int(),
  effectiveFrom: z.string(),
  session: z.string(),
  items: z.array(itemView),
})
export type CatalogueView = z.output<typeof catalogueView>

export const rulebookView = z.object({
  documents: z.array(
    z.object({
      document: z.string(),
      title: z.string(),
      kind: z.string(),
      status: z.string(),
      department: named.optional(),
      issuedOn: z.string().optional(),
      basis: z.array(z.string()),
    }),
  ),
  version: z.int(),
  effectiveFrom: z.string(),
  parameters: z.array(
    z.object({
      key: z.string(),
      value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
      source: z.string(),
      note: z.string(),
    }),
  ),
})
export type RulebookView = z.output<typeof rulebookView>
