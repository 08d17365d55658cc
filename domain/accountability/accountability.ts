import type * as z from 'zod'
import type { Recorded } from '../decider.ts'
import type { Board } from '../organisation/events.ts'
import type { Day, Instant } from '../time.ts'
import type {
  chainLink,
  closingWays,
  clueSources,
  decidingBodies,
  executionSteps,
  improvementKinds,
  measures,
  measureTarget,
  rectificationResults,
} from './events.ts'

export type ClueStage = 'NONE' | 'REGISTERED' | 'OPENED' | 'NOT_OPENED' | 'CLOSED'
export type ClueSource = (typeof clueSources)[number]
export type MeasureKind = (typeof measures)[number]
export type DecidingBody = (typeof decidingBodies)[number]
export type MeasureTarget = z.output<typeof measureTarget>
export type ChainLink = Readonly<z.output<typeof chainLink>>
export type RectificationResult = (typeof rectificationResults)[number]
export type ClosingWay = (typeof closingWays)[number]

interface File {
  readonly hash: string
  readonly name: string
}

/** Who said something, and when. */
export interface By {
  readonly person: string
  readonly at: Instant
}

export interface Explanation extends By {
  readonly department: string
  readonly question: string
  readonly dueOn: Day
  readonly answer?: By & { readonly words: string; readonly files: readonly File[] }
}

export interface Rectification extends By {
  readonly department: string
  readonly what: string
  readonly dueOn: Day
  readonly reports: readonly (By & { readonly words: string; readonly files: readonly File[] })[]
  /** What was found of each report, in order; the last one counts. */
  readonly verified: readonly (By & { readonly result: RectificationResult; readonly words: string })[]
}

export interface Finding extends By {
  readonly no: number
  readonly clause: string
  readonly tier: number
  readonly matter?: string | undefined
  readonly words: string
  readonly chain: readonly ChainLink[]
  readonly rectification?: Rectification
}

export interface Appeal extends By {
  readonly on: Day
  readonly words: string
  /** Who is not satisfied: it is registered for them. */
  readonly appellant: string
  readonly decision?: By & {
    readonly upheld: boolean
    readonly on: Day
    readonly document?: string | undefined
    readonly words: string
  }
}

export interface Measure extends By {
  readonly no: number
  readonly finding: number
  readonly measure: MeasureKind
  readonly target: MeasureTarget
  readonly body: DecidingBody
  readonly form: 'SUGGESTION' | 'DECISION'
  readonly document?: string | undefined
  readonly decidedOn?: Day | undefined
  readonly disciplineForm?: number | undefined
  readonly words: string
  readonly steps: readonly {
    readonly step: (typeof executionSteps)[number]
    readonly on: Day
    readonly words: string
  }[]
  readonly appeals: readonly Appeal[]
}

export interface Improvement extends By {
  readonly no: number
  readonly kind: (typeof improvementKinds)[number]
  readonly subject: string
  readonly words: string
  readonly answer?: By & { readonly adopted: boolean; readonly words: string }
}

export interface Accountability {
  readonly id: string
  readonly stage: ClueStage
  readonly source: ClueSource
  /** Register number, inspection, card or entry: for the group alone. */
  readonly reference: string
  readonly boards: readonly Board[]
  readonly departments: readonly string[]
  readonly matters: readonly string[]
  readonly question: string
  readonly recused: { readonly departments: readonly string[]; readonly persons: readonly string[] }
  readonly registered?: By
  readonly decided?: By & { readonly reasons: string }
  readonly handlers: readonly string[]
  readonly explanations: readonly Explanation[]
  readonly findings: readonly Finding[]
  readonly nothingFound?: By & { readonly words: string }
  readonly measures: readonly Measure[]
  readonly whereabouts: Readonly<Record<string, By & { readonly where: string; readonly contact: string }>>
  readonly improvements: readonly Improvement[]
  readonly closed?: By & { readonly way: ClosingWay; readonly summary: string }
}

export const noAccountability: Accountability = {
  id: '',
  stage: 'NONE',
  source: 'REFERRAL',
  reference: '',
  boards: [],
  departments: [],
  matters: [],
  question: '',
  recused: { departments: [], persons: [] },
  handlers: [],
  explanations: [],
  findings: [],
  measures: [],
  whereabouts: {},
  improvements: [],
}

export const byOf = (event: Pick<Recorded<{ type: string; data: unknown }>, 'at' | 'by'>): By => ({
  person: event.by.person,
  at: event.at,
})

const stageNames: Record<ClueStage, string> = {
  NONE: '未登记',
  REGISTERED: '待决定是否立项',
  OPENED: '查核办理中',
  NOT_OPENED: '不予立项',
  CLOSED: '已办结',
}
export const nameOfClueStage = (stage: ClueStage): string => stageNames[stage]
const sourceNames: Record<ClueSource, string> = {
  COMPLAINT: '投诉举报',
  INSPECTION: '监督抽查',
  SIGNAL: '亮牌',
  REFERRAL: '移送',
  REPLAY: '规则重放',
}
export const nameOfClueSource = (source: ClueSource): string => sourceNames[source]

/** The state of a finding's rectification as the last verification left it; PARTLY and NONE leave it open. */
export const resultOf = (finding: Finding): RectificationResult | undefined =>
  finding.rectification?.verified.at(-1)?.result

/** The report that nobody has verified yet. */
export const pendingReport = ({ reports, verified }: Rectification) => reports[verified.length]

/** Whoever was asked to explain, told to put something right, or held to account, in this clue. */
export const departmentsAsked = (state: Accountability): readonly string[] => [
  ...new Set([
    ...state.explanations.map(e => e.department),
    ...state.findings.flatMap(f => (f.rectification ? [f.rectification.department] : [])),
    ...state.measures.flatMap(({ form, target }) =>
      form === 'DECISION' && target.kind === 'ORGANISATION' ? [target.department] : [],
    ),
  ]),
]
