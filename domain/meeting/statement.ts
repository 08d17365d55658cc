import { fingerprint } from '../canonical.ts'
import type { Statement } from '../signature.ts'
import { standingMinutes } from './errata.ts'
import type { MeetingFacts } from './facts.ts'
import { type AgendaItem, itemOf, type Meeting } from './meeting.ts'
import { minutesOf } from './minutes.ts'

/** Acts whose words somebody puts their name to; each takes a `signature`. */
const signedNouns = ['opinions', 'written-opinions', 'minutes-signature', 'errata'] as const
export type SignedNoun = (typeof signedNouns)[number]

export const isSignedNoun = (noun: string): noun is SignedNoun => (signedNouns as readonly string[]).includes(noun)

/** A statement, and the person whose it is. */
export interface StatementOf {
  readonly signer: string
  readonly statement: Statement
}

/**
 * What somebody who sends this form would put their name to; `undefined` when the form names nothing that is there, which
 * the act itself refuses. Made of the record and the form alone, so that anybody can make it again from the event (S145).
 * @param form as the act's own schema has read it: what is signed is what will stand in the record.
 */
export function statementFor(
  meeting: Meeting,
  facts: MeetingFacts,
  noun: SignedNoun,
  form: Readonly<Record<string, unknown>>,
): StatementOf | undefined {
  switch (noun) {
    case 'opinions': {
      const { person, position, words } = form
      return about(meeting, facts, 'OPINION', form, person, { position, words })
    }
    case 'written-opinions': {
      const { person, channel, words } = form
      return about(meeting, facts, 'WRITTEN_OPINION', form, person, { channel, words })
    }
    case 'minutes-signature': {
      const { hash } = minutesOf(meeting, facts)
      return paper(meeting, facts.person, 'MINUTES', hash, { minutes: hash })
    }
    case 'errata':
      return erratum(meeting, facts.person, form.erratum)
  }
}

function about(
  meeting: Meeting,
  facts: MeetingFacts,
  role: Statement['role'],
  form: Readonly<Record<string, unknown>>,
  signer: unknown,
  said: Readonly<Record<string, unknown>>,
): StatementOf | undefined {
  const item = typeof form.matter === 'string' ? itemOf(meeting, form.matter) : undefined
  if (!item || typeof signer !== 'string') return undefined
  const round = facts.matters[item.matter]?.round ?? 0
  const content = { person: signer, ...said }
  const statement = {
    meeting: meeting.id,
    matter: item.matter,
    role,
    round,
    item: itemFingerprint(item, facts),
    content,
  }
  return { signer, statement }
}

function paper(
  meeting: Meeting,
  signer: string,
  role: 'MINUTES' | 'ERRATUM',
  item: string,
  content: Readonly<Record<string, unknown>>,
): StatementOf {
  return { signer, statement: { meeting: meeting.id, role, round: 0, item, content: { person: signer, ...content } } }
}

/** E-37: what is corrected, in which version of the minutes. */
function erratum(meeting: Meeting, signer: string, no: unknown): StatementOf | undefined {
  const proposed = meeting.errata.find(e => e.erratum === no)
  if (!proposed || meeting.hash === undefined) return undefined
  const { corrections, reason } = proposed
  return paper(meeting, signer, 'ERRATUM', standingMinutes(meeting).hash, { erratum: no, corrections, reason })
}

/** The state of an item that is spoken of: its materials by fingerprint; of a topic, what it asks to be decided. */
function itemFingerprint(item: AgendaItem, facts: MeetingFacts): string {
  const { matter, title, subject, reference, special } = item
  if (subject !== undefined) return fingerprint({ matter, title, subject, reference, special })
  const materials = (facts.matters[matter]?.materials ?? []).map(m => m.hash).sort()
  return fingerprint({ matter, title, materials })
}
