import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { SignatureMethod } from '../signature.ts'
import type { Day } from '../time.ts'
import type { Board, OrganisationEvent, Post, SealingPurpose } from './events.ts'

export interface Department {
  readonly code: string
  readonly name: string
  readonly kind: 'division' | 'enforcement' | 'resident-discipline' | 'affiliated-unit'
  /** The boards for which it is a 送审处室 (S74–S77). */
  readonly boards: readonly Board[]
  readonly order: number
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly demo: boolean
}

/** A post held from a day on, to a day (both included) or until further notice. */
export interface PostAssignment {
  readonly id: string
  readonly person: string
  readonly post: Post
  /** The division for posts that belong to one; for 分管领导, the division in their charge. */
  readonly department?: string | undefined
  readonly from: Day
  readonly to?: Day
  /** 主持工作的负责人 (E-08): counts as the head, and says so. */
  readonly acting: boolean
}

export interface Delegation {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly departments: readonly string[]
  readonly firstDay: Day
  readonly lastDay: Day
  readonly reason: string
  readonly revokedOn?: Day
}

/** What a person has an interest in, until they say that it ended. */
export interface DeclaredInterest {
  readonly id: string
  readonly person: string
  readonly unit: string
  readonly uscc: string
  readonly relation: string
  readonly ended: boolean
}

export interface SigningKey {
  readonly key: string
  readonly person: string
  readonly method: SignatureMethod
  readonly publicKey: string
  readonly revoked: boolean
}

export interface SealingKey {
  readonly key: string
  readonly person: string
  readonly purpose: SealingPurpose
  readonly recipient: string
  readonly unit?: string | undefined
  /** Version of the organisation's stream that registered it, by which its entry in the log is found. */
  readonly version: number
  readonly revoked?: number
}

/** 检查人员名录库: from a day on, to a day (both included). */
export interface ListedInspector {
  readonly person: string
  readonly from: Day
  readonly to?: Day
}

export interface Organisation {
  readonly name: string
  readonly brand: string
  readonly platform: string
  readonly demo: boolean
  readonly departments: Readonly<Record<string, Department>>
  readonly persons: Readonly<Record<string, Person>>
  readonly assignments: readonly PostAssignment[]
  readonly delegations: readonly Delegation[]
  readonly interests: readonly DeclaredInterest[]
  readonly signingKeys: readonly SigningKey[]
  readonly sealingKeys: readonly SealingKey[]
  readonly custodians: readonly string[]
  readonly inspectors: readonly ListedInspector[]
}

export const noOrganisation: Organisation = {
  name: '',
  brand: '',
  platform: '',
  demo: false,
  departments: {},
  persons: {},
  assignments: [],
  delegations: [],
  interests: [],
  signingKeys: [],
  sealingKeys: [],
  custodians: [],
  inspectors: [],
}

export function evolveOrganisation(state: Organisation, event: Recorded<OrganisationEvent>): Organisation {
  switch (event.type) {
    case 'organisation.founded':
      return { ...state, ...event.data }
    case 'organisation.department-established': {
      const { department, name, kind, boards, order } = event.data
      return {
        ...state,
        departments: { ...state.departments, [department]: { code: department, name, kind, boards, order } },
      }
    }
    case 'organisation.person-registered': {
      const { person, name, demo } = event.data
      return { ...state, persons: { ...state.persons, [person]: { id: person, name, demo } } }
    }
    case 'organisation.post-assigned': {
      const { assignment, ...held } = event.data
      return { ...state, assignments: [...state.assignments, { id: assignment, ...held }] }
    }
    case 'organisation.post-ended':
      return {
        ...state,
        assignments: state.assignments.map(held =>
          held.id === event.data.assignment ? { ...held, to: event.data.to } : held,
        ),
      }
    case 'organisation.delegation-granted': {
      const { delegation, ...granted } = event.data
      return { ...state, delegations: [...state.delegations, { id: delegation, ...granted }] }
    }
    case 'organisation.interest-declared': {
      const { interest, ...declared } = event.data
      return { ...state, interests: [...state.interests, { id: interest, ...declared, ended: false }] }
    }
    case 'organisation.interest-ended':
      return {
        ...state,
        interests: state.interests.map(i => (i.id === event.data.interest ? { ...i, ended: true } : i)),
      }
    case 'organisation.signing-key-registered':
      return { ...state, signingKeys: [...state.signingKeys, { ...event.data, revoked: false }] }
    case 'organisation.signing-key-revoked':
      return {
        ...state,
        signingKeys: state.signingKeys.map(k => (k.key === event.data.key ? { ...k, revoked: true } : k)),
      }
    case 'organisation.sealing-key-registered':
      return { ...state, sealingKeys: [...state.sealingKeys, { ...event.data, version: event.version }] }
    case 'organisation.sealing-key-revoked':
      return {
        ...state,
        sealingKeys: state.sealingKeys.map(k => (k.key === event.data.key ? { ...k, revoked: event.version } : k)),
      }
    case 'organisation.custodian-appointed':
      return { ...state, custodians: [...state.custodians, event.data.person] }
    case 'organisation.custodian-ended':
      return { ...state, custodians: state.custodians.filter(person => person !== event.data.person) }
    case 'organisation.inspector-listed':
      return { ...state, inspectors: [...state.inspectors, event.data] }
    case 'organisation.inspector-delisted': {
      const { person, to } = event.data
      return {
        ...state,
        inspectors: state.inspectors.map(i => (i.person === person && i.to === undefined ? { ...i, to } : i)),
      }
    }
    case 'organisation.delegation-revoked':
      return {
        ...state,
        delegations: state.delegations.map(held =>
          held.id === event.data.delegation ? { ...held, revokedOn: event.data.day } : held,
        ),
      }
    default:
      return closed(event)
  }
}
