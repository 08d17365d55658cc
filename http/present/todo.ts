import type { Role } from '../../domain/access.ts'
import { followUpActs, rolesTowardsFollowUp } from '../../domain/follow-up/acts.ts'
import type { FollowUp } from '../../domain/follow-up/follow-up.ts'
import { matterActs } from '../../domain/matter/acts.ts'
import type { MatterFacts } from '../../domain/matter/facts.ts'
import type { Matter, MatterStatus } from '../../domain/matter/matter.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { departmentsOf } from '../../domain/organisation/posts.ts'
import { refusalOf } from '../../domain/perform.ts'
import { dayOf } from '../../domain/time.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { SummaryView, TodoView } from '../api/contract.ts'
import { matterRow } from './matter-row.ts'
import type { MeetingTitles } from './meeting-title.ts'
import { meetingDuties } from './todo-meeting.ts'
import { division, type Viewing } from './viewing.ts'

export type TodoEntry = TodoView['entries'][number]

/** One line a duty: in which state whose turn it is, by which act, and what that is called in a list of things to do. */
interface MatterDuty {
  readonly statuses: readonly MatterStatus[]
  readonly who: Role
  readonly noun: string
  readonly what: string
  /** Where the state alone does not say whether it is this person's turn. */
  readonly when?: (matter: Matter, facts: MatterFacts) => boolean
}

