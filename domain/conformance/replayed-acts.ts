import { type Role, refuseUnlessRole } from '../access.ts'
import { canonical } from '../canonical.ts'
import type { Act, Emitted } from '../decider.ts'
import type { StreamModule } from '../ids.ts'
import type { Lookups } from '../module.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { modules } from '../registry.ts'
import { must, type Refusal, type Result } from '../result.ts'
import { whoCouldHaveActed } from './actors.ts'
import { broken, type Fault, kept, type Rule, type Verdict } from './rule.ts'
import { baseFor, factsFor, type Told } from './told.ts'
import { nameOfField, shown } from './words.ts'

/**
 * How an act of the domain is asked again. Only what it reads in public is asked of it: an act whose `may` or `decide` looks
 * at hidden fields is not here, or not with that part, and has rules of its own in the files beside this one.
 */
interface Replayed {
  readonly module: StreamModule
  readonly noun: string
  /** Its `may` looks at nothing but the state: facts need not be put together. */
  readonly stateAlone?: true
  /** The form as far as it is public, with stand-ins for hidden words; absent: only `may` is asked. */
  readonly form?: (told: Told) => Readonly<Record<string, unknown>>
  /** Public fields that must be what the act makes of the form, each with its clause. */
  readonly follows?: Readonly<Record<string, string>>
  /** Written as well by another act, which answers for it there (`entailed.ts`). */
  readonly unlessEntailed?: true
  /** Who asked, where that is public. */
  readonly person?: (told: Told) => string | undefined
  readonly lookups?: (told: Told) => Lookups
}

/** Stands for words that were required and are not public. */
const WORDS = '（内容未公开，按已填写计）'
const asSaid = ({ data }: Told) => data

/** The risk analyses are not public; that there is one for every risk cannot be checked (S46). */
const analysed = ({ data }: Told) => ({
  ...data,
  riskAnalyses: (data.risks as readonly { id: string }[]).map(({ id }) => ({
    ...{ id, manifestation: WORDS, owner: WORDS, likelihood: 1, severity: 1 },
  })),
})

const delegation = ({ state, data }: Told) =>
  (state as Organisation).delegations.find(d => d.id === data.delegation)?.from

const erasureTarget = ({ data, ledger }: Told): Lookups => {
  const head = ledger.heads.get(String(data.stream))
  return head && Number(data.version) <= head.version ? { hiddenFields: [String(data.field)] } : {}
}

const summarised = ({ id, ledger }: Told): Lookups => ({ mattersOfItem: ledger.concluded.get(id) ?? [] })

const groupsSoFar = ({ ledger }: Told): Lookups => ({ groupsOfRotation: [...ledger.groups.keys()] })

