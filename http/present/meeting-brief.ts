import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import { measuresOf } from '../../domain/matter/dossier.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { nameOfTier } from '../../domain/matter/route.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { nameOfSubject } from '../../domain/meeting/leading-group.ts'
import type { AgendaItem } from '../../domain/meeting/meeting.ts'
import type { MeetingItemView } from '../api/contract.ts'
import { division, itemOf, someone, type Viewing } from './viewing.ts'

/** What lies before those who decide on a matter. */
export function briefOf(viewing: Viewing, matter: Matter): NonNullable<MeetingItemView['brief']> {
  const item = itemOf(viewing, matter)
  const measures = item ? measuresOf(item) : []
  return {
    handlingNote: matter.handlingNote,
    amount: matter.amount,
    ...(matter.counterparty ? { counterparty: matter.counterparty.name } : {}),
    materials: matter.materials.map(({ name, hash, line }) => ({ name, hash, line })),
    controls: matter.checks.map(({ risk, measure, done, note }) => {
      const words = measures.find(m => m.risk === risk && m.measure === measure)?.words ?? `${risk}/${measure}`
      return { words, done, note }
    }),
    earlier: matter.records
      .filter(record => !record.superseded)
      .map(({ tier, conclusion, opinion }) => ({
        tier: nameOfTier(tier),
        conclusion: nameOfConclusion(conclusion, tier, matter.level),
        opinion,
      })),
  }
}

/** What the leading group deliberates: no matter, but review groups, a special group or the catalogue. */
export function topicOf(viewing: Viewing, item: AgendaItem, facts: MeetingFacts): MeetingItemView['topic'] {
  const { subject, reference = [], special } = item
  if (subject === undefined) return undefined
  return {
    subject,
    subjectName: nameOfSubject(subject),
    reference: reference.map(code => ({
      code,
      name: facts.matters[code]?.title || facts.groups?.[code]?.name || code,
    })),
    ...(special
      ? {
          special: {
            leader: someone(viewing, special.leader),
            departments: special.departments.map(code => division(viewing, code)),
          },
        }
      : {}),
  }
}
