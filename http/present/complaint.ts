import { complaintActs } from '../../domain/complaint/acts.ts'
import { type ComplaintClock, clocksOf, nextClock } from '../../domain/complaint/clocks.ts'
import { type Complaint, type IdentityOpening, nameOfComplaintStage } from '../../domain/complaint/complaint.ts'
import { type ComplaintFacts, maySeeOpening, readersToday } from '../../domain/complaint/facts.ts'
import { nameOfClass } from '../../domain/complaint/triage.ts'
import { type BaseFacts, REPORTER } from '../../domain/organisation/facts.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { ComplaintClockView, ComplaintPage, ComplaintRow, IdentityOpeningList } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { clockView, division, someone, type Viewing } from './viewing.ts'

export function complaintRow(viewing: Viewing, state: Complaint): ComplaintRow {
  const next = nextClock(clocksOf(state, viewing.rulebook, viewing.today))
  return {
    id: state.id,
    stage: state.stage,
    stageName: nameOfComplaintStage(state.stage),
    channel: state.channel ?? '',
    receivedOn: state.receivedOn,
    boards: [...state.boards],
    industryConduct: state.industryConduct,
    mode: state.mode,
    ...(state.class ? { class: state.class, className: nameOfClass(state.class) } : {}),
    handlers: state.handlers.map(person => someone(viewing, person)),
    ...(next ? { next: clockRow(next) } : {}),
  }
}

const clockRow = ({ reading, ...clock }: ComplaintClock): ComplaintClockView => ({
  ...clock,
  clock: clockView(reading),
})

export function complaintPage(
  viewing: Viewing,
  { state, version, roles, facts }: Known<Complaint, ComplaintFacts>,
): ComplaintPage {
  const who = (person: string) => someone(viewing, person)
  const sealed = ({ blob, size }: { blob: string; size: number }) => ({ blob, size })
  const { proposal, recused } = state
  return {
    ...complaintRow(viewing, state),
    version,
    clocks: clocksOf(state, viewing.rulebook, viewing.today).map(clockRow),
    parts: state.parts.map(({ by, kind, on, ...part }) => ({
      ...sealed(part),
      kind,
      on,
      ...(by === REPORTER ? {} : { by: who(by) }),
    })),
    messages: state.messages.map(({ kind, on, content, attachments }) => ({
      kind,
      on,
      content: sealed(content),
      attachments: attachments.map(sealed),
    })),
    keys: [...state.keys],
    readers: readersToday(state, facts).map(({ person }) => who(person)),
    recused: {
      departments: recused.departments.map(code => division(viewing, code)),
      persons: recused.persons.map(who),
    },
    replyTo: state.mailbox?.replyTo,
    replies: state.replies.map(({ part, on, about }) => ({ part: sealed(part), on, about })),
    related: state.related,
    withdrawalOn: state.withdrawalOn,
    acknowledged: state.acknowledged,
    proposal: proposal && {
      ...proposal,
      proposer: who(proposal.proposer),
      papers: proposal.papers.map(({ kind, part }) => ({ kind, part: sealed(part) })),
    },
    clues: [...state.clues],
    transfers: state.transfers.map(t => ({ ...t, handed: [...t.handed] })),
    mergedInto: state.mergedInto,
    joined: [...state.joined],
    result: state.result,
    closedOn: state.closedOn,
    feedbackOn: state.feedbackOn,
    certificate: state.certificate,
    identity: roles.has('IDENTITY_CUSTODIAN')
      ? state.identity.map(({ first, second, part }) => ({
          first: who(first),
          second: who(second),
          part: sealed(part),
        }))
      : [],
    openings: state.openings
      .filter(opening => maySeeOpening(state, opening, facts))
      .map(({ inner, declined, ...opening }) => ({
        ...openingRow(viewing, opening),
        ...(declined === undefined ? {} : { declined }),
        ...(inner && opening.second === viewing.person ? { inner: sealed(inner) } : {}),
      })),
    actions: actionsOf(complaintActs, roles, state, facts).filter(({ noun }) => !ofOthers.has(noun)),
  }
}

/** Acts that are nobody's on this page: the reporter's, and registering what came by letter. */
const ofOthers: ReadonlySet<string> = new Set([
  'intake',
  'upward-intake',
  'upward-handing',
  'messages',
  'identity',
  'withdrawal',
])

function openingRow(viewing: Viewing, o: Omit<IdentityOpening, 'inner' | 'declined'>) {
  const { opening, ground, stage, askedOn, openedOn } = o
  const people = {
    asker: someone(viewing, o.asker),
    first: someone(viewing, o.first),
    second: someone(viewing, o.second),
  }
  return { opening, ...people, ground, stage, askedOn, ...(openedOn === undefined ? {} : { openedOn }) }
}

/** E-59: the auditor sees all of them, a leader those of the cases that they lead. */
export function openingRows(
  viewing: Viewing,
  states: readonly Complaint[],
  facts: BaseFacts,
  all: boolean,
): IdentityOpeningList['rows'] {
  return states.flatMap(state =>
    state.openings
      .filter(opening => all || maySeeOpening(state, opening, facts))
      .map(opening => ({ complaint: state.id, ...openingRow(viewing, opening) })),
  )
}