const replayed: Readonly<Record<string, Replayed>> = {
  'organisation.founded': { module: 'organisation', noun: 'foundation', form: asSaid },
  'organisation.department-established': { module: 'organisation', noun: 'departments', form: asSaid },
  'organisation.person-registered': { module: 'organisation', noun: 'persons', form: asSaid },
  'organisation.post-assigned': {
    ...{ module: 'organisation', noun: 'post-assignments', form: asSaid },
    follows: { assignment: 'S65' },
  },
  'organisation.post-ended': { module: 'organisation', noun: 'post-endings', form: asSaid },
  'organisation.delegation-granted': {
    ...{ module: 'organisation', noun: 'delegations', form: asSaid, follows: { delegation: 'E-01' } },
    person: ({ data }) => String(data.from),
  },
  'organisation.delegation-revoked': {
    ...{ module: 'organisation', noun: 'delegation-revocations', form: asSaid, follows: { day: 'E-01' } },
    person: delegation,
  },
  'organisation.interest-declared': { module: 'organisation', noun: 'interest-declarations', stateAlone: true },
  'organisation.interest-ended': { module: 'organisation', noun: 'interest-endings', stateAlone: true },
  'organisation.signing-key-registered': { module: 'organisation', noun: 'signing-keys', form: asSaid },
  'organisation.signing-key-revoked': { module: 'organisation', noun: 'signing-key-revocations', form: asSaid },
  'organisation.sealing-key-registered': {
    ...{ module: 'organisation', noun: 'sealing-keys' },
    form: ({ data: { person: _, ...said } }) => said,
    person: ({ data }) => String(data.person),
  },
  'organisation.sealing-key-revoked': { module: 'organisation', noun: 'sealing-key-revocations', stateAlone: true },
  'organisation.custodian-appointed': { module: 'organisation', noun: 'custodians', form: asSaid },
  'organisation.custodian-ended': { module: 'organisation', noun: 'custodian-endings', form: asSaid },
  'organisation.inspector-listed': { module: 'organisation', noun: 'inspectors', form: asSaid },
  'organisation.inspector-delisted': { module: 'organisation', noun: 'inspector-removals', form: asSaid },
  'rulebook.document-registered': { module: 'rulebook', noun: 'documents', form: asSaid },
  'rulebook.rule-set-adopted': {
    ...{ module: 'rulebook', noun: 'rule-sets', form: asSaid },
    follows: { version: 'S3', parameters: 'S3' },
  },
  'catalogue.item-compiled': { module: 'catalogue', noun: 'compiled-items', form: analysed },
  'catalogue.version-adopted': {
    ...{ module: 'catalogue', noun: 'versions', form: asSaid, follows: { version: 'S135' } },
  },
  'review-group.established': {
    ...{ module: 'review-group', noun: 'establishment', unlessEntailed: true },
    form: ({ data }) => ({ ...data, departments: data.divisions }),
  },
  'review-group.approved': { module: 'review-group', noun: 'approval', unlessEntailed: true },
  'rotation.planned': { module: 'rotation', noun: 'plans', lookups: groupsSoFar },
  'rotation.adjusted': { module: 'rotation', noun: 'adjustments', lookups: groupsSoFar },
  'rotation.established': { module: 'rotation', noun: 'establishments', lookups: groupsSoFar },
  'disclosure.erasure-requested': {
    ...{ module: 'disclosure', noun: 'erasure-requests', form: asSaid, lookups: erasureTarget },
    follows: { erasure: 'PII-004' },
  },
  'disclosure.erasure-declined': { module: 'disclosure', noun: 'erasure-refusals', form: asSaid },
  'disclosure.salt-destroyed': {
    ...{ module: 'disclosure', noun: 'erasure-confirmations', form: asSaid },
    follows: { stream: 'PII-004', version: 'PII-004', field: 'PII-004' },
  },
  'summary.submitted': {
    ...{ module: 'summary', noun: 'submission', form: asSaid, lookups: summarised },
    follows: { item: 'S104', period: 'S104', from: 'S104', to: 'S104', matters: 'E-72' },
  },
  'matter.drafted': {
    ...{ module: 'matter', noun: 'draft' },
    form: ({ data }) => ({ ...data, difference: WORDS, sameGround: false }),
  },
  'matter.details-set': { module: 'matter', noun: 'details', form: asSaid },
  'matter.material-attached': {
    ...{ module: 'matter', noun: 'materials', form: asSaid },
    // That the file was uploaded cannot be seen; that its line is on the item's list can.
    lookups: ({ data }) => ({ files: { [String(data.hash)]: { name: WORDS, size: 1, mime: 'text/plain' } } }),
  },
  'matter.material-removed': { module: 'matter', noun: 'material-removals', stateAlone: true },
  'matter.controls-checked': { module: 'matter', noun: 'control-checks', stateAlone: true },
  'matter.post-filing-registered': { module: 'matter', noun: 'post-filing', form: asSaid },
  'matter.urgency-proposed': { module: 'matter', noun: 'urgency-proposal', stateAlone: true },
  'matter.urgency-confirmed': { module: 'matter', noun: 'urgency-confirmation', stateAlone: true },
  'matter.supplement-requested': {
    ...{ module: 'matter', noun: 'supplement-requests', form: asSaid, follows: { tier: 'S86' } },
  },
  'matter.withdrawal-requested': { module: 'matter', noun: 'withdrawal-requests', stateAlone: true },
  'matter.withdrawn': { module: 'matter', noun: 'withdrawal', stateAlone: true },
  'matter.withdrawal-declined': { module: 'matter', noun: 'withdrawal-refusal', stateAlone: true },
  'matter.condition-reported': { module: 'matter', noun: 'condition-reports', stateAlone: true },
  'matter.handling-started': { module: 'matter', noun: 'handling', form: asSaid },
  'matter.handling-finished': { module: 'matter', noun: 'handling-completion', form: asSaid },
  'matter.implementation-started': { module: 'matter', noun: 'implementation', form: asSaid },
  'matter.implementation-finished': { module: 'matter', noun: 'implementation-completion', form: asSaid },
  'matter.rectified': { module: 'matter', noun: 'rectification', stateAlone: true },
  'matter.closed': { module: 'matter', noun: 'closure' },
  'matter.terminated': { module: 'matter', noun: 'termination' },
  'meeting.chair-replaced': { module: 'meeting', noun: 'chairs', stateAlone: true },
  'meeting.item-added': {
    ...{ module: 'meeting', noun: 'items', unlessEntailed: true },
    form: ({ data }) => ({ matter: data.matter, circumstances: WORDS }),
  },
  'meeting.item-removed': { module: 'meeting', noun: 'item-removals', form: asSaid },
  'meeting.presider-assigned': { module: 'meeting', noun: 'presiders', stateAlone: true },
  'meeting.notice-sent': { module: 'meeting', noun: 'notice', stateAlone: true },
  'meeting.opened': { module: 'meeting', noun: 'opening', stateAlone: true },
  'meeting.attendance-recorded': { module: 'meeting', noun: 'attendance', stateAlone: true },
  'meeting.item-started': { module: 'meeting', noun: 'item-starts', stateAlone: true },
  'meeting.recusal-recorded': { module: 'meeting', noun: 'recusals', stateAlone: true },
  'meeting.opinion-recorded': { module: 'meeting', noun: 'opinions', stateAlone: true },
  'meeting.item-concluded': { module: 'meeting', noun: 'conclusions', stateAlone: true },
  'meeting.item-postponed': { module: 'meeting', noun: 'postponements', form: asSaid },
  'meeting.adjourned': { module: 'meeting', noun: 'adjournment' },
  'meeting.topic-added': {
    ...{ module: 'meeting', noun: 'topics', form: asSaid, follows: { matter: 'S135' } },
  },
  'meeting.agenda-ordered': { module: 'meeting', noun: 'agenda-orders', form: asSaid },
  'meeting.separate-item-noted': {
    ...{ module: 'meeting', noun: 'separate-items', form: asSaid, follows: { no: 'E-41' } },
  },
  'meeting.late-item-proposed': { module: 'meeting', noun: 'late-items', stateAlone: true },
  'meeting.late-item-confirmed': { module: 'meeting', noun: 'late-item-confirmations', stateAlone: true },
  'meeting.packet-acknowledged': {
    ...{ module: 'meeting', noun: 'acknowledgements', form: asSaid, follows: { packet: 'MTG-006' } },
  },
  'meeting.invitation-proposed': {
    ...{ module: 'meeting', noun: 'invitations', stateAlone: true },
  },
  'meeting.invitation-agreed': { module: 'meeting', noun: 'invitation-agreements', stateAlone: true },
  'meeting.invitation-declined': { module: 'meeting', noun: 'invitation-refusals', form: asSaid },
  'meeting.invitee-opinion-voided': { module: 'meeting', noun: 'invitee-opinion-voidings', form: asSaid },
  'meeting.recusal-requested': { module: 'meeting', noun: 'recusal-requests', stateAlone: true },
  'meeting.recusal-ruled': { module: 'meeting', noun: 'recusal-rulings', stateAlone: true },
  'meeting.ballots-counted': { module: 'meeting', noun: 'ballot-counts', stateAlone: true },
  'meeting.minutes-drafted': {
    ...{ module: 'meeting', noun: 'minutes-drafts', stateAlone: true },
  },
  'meeting.minutes-circulated': {
    ...{ module: 'meeting', noun: 'minutes-circulations', form: asSaid, follows: { draft: 'E-34' } },
  },
  'meeting.minutes-commented': { module: 'meeting', noun: 'minutes-comments', stateAlone: true },
  'meeting.erratum-proposed': { module: 'meeting', noun: 'erratum-proposals', stateAlone: true },
  'follow-up.replied': { module: 'follow-up', noun: 'replies', stateAlone: true },
  'follow-up.returned': { module: 'follow-up', noun: 'returns', stateAlone: true },
  'follow-up.extended': { module: 'follow-up', noun: 'extensions', form: asSaid },
  'follow-up.done': { module: 'follow-up', noun: 'completion', stateAlone: true },
}

