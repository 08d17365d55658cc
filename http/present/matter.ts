import type { CataloguedItem } from '../../domain/catalogue/catalogue.ts'
import { matterActs } from '../../domain/matter/acts.ts'
import { postFilingClocks } from '../../domain/matter/clocks.ts'
import { nameOfAttribute, nameOfGround } from '../../domain/matter/disclosure-words.ts'
import { dossierOf, linesNeeded, measuresOf } from '../../domain/matter/dossier.ts'
import type { MatterFacts } from '../../domain/matter/facts.ts'
import { hintsOf } from '../../domain/matter/hints.ts'
import { type Matter, recordOf } from '../../domain/matter/matter.ts'
import { timelineLine } from '../../domain/matter/timeline.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import type { StoredEvent } from '../../domain/module.ts'
import { must } from '../../domain/result.ts'
import { rulesOn } from '../../domain/rulebook/rulebook.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { MatterPage } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { matterRow } from './matter-row.ts'
import { tiersOfMatter } from './tiers.ts'
import { clockView, division, itemOf, rulesOf, someone, type Viewing } from './viewing.ts'

/** Everything a member of staff may know of a matter, and what they may do with it now. */
export function matterPage(
  viewing: Viewing,
  { state: matter, version, facts, roles }: Known<Matter, MatterFacts>,
  events: readonly StoredEvent[],
  titleOfMeeting: (id: string) => string,
): MatterPage {
  const item = must(itemOf(viewing, matter), `item ${matter.item}`)
  const { listing, supplement, disclosure, rectification } = matter
  return {
    ...matterRow(viewing, matter),
    version,
    coDepartments: matter.coDepartments.map(code => division(viewing, code)),
    handler: someone(viewing, matter.handler),
    draftedAt: matter.draftedAt,
    handlingNote: matter.handlingNote,
    handlingList: [...matter.handlingList],
    submissionBasis: [...matter.submissionBasis],
    counterparty: matter.counterparty,
    amount: matter.amount,
    location: matter.location,
    projectCode: matter.projectCode,
    disclosure: {
      attribute: disclosure.attribute,
      name: nameOfAttribute(disclosure.attribute),
      ...(disclosure.ground ? { ground: nameOfGround(disclosure.ground) } : {}),
      ...(disclosure.reason ? { reason: disclosure.reason } : {}),
    },
    checklist: checklistOf(matter, item),
    dossier: dossierOf(matter, item).map(({ line, label, clause, done }) => ({ line, label, clause, done })),
    controls: controlsOf(matter, item),
    ...(matter.postFiling ? { postFiling: postFilingOf(viewing, matter) } : {}),
    tiers: tiersOfMatter(viewing, matter, matter.level ?? item.level, titleOfMeeting),
    conditions: matter.conditions.map(c => ({
      id: c.id,
      words: c.words,
      owner: division(viewing, c.owner),
      dueOn: c.dueOn,
      ...(c.report ? { report: c.report } : {}),
      ...(c.confirmedAt ? { confirmedAt: c.confirmedAt } : {}),
    })),
    ...(supplement ? { supplement: { needed: [...supplement.needed], dueOn: supplement.dueOn } } : {}),
    ...(matter.withdrawal ? { withdrawal: matter.withdrawal.reason } : {}),
    ...(listing
      ? { listing: { meeting: listing.meeting, title: titleOfMeeting(listing.meeting), noticed: listing.noticed } }
      : {}),
    ...(facts.previous ? { previous: { id: facts.previous.id, title: facts.previous.title } } : {}),
    difference: matter.difference,
    result: matter.result,
    ...(rectification ? { rectification: { ...rectification, owner: division(viewing, rectification.owner) } } : {}),
    chain: chainOf(viewing, matter),
    timeline: events.map(event => {
      const line = timelineLine(event as Parameters<typeof timelineLine>[0], viewing.organisation)
      return { ...line, details: [...line.details] }
    }),
    actions: actionsOf(
      matterActs.filter(act => act.noun !== 'draft'),
      roles,
      matter,
      facts,
    ),
    hints: [...hintsOf(matter, matter.level ?? item.level, rulesOn(viewing.rulebook, viewing.today), viewing.today)],
    ...(matter.submittedAt ? { publicPath: `/matters/${matter.id}` } : {}),
  }
}

function checklistOf(matter: Matter, item: CataloguedItem): MatterPage['checklist'] {
  const needed = new Set(linesNeeded(item, matter.level ?? item.level).map(line => line.id))
  return item.materials.map(({ id, name }) => ({
    id,
    name,
    required: needed.has(id),
    files: matter.materials.filter(m => m.line === id).map(({ line: _, ...file }) => file),
  }))
}

function controlsOf(matter: Matter, item: CataloguedItem): MatterPage['controls'] {
  return measuresOf(item).map(({ risk, measure, words, name }) => {
    const check = matter.checks.find(c => c.risk === risk && c.measure === measure)
    return { risk, riskName: name, measure, words, ...(check ? { done: check.done, note: check.note } : {}) }
  })
}

function postFilingOf(viewing: Viewing, matter: Matter): MatterPage['postFiling'] {
  const { reason, whyNotBefore, handledAt, proposedBy, confirmedBy } = must(matter.postFiling, 'a post-filing')
  return {
    reason,
    whyNotBefore,
    handledAt,
    proposed: proposedBy !== undefined,
    confirmed: confirmedBy !== undefined,
    clocks: postFilingClocks(matter, rulesOf(viewing, matter), viewing.today).map(clockView),
  }
}

/** S145 谁主管、谁负责: who has answered for the matter so far, tier by tier. */
function chainOf(viewing: Viewing, matter: Matter): MatterPage['chain'] {
  const handled = { duty: '经办', who: someone(viewing, matter.handler), at: matter.draftedAt }
  const duties = [
    [1, `主持${kinds.INITIAL.name}`],
    [2, '分管领导审核'],
    [3, '复核小组组长'],
    [4, `主持${kinds.DIRECTOR.name}`],
  ] as const
  const answered = duties.flatMap(([tier, duty]) => {
    const record = recordOf(matter, tier)
    return record ? [{ duty, who: someone(viewing, tier === 2 ? record.by : record.presider), at: record.at }] : []
  })
  return [handled, ...answered]
}
