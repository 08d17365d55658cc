/** What somebody is writing, in the memory of this page and nowhere else. */
import type { Involved } from '../../domain/complaint/recusal.ts'
import type { Board } from '../../domain/organisation/events.ts'
import type { CleanFile } from '../metadata.ts'
import type { Group } from './group.ts'

export interface Draft {
  readonly boards: readonly Board[]
  /** S141: about the manners of the trade. */
  readonly industryConduct: boolean
  readonly involved: Involved
  /** Names that fit none of the choices. */
  readonly names: string
  readonly title: string
  readonly happenedOn: string
  readonly matters: string
  readonly related: string
  readonly words: string
  readonly files: readonly CleanFile[]
  readonly mode: 'ANONYMOUS' | 'REAL_NAME'
  readonly name: string
  readonly contact: string
  readonly unit: string
}

export const emptyDraft: Draft = {
  boards: [],
  industryConduct: false,
  involved: { departments: [], persons: [] },
  names: '',
  title: '',
  happenedOn: '',
  matters: '',
  related: '',
  words: '',
  files: [],
  mode: 'ANONYMOUS',
  name: '',
  contact: '',
  unit: '',
}

/** The page's whole memory while a report is written. */
export interface Desk {
  readonly group: Group
  draft: Draft
}

/** As the letter and the server take them. */
export const MOST_FILES = 20

/** Numbers of matters as they were typed: with spaces, commas or on lines of their own. */
export const mattersOf = ({ matters }: Draft): readonly string[] =>
  matters.split(/[\s,，、;；]+/).filter(part => part !== '')