/** Roles that somebody has by a post, which is public; all others depend on which person it is. */
const byPost: readonly Role[] = [
  ...(['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD', 'LEADER_IN_CHARGE', 'GROUP_LEADER', 'OFFICE'] as const),
  ...(['AGENCY_HEAD', 'AGENCY_LEADER', 'DISCIPLINE', 'OPERATOR', 'SYSTEM'] as const),
  ...(['ACCOUNTABILITY_LEADER', 'ACCOUNTABILITY_MEMBER'] as const),
]

const isByPost = (act: Act<unknown, unknown>): boolean => act.roles.every(role => byPost.includes(role))

export const replayedActs: readonly Rule[] = Object.entries(replayed).map(([type, how]) => {
  const act = must(
    modules[how.module].acts.find(a => a.noun === how.noun),
    `an act ${how.noun}`,
  )
  const rule = `「${act.label}」只在规定的状态、由规定的职务、按规定的内容作出`
  return { clause: act.clause, rule, types: [type], check: told => askAgain(told, act, how) }
})

/**
 * The act is asked again for everybody who could have acted in the post that the entry names; it is kept when it lets
 * somebody through.
 */
function askAgain(told: Told, act: Act<unknown, unknown>, how: Replayed): Verdict {
  if (how.unlessEntailed && told.entailed) return undefined
  const persons = how.person || isByPost(act) ? candidates(told, how) : ['']
  let first: readonly Fault[] | undefined
  for (const person of persons) {
    const verdict = askFor(told, act, how, person)
    if (verdict?.length === 0) return kept
    first ??= verdict
  }
  return first
}

