import type { Day } from '../time.ts'
import type { SealingPurpose } from './events.ts'
import { sitsIn } from './groups.ts'
import type { Organisation } from './organisation.ts'
import { holds, leadership } from './posts.ts'

const words: Record<SealingPurpose, { readonly name: string; readonly holders: string }> = {
  CONTENT: { name: '举报内容', holders: '监督问责小组成员' },
  IDENTITY: { name: '举报人身份', holders: '身份受托人' },
  SUPERIOR: { name: '径送上级', holders: '驻厅纪检组长' },
  LEADERSHIP: { name: '向厅党组、领导小组的报告', holders: '厅领导' },
}

/** What a key of this purpose opens. */
export const nameOfSealingPurpose = (purpose: SealingPurpose): string => words[purpose].name
/** Who may register one, as a sentence names them. */
export const holdersOfSealingPurpose = (purpose: SealingPurpose): string => words[purpose].holders

/** Whether a person may hold a key of a purpose on a day: it would open what is sealed for them (CMP-003, CMP-005, S123). */
export function mayHoldSealingKey(
  organisation: Organisation,
  person: string,
  day: Day,
  purpose: SealingPurpose,
): boolean {
  switch (purpose) {
    case 'CONTENT':
      return sitsIn(organisation, 'ACCOUNTABILITY_GROUP', person, day)
    case 'IDENTITY':
      return organisation.custodians.includes(person)
    case 'SUPERIOR':
      return holds(organisation, person, 'DISCIPLINE_LEADER', day)
    case 'LEADERSHIP':
      return leadership(organisation, day).includes(person)
  }
}
