import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'
import { deliberationLevels, itemFields } from './power-item.ts'

const { riskAnalyses, ...publicFields } = itemFields

export const catalogueEvents = defineEvents({
  'catalogue.item-compiled': {
    item: pub(publicFields.item),
    name: pub(publicFields.name),
    board: pub(publicFields.board),
    department: pub(publicFields.department),
    powerType: pub(publicFields.powerType),
    legalBasis: pub(publicFields.legalBasis),
    focus: pub(publicFields.focus),
    materials: pub(publicFields.materials),
    nodes: pub(publicFields.nodes),
    edges: pub(publicFields.edges),
    risks: pub(publicFields.risks),
    riskAnalyses: restricted(riskAnalyses),
    promisedDays: pub(publicFields.promisedDays),
    statutoryDays: pub(publicFields.statutoryDays),
    phone: pub(publicFields.phone),
    summaryPeriod: pub(publicFields.summaryPeriod),
  },
  /** S135: the leading group has reviewed the catalogue in a meeting; the version it determined is adopted on that ground. */
  'catalogue.review-concluded': { meeting: pub(code('会议')), agreed: pub(z.boolean()) },
  'catalogue.version-adopted': {
    version: pub(z.int().min(1)),
    effectiveFrom: pub(day('生效日')),
    session: pub(text('领导小组会议', 120)),
    /** The meeting of the leading group, where it was held on the platform. */
    meeting: pub(code('会议').optional()),
    /** Item by item: whether it is included, and at which level (S136). */
    decisions: pub(
      z
        .array(
          z.strictObject({
            item: code('事项'),
            included: z.boolean(),
            level: z.enum(deliberationLevels),
            reason: text('理由', 200).optional(),
          }),
        )
        .max(2000),
    ),
  },
})

export type CatalogueEvent = EventOf<typeof catalogueEvents>