const withdrawable = ['SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'RETURNED'] as const
const before = ['DRAFT', 'POST_FILING_REGISTERED'] as const

/** The first line that applies, and that the rules allow now, is what waits for the person. */
const matterDuties: readonly MatterDuty[] = [
  { statuses: withdrawable, who: 'LEADER_IN_CHARGE', noun: 'withdrawal', what: '处理撤回申请' },
  { statuses: ['INITIAL_PASSED'], who: 'LEADER_IN_CHARGE', noun: 'leader-review', what: '分管领导审核' },
  { statuses: before, who: 'LEADER_IN_CHARGE', noun: 'urgency-confirmation', what: '确认时限非常紧急' },
  { statuses: ['RETURNED'], who: 'LEADER_IN_CHARGE', noun: 'termination', what: '逾期未补正，决定是否终止' },
  { statuses: before, who: 'DEPARTMENT_HEAD', noun: 'urgency-proposal', what: '认定时限非常紧急' },
  { statuses: before, who: 'HANDLER', noun: 'submission', what: '材料已齐，可以送审' },
  { statuses: before, who: 'HANDLER', noun: 'details', what: '完善送审内容和材料' },
  { statuses: ['RETURNED'], who: 'HANDLER', noun: 'supplements', what: '补正并重新提交' },
  { statuses: ['RETURNED'], who: 'HANDLER', noun: 'materials', what: '补充材料' },
  {
    statuses: ['AGREED_IN_PRINCIPLE'],
    who: 'CONDITION_OWNER',
    noun: 'condition-reports',
    what: '落实条件并报告',
    when: ownsOpen,
  },
  {
    statuses: ['AGREED_IN_PRINCIPLE'],
    who: 'CONDITION_CONFIRMER',
    noun: 'condition-confirmations',
    what: '核销条件',
    when: reported,
  },
  { statuses: ['FILED_AGREED'], who: 'HANDLER', noun: 'handling', what: '登记开始办理' },
  { statuses: ['HANDLING'], who: 'HANDLER', noun: 'handling-completion', what: '登记办理完成' },
  { statuses: ['APPROVED'], who: 'HANDLER', noun: 'implementation', what: '登记开始实施' },
  { statuses: ['IMPLEMENTING'], who: 'HANDLER', noun: 'implementation-completion', what: '登记实施完成' },
  { statuses: ['NOT_AGREED'], who: 'HANDLER', noun: 'rectification', what: '报告整改情况' },
  { statuses: ['NOTED', 'HANDLED', 'IMPLEMENTED', 'NOT_AGREED'], who: 'HANDLER', noun: 'closure', what: '办结' },
]

function ownsOpen(matter: Matter, { organisation, person, today }: MatterFacts): boolean {
  const own = departmentsOf(organisation, person, today)
  return matter.conditions.some(c => own.includes(c.owner) && c.report === undefined && c.confirmedAt === undefined)
}

function reported(matter: Matter): boolean {
  return matter.conditions.some(c => c.report !== undefined && c.confirmedAt === undefined)
}

const acts = new Map(matterActs.map(act => [act.noun, act]))

export function matterEntry(viewing: Viewing, known: Known<Matter, MatterFacts>, calls: Calls): TodoEntry | undefined {
  const { state: matter, facts, roles } = known
  const mine = (who: Role) => roles.has(who) || (who === 'HANDLER' && standsInForHandler(matter, facts, roles))
  const duty = matterDuties.find(({ statuses, who, noun, when }) => {
    const act = acts.get(noun)
    if (!act || !statuses.includes(matter.status) || !mine(who)) return false
    return (when?.(matter, facts) ?? true) && refusalOf(act, roles, matter, facts) === undefined
  })
  if (duty) return entryOf(viewing, matter, duty.noun, duty.what, `/matters/${matter.id}`)
  const sitting = sittingFor(matter, roles, facts, calls)
  return sitting === undefined ? undefined : entryOf(viewing, matter, 'calling', sitting, '/meetings')
}

/** When the handler has left the division, its head answers for what was left behind. */
function standsInForHandler(matter: Matter, facts: MatterFacts, roles: ReadonlySet<Role>): boolean {
  return (
    roles.has('DEPARTMENT_HEAD') &&
    !departmentsOf(facts.organisation, matter.handler, facts.today).includes(matter.department)
  )
}

/** Whose meetings the person calls: those of these boards' review groups, and the 厅长办公会. */
export interface Calls {
  readonly boards: readonly string[]
  readonly director: boolean
}

/** A matter that waits for a meeting waits for whoever calls it (S81, S97, S90), until it is on an agenda. */
function sittingFor(matter: Matter, roles: ReadonlySet<Role>, facts: MatterFacts, calls: Calls): string | undefined {
  if (matter.listing || matter.withdrawal) return undefined
  const deferred = matter.status === 'DEFERRED'
  const tier = deferred ? matter.stays.at(-1)?.tier : undefined
  const again = deferred ? '有新情况的，再次' : ''
  if (matter.status === 'SUBMITTED_INITIAL' || tier === 1) {
    const own = roles.has('HANDLER') || roles.has('DEPARTMENT_HEAD') || standsInForHandler(matter, facts, roles)
    return own ? `${again}列入初审例会` : undefined
  }
  if (matter.status === 'LEADER_PASSED' || tier === 3) {
    return calls.boards.includes(matter.board ?? '') ? `${again}列入复核小组例会` : undefined
  }
  if (matter.status === 'MEETING_PENDING' || tier === 4) return calls.director ? `${again}列入厅长办公会` : undefined
  return undefined
}

function entryOf(viewing: Viewing, matter: Matter, noun: string, what: string, link: string): TodoEntry {
  const { id, title, boardName, levelName, tierName, department, clock } = matterRow(viewing, matter)
  return {
    kind: 'MATTER',
    id,
    title,
    what,
    noun,
    link,
    board: boardName,
    levelName,
    tierName,
    departmentName: department.name,
    clock,
    ...(matter.supplement ? { at: matter.supplement.dueOn } : {}),
  }
}

const meetingActsByNoun = new Map<string, (typeof meetingActs)[number]>(meetingActs.map(act => [act.noun, act]))

export function meetingEntry(known: Known<Meeting, MeetingFacts>, titles: MeetingTitles): TodoEntry | undefined {
  const { state: meeting, facts, roles } = known
  const duty = meetingDuties.find(({ stages, who, noun, when }) => {
    const act = meetingActsByNoun.get(noun)
    if (!act || !stages.includes(meeting.stage) || !who(meeting, facts)) return false
    return (when?.(meeting, facts) ?? true) && refusalOf(act, roles, meeting, facts) === undefined
  })
  if (!duty) return undefined
  const { id, scheduledAt: at } = meeting
  return { kind: 'MEETING', id, title: titles(meeting), what: duty.what, noun: duty.noun, link: `/meetings/${id}`, at }
}

/** S104: a summary waits for its division once its quarter is over. */
export function summaryEntry(summary: SummaryView): TodoEntry | undefined {
  const act = summary.actions.find(action => action.noun === 'submission')
  if (!act?.allowed) return undefined
  return {
    kind: 'SUMMARY',
    id: summary.id,
    title: `${summary.itemName}（${summary.period}）`,
    what: '提交汇总报告',
    noun: act.noun,
    link: '/summaries',
    departmentName: summary.department.name,
    at: summary.dueOn,
  }
}

const followUpDuties = [
  { noun: 'replies', what: '反馈督办办理情况' },
  { noun: 'completion', what: '核实督办是否办结' },
] as const

/** MTG-013: what a meeting resolved waits for the division that has to do it, and then for the office. */
export function followUpEntry(
  viewing: Viewing,
  followUp: FollowUp,
  titleOfMeeting: (id: string) => string,
): TodoEntry | undefined {
  const roles = rolesTowardsFollowUp(followUp, viewing)
  const duty = followUpDuties.find(({ noun }) => {
    const act = followUpActs.find(one => one.noun === noun)
    return act !== undefined && refusalOf(act, roles, followUp, viewing) === undefined
  })
  if (!duty) return undefined
  return {
    kind: 'FOLLOW_UP',
    id: followUp.id,
    title: `${followUp.words}（${titleOfMeeting(followUp.meeting)}）`,
    ...duty,
    link: `/follow-ups/${followUp.id}`,
    departmentName: division(viewing, followUp.owner).name,
    at: followUp.dueOn,
  }
}

/** The most pressing first: what is late, then by the day on which it is due, then what has no day. */
export function inOrderOfUrgency(entries: readonly TodoEntry[]): TodoEntry[] {
  const key = (entry: TodoEntry) => [entry.clock?.late ? '0' : '1', dueOf(entry) ?? '9999', entry.id].join(' ')
  return entries
    .map(entry => ({ entry, key: key(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry)
}

function dueOf({ at, clock }: TodoEntry): string | undefined {
  if (at !== undefined) return at.length === 10 ? at : dayOf(at)
  return clock?.dueOn
}

/** What is past its day counts as late, a summary or a 督办 like a matter. */
export function countsOf(entries: readonly TodoEntry[], today: string): TodoView['counts'] {
  const dated = (entry: TodoEntry) => entry.kind === 'SUMMARY' || entry.kind === 'FOLLOW_UP'
  const late = entries.filter(e => e.clock?.late || (dated(e) && (e.at ?? '9999') < today)).length
  const warn = entries.filter(e => e.clock?.colour === 'WARN' && !e.clock.late).length
  return { late, warn, total: entries.length }
}