/** Where nobody held the post (which S145 says elsewhere), the act is asked as by nobody. */
function candidates(told: Told, { person }: Replayed): readonly string[] {
  const known = person?.(told)
  if (known !== undefined) return [known]
  const could = told.entailed ? [] : whoCouldHaveActed(told)
  return could.length > 0 ? could : ['']
}

function askFor(told: Told, act: Act<unknown, unknown>, how: Replayed, person: string): Verdict {
  const module = modules[how.module]
  const facts = how.stateAlone ? baseFor(told, person) : factsFor(told, person, how.lookups?.(told))
  const asRole = person !== '' && isByPost(act)
  const refusal =
    (asRole ? refuseUnlessRole(module.roles(told.state, facts), act.roles, act.label) : undefined) ??
    act.may(told.state, facts)
  if (refusal) return notGranted(act, refusal)
  if (!how.form) return kept
  const decided: Result<readonly Emitted[]> = act.decide(told.state, how.form(told), facts)
  if (!decided.ok) return notGranted(act, decided.error)
  return how.follows ? sameAs(told, must(decided.value[0], 'an event'), how.follows) : kept
}

const notGranted = ({ label }: Act<unknown, unknown>, { clause, sentence }: Refusal): Verdict =>
  broken(`「${label}」按规则不能作出：${sentence}`, clause)

function sameAs({ data: said }: Told, { data }: Emitted, follows: Readonly<Record<string, string>>): Verdict {
  const field = Object.keys(follows).find(f => text(data[f]) !== text(said[f]))
  return field === undefined
    ? kept
    : broken(`${nameOfField(field)}应为${shown(data[field])}，实为${shown(said[field])}`, follows[field])
}

const text = (value: unknown): string => (value === undefined ? '' : canonical(value))
