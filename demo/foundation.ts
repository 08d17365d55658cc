import type { Command } from '../domain/command.ts'
import { streams } from '../domain/ids.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { type Day, instantAt } from '../domain/time.ts'
import organisation from '../spec/organisation.json' with { type: 'json' }
import { parameters } from '../spec/parameters.ts'
import { demoItems, demoLevels } from './items.ts'
import { people, staff } from './people.ts'
import type { Recorder } from './recorder.ts'
import { earlierTexts, regimeTexts } from './regimes.ts'

/** What an agency is called; everything else about its organisation comes from the plan. */
export interface Agency {
  readonly name: string
  readonly brand: string
  readonly platform: string
  readonly demo: boolean
}

export const demoAgency: Agency = {
  name: organisation.agency.name,
  brand: organisation.agency.brand,
  platform: organisation.agency.platform,
  demo: true,
}

/** An act on one of the streams that an agency has once, without its moment. */
type Step = Omit<Command, 'now'>

const SECRETARY = staff('clerk', 'GENERAL_OFFICE', 1)
const HEAD = 'agency-head'
const ROTATION = { from: '2026-07-01', to: '2026-12-31' }

/** The review groups of the second half of 2026: leaders crossed, no member from a division that submits on the board. */
const rotations = [
  {
    id: 'PLAN_FUND-1',
    board: 'PLAN_FUND',
    leader: 'leader-2',
    departments: ['CAPITAL_CONSTRUCTION', 'TRANSPORT', 'WATERWAY', 'TOLL_ADMIN', 'LOCAL_RAILWAY', 'PERSONNEL'],
  },
  {
    id: 'CONSTRUCTION-1',
    board: 'CONSTRUCTION',
    leader: 'leader-3',
    departments: ['PLANNING', 'FINANCE_AUDIT', 'POLICY_LAW', 'SCI_TECH', 'WATERWAY', 'GENERAL_OFFICE'],
  },
  {
    id: 'PERMIT-1',
    board: 'PERMIT',
    leader: 'leader-4',
    departments: ['POLICY_LAW', 'CAPITAL_CONSTRUCTION', 'PLANNING', 'ENFORCEMENT_BUREAU', 'SCI_TECH', 'PERSONNEL'],
  },
  {
    id: 'ENFORCEMENT-1',
    board: 'ENFORCEMENT',
    leader: 'leader-1',
    departments: ['POLICY_LAW', 'TRANSPORT', 'TOLL_ADMIN', 'FINANCE_AUDIT', 'PARTY_OFFICE', 'PERSONNEL'],
  },
] as const

/** What any agency under this plan begins with: its name, and its divisions and units with the boards they submit on. */
export function agencySteps(agency: Agency, from: Day): readonly Step[] {
  const found = { stream: streams.organisation, noun: 'foundation', person: SYSTEM, input: agency }
  const departments = organisation.departments.map(({ code, name, kind }, order) => ({
    stream: streams.organisation,
    noun: 'departments',
    person: SYSTEM,
    input: { department: code, name, kind, boards: boardsOf(code), from, order },
  }))
  return [found, ...departments]
}

function boardsOf(department: string): readonly string[] {
  return organisation.boards.filter(b => b.submittingDepartments.includes(department)).map(b => b.code)
}

function peopleSteps(from: Day): readonly Step[] {
  const on = { stream: streams.organisation, person: SYSTEM }
  return [
    ...people.map(({ person, name }) => ({ ...on, noun: 'persons', input: { person, name, demo: true } })),
    ...people.flatMap(({ person, posts }) =>
      posts.map(held => ({ ...on, noun: 'post-assignments', input: { person, ...held, from } })),
    ),
  ]
}

