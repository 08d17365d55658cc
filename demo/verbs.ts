import type { CataloguedItem } from '../domain/catalogue/catalogue.ts'
import { streams } from '../domain/ids.ts'
import { linesNeeded, measuresOf } from '../domain/matter/dossier.ts'
import { leaderInChargeOf } from '../domain/organisation/posts.ts'
import { isAway } from './calendar.ts'
import { company } from './companies.ts'
import { demoItems, demoLevels } from './items.ts'
import { staff } from './people.ts'
import { leaderSaid } from './phrases.ts'
import type { KeyDetails, Ruling, Tale, Tier } from './tale.ts'
import type { Teller } from './teller.ts'

/** A tale under way: its matter, and how often each tier has spoken of it. */
export interface Told {
  readonly tale: Tale
  readonly id: string
  readonly stream: string
  readonly department: string
  readonly handler: string
  readonly spoken: Map<Tier, number>
}

/** The item as version 1 of the catalogue has it. */
export function itemOf(tale: Tale): CataloguedItem {
  const item = demoItems.find(({ item }) => item === tale.item)
  const level = demoLevels.find(({ item }) => item === tale.item)?.level
  if (!item || !level) throw new Error(`no such item: ${tale.item}`)
  return { ...item, level } as CataloguedItem
}

/** What a tier says this time; the usual when the tale has nothing to say of it. */
export function nextRuling(told: Told, tier: Tier): Ruling {
  const times = told.spoken.get(tier) ?? 0
  told.spoken.set(tier, times + 1)
  return told.tale.rulings?.[tier]?.[times] ?? { conclusion: 'AGREED' }
}

/** Drafts a matter with its whole dossier: details, every material that is asked for, controls checked. */
export async function draft(t: Teller, tale: Tale, previous: string | undefined): Promise<Told> {
  const item = itemOf(tale)
  const id = await t.nextMatterId()
  const handler = staff('clerk', item.department, tale.handler ?? 1)
  const stream = streams.matter(id)
  const told = { tale, id, stream, department: item.department, handler, spoken: new Map<Tier, number>() }
  await t.act(handler, stream, 'draft', {
    item: tale.item,
    title: tale.title,
    department: item.department,
    ...(tale.previous ? { previous, difference: tale.previous.difference } : {}),
  })
  await describe(t, told, tale)
  for (const [index, line] of materialsFor(tale, item).entries()) {
    await attach(t, told, line.id, line.name, `第${index + 1}项`)
  }
  const checks = measuresOf(item).map(({ risk, measure, words }) => ({
    risk,
    measure,
    done: true,
    note: `已落实：${words}`,
  }))
  await t.act(handler, stream, 'control-checks', { checks })
  if (tale.postFiling) await registerPostFiling(t, told, tale.postFiling)
  return told
}

/** What is needed, and for a matter with a party the optional lines as well. */
function materialsFor(tale: Tale, item: CataloguedItem) {
  const needed = linesNeeded(item, item.level)
  return item.materials.filter(line => needed.includes(line) || (tale.party !== undefined && !line.required))
}

async function describe(t: Teller, { stream, handler }: Told, tale: Tale): Promise<void> {
  const item = itemOf(tale)
  const { party } = tale
  const counterparty = typeof party === 'object' ? { kind: 'PERSON', name: party.person } : party && company(party)
  await t.act(handler, stream, 'details', {
    title: tale.title,
    coDepartments: tale.with ?? [],
    handlingNote: tale.note,
    handlingList: item.level === 'FILING' ? (tale.list ?? [{ name: tale.title, quantity: '1件' }]) : [],
    submissionBasis: item.legalBasis.map(basis => basis.title),
    counterparty,
    amount: tale.amount,
    location: tale.location,
    projectCode: tale.projectCode,
    disclosure: tale.disclosure ?? { attribute: 'ACTIVE' },
  })
}

async function attach(t: Teller, { id, tale, stream, handler }: Told, line: string, name: string, remark: string) {
  const content = [name, `件号：${id}`, `事项：${tale.title}`, remark, '本文件为演示材料，内容系虚构。', ''].join('\n')
  const hash = await t.putFile(`${name}.txt`, content, handler)
  await t.act(handler, stream, 'materials', { line, hash })
}

async function registerPostFiling(t: Teller, told: Told, urgent: NonNullable<Tale['postFiling']>): Promise<void> {
  const { handledAt, reason, whyNotBefore, phonedAt } = urgent
  await t.act(told.handler, told.stream, 'post-filing', { reason, whyNotBefore, handledAt })
  await t.act(staff('head', told.department), told.stream, 'urgency-proposal', {
    opinion: '情况属实，确属时限非常紧急。',
  })
  if (!phonedAt) return
  await t.act(await reviewerOf(t, told), told.stream, 'urgency-confirmation', {
    opinion: '已于当时电话同意，现补确认。',
    byPhoneAt: phonedAt,
  })
}

export const submit = (t: Teller, { handler, stream }: Told) => t.act(handler, stream, 'submission')

/** The leader in charge, or while they are away whoever holds their delegation (E-01). */
async function reviewerOf(t: Teller, { department }: Told): Promise<string> {
  const organisation = await t.organisation()
  const today = t.today()
  const leader = leaderInChargeOf(organisation, department, today) ?? ''
  if (!isAway(leader, today)) return leader
  const held = organisation.delegations.find(d => d.from === leader && d.firstDay <= today && today <= d.lastDay)
  return held?.to ?? leader
}

export async function review(t: Teller, told: Told): Promise<void> {
  const { conclusion, opinion, needed } = nextRuling(told, 2)
  await t.act(await reviewerOf(t, told), told.stream, 'leader-review', {
    conclusion,
    opinion: opinion ?? t.pick(leaderSaid),
    needed: needed ?? [],
  })
}

/** Brings what was asked for; a key field that changes with it sends the matter back to tier 1 (E-16). */
export async function supplement(t: Teller, told: Told, note: string, change?: KeyDetails): Promise<void> {
  const { needed } = (await t.matter(told.id)).supplement ?? { needed: [] }
  if (change) await describe(t, told, { ...told.tale, ...change })
  for (const name of needed) await attach(t, told, 'M1', name, '补正材料')
  await t.act(told.handler, told.stream, 'supplements', { note, materialChange: false })
}

export async function withdraw(t: Teller, told: Told, reason: string): Promise<void> {
  await t.act(staff('head', told.department), told.stream, 'withdrawal-requests', { reason })
  await t.act(await reviewerOf(t, told), told.stream, 'withdrawal', { opinion: '同意撤回，按公开招标组织实施。' })
}

export async function terminate(t: Teller, told: Told, reason: string): Promise<void> {
  await t.act(await reviewerOf(t, told), told.stream, 'termination', { reason })
}