/** The plan's six documents, and the 初审例会制度 of every submitting division, without which it may not submit (S81). */
function documentSteps(issuedOn: Day): readonly Step[] {
  const earlier = organisation.regimes.flatMap(({ no, title }) => {
    const text = earlierTexts[no]
    const basis = organisation.regimeBasis
    return text
      ? [
          {
            document: `REGIME-${no}`,
            title,
            kind: 'REGULATION',
            status: 'ISSUED',
            issuedOn: '2014-03-01',
            basis,
            ...text,
          },
        ]
      : []
  })
  const regimes = organisation.regimes.map(({ no, title, action }) => ({
    document: `REGIME-${no}`,
    title,
    kind: no === 0 ? 'PLAN' : 'REGULATION',
    status: action === 'new' ? 'ISSUED' : 'REVISED',
    issuedOn,
    basis: organisation.regimeBasis,
    ...regimeTexts[no],
  }))
  const own = organisation.departments
    .filter(({ code }) => boardsOf(code).length > 0)
    .map(({ code, name }) => ({
      document: `INITIAL-${code}`,
      title: `${name}阳光政务初审例会制度（演示）`,
      kind: 'INITIAL_MEETING_RULES',
      status: 'ISSUED',
      department: code,
      issuedOn,
      basis: ['广东省交通运输厅阳光政务建设初审例会制度'],
    }))
  return [...earlier, ...regimes, ...own].map(input => ({
    stream: streams.rulebook,
    noun: 'documents',
    person: SECRETARY,
    input,
  }))
}

function ruleStep(effectiveFrom: Day): Step {
  return {
    stream: streams.rulebook,
    noun: 'rule-sets',
    person: HEAD,
    input: {
      effectiveFrom,
      parameters: parameters.map(({ key, value, source, note }) => ({ key, value, source: `${source}　${note}` })),
      reason: '平台启用，采用默认参数（演示）',
    },
  }
}

function catalogueSteps(effectiveFrom: Day): readonly Step[] {
  const compiled = demoItems.map(item => ({
    stream: streams.catalogue,
    noun: 'compiled-items',
    person: staff('clerk', item.department, 1),
    input: item,
  }))
  const adopted = {
    stream: streams.catalogue,
    noun: 'versions',
    person: HEAD,
    input: { effectiveFrom, session: '领导小组2026年第1次会议（演示）', decisions: demoLevels },
  }
  return [...compiled, adopted]
}

function rotationSteps(): readonly Step[] {
  const boardName = (code: string) => organisation.boards.find(b => b.code === code)?.name ?? code
  return rotations.flatMap(({ id, board, leader, departments }) => [
    {
      stream: streams.reviewGroup(id),
      noun: 'establishment',
      person: SECRETARY,
      input: { board, name: `${boardName(board)}复核小组`, ...ROTATION, leader, departments },
    },
    {
      stream: streams.reviewGroup(id),
      noun: 'approval',
      person: HEAD,
      input: { session: '领导小组2026年第2次会议（演示）' },
    },
  ])
}

/** Gives the steps of one day their moments, a minute apart from nine o'clock. */
function onDay(day: Day, steps: readonly Step[]): readonly Command[] {
  const nine = Date.parse(instantAt(day, '09:00'))
  return steps.map((step, index) => ({ ...step, now: new Date(nine + index * 60_000).toISOString() }))
}

/** Everything the agency decides before its first matter, 2026-06-15 to 2026-06-30, in order. */
export function foundationCommands(agency: Agency = demoAgency): readonly Command[] {
  return [
    ...onDay('2026-06-15', [...agencySteps(agency, '2026-06-15'), ...peopleSteps('2026-06-15')]),
    ...onDay('2026-06-16', documentSteps('2026-06-16')),
    ...onDay('2026-06-17', [ruleStep('2026-06-17')]),
    ...onDay('2026-06-24', catalogueSteps('2026-07-01')),
    ...onDay('2026-06-30', rotationSteps()),
  ]
}

/** Founds the demonstration agency. @throws with the sentence of the refusal if a rule says no. */
export async function layFoundation(recorder: Recorder, agency: Agency = demoAgency): Promise<void> {
  for (const command of foundationCommands(agency)) {
    const result = await recorder.handle(command)
    if (!result.ok) throw new Error(`${command.stream} ${command.noun}: ${result.error.sentence}`)
  }
}
