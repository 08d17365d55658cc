import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { type Accountability, pendingReport, resultOf } from './accountability.ts'
import { files } from './acts-clue.ts'
import { responsibilities as kindsOfResponsibility, rectificationResults } from './events.ts'
import { type AccountabilityFacts, belongsTo, ownDepartments } from './facts.ts'
import { mayAnswer, responsibilityChain } from './responsibility.ts'
import { define, findingOf, noFinding, refuseUnknownFiles, refuseUnlessStage } from './stage.ts'

const find = define({
  noun: 'findings',
  label: '认定问题',
  clause: 'S129',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    clause: code('违反的条款'),
    tier: z.int({ error: '审核级次应为0到4' }).min(0).max(4, { error: '审核级次应为0到4' }),
    matter: code('件').optional(),
    words: text('认定的问题', 1500, 2),
    /** Who answers for it, and how; what each of them did is read from the record. */
    responsibilities: z
      .array(z.strictObject({ person: code('人员'), responsibility: z.enum(kindsOfResponsibility) }))
      .max(40)
      .default([]),
  }),
  may: refuseAfterConclusion,
  decide: (state, { responsibilities, ...input }, facts) => {
    const matter = input.matter === undefined ? undefined : facts.matters[input.matter]
    if (input.matter !== undefined && (!matter || matter.status === 'NONE')) {
      return err(refuse('INVALID', 'S129', '没有这一件。', 'matter'))
    }
    const links = matter ? responsibilityChain(matter, facts.meetings, facts.organisation) : []
    const chain = links.filter(l => input.tier === 0 || l.tier === 0 || l.tier <= input.tier)
    const wrong = refuseResponsible(chain, responsibilities)
    if (wrong) return err(wrong)
    const said = new Map(responsibilities.map(r => [r.person, r.responsibility]))
    const judged = chain.map(l => {
      const responsibility = mayAnswer(l.part) ? said.get(l.person) : undefined
      return responsibility ? { ...l, responsibility } : l
    })
    return ok([{ type: 'accountability.found', data: { no: state.findings.length + 1, ...input, chain: judged } }])
  },
})

/** ACC-007: only of who had a part, and never of who was absent, recused or overruled. */
function refuseResponsible(
  chain: readonly { readonly person: string; readonly part: Parameters<typeof mayAnswer>[0] }[],
  responsible: readonly { readonly person: string }[],
): Refusal | undefined {
  for (const { person } of responsible) {
    const own = chain.filter(l => l.person === person)
    if (own.length === 0) return refuse('INVALID', 'ACC-007', '责任人不在这一件的办理记录中。', 'responsibilities')
    if (!own.some(l => mayAnswer(l.part))) {
      return refuse('INVALID', 'ACC-007', '缺席、回避、无记名表决或者意见未被采纳的人不承担责任。', 'responsibilities')
    }
  }
  return undefined
}

function refuseAfterConclusion(state: Accountability): Refusal | undefined {
  return (
    refuseUnlessStage(state, ['OPENED'], '认定') ??
    (state.nothingFound ? refuse('WRONG_STATE', 'S129', '查核已有结论：没有发现问题。') : undefined)
  )
}

const findNothing = define({
  noun: 'no-findings',
  label: '没有发现问题',
  clause: 'S153',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ words: text('查核结论', 1500, 2) }),
  may: state =>
    refuseAfterConclusion(state) ??
    (state.findings.length > 0 ? refuse('WRONG_STATE', 'S129', '已经认定了问题，不能再说没有发现。') : undefined),
  decide: (_state, input) => ok([{ type: 'accountability.nothing-found', data: input }]),
})

const finding = z.int({ error: '请选择认定的问题' }).min(1)

const order = define({
  noun: 'rectification-orders',
  label: '责令整改',
  clause: 'S129',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    finding,
    department: code('整改处室'),
    dueOn: day('整改期限'),
    what: text('整改要求', 500, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPENED'], '责令整改'),
  decide: (state, input, { organisation, today }) => {
    const found = findingOf(state, input.finding)
    const wrong = firstRefusal(
      found ? undefined : noFinding(input.finding),
      found?.rectification ? refuse('INVALID', 'S129', '这个问题已经责令整改。', 'finding') : undefined,
      organisation.departments[input.department]
        ? undefined
        : refuse('INVALID', 'S129', '没有这个处室。', 'department'),
      input.dueOn <= today ? refuse('INVALID', 'S129', '整改期限须晚于今天。', 'dueOn') : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'accountability.rectification-ordered', data: input }])
  },
})

const owed = (state: Accountability, facts: AccountabilityFacts): readonly number[] => {
  const own = ownDepartments(state, facts)
  return state.findings.flatMap(f =>
    f.rectification &&
    own.includes(f.rectification.department) &&
    !pendingReport(f.rectification) &&
    resultOf(f) !== 'FULL'
      ? [f.no]
      : [],
  )
}

const rectify = define({
  noun: 'rectifications',
  label: '报告整改情况',
  clause: 'S129',
  roles: ['INSPECTED'],
  input: z.strictObject({ finding, words: text('整改情况', 2000, 2), files: files.default([]) }),
  may: (state, facts) =>
    refuseUnlessStage(state, ['OPENED'], '报告整改') ??
    (owed(state, facts).length > 0 ? undefined : refuse('WRONG_STATE', 'S129', '没有等待您的处室整改的问题。')),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      owed(state, facts).includes(input.finding)
        ? undefined
        : refuse('FORBIDDEN', 'S129', '这个问题不由您的处室整改，或者已经报告。', 'finding'),
      refuseUnknownFiles(input.files, facts),
    )
    return wrong ? err(wrong) : ok([{ type: 'accountability.rectified', data: input }])
  },
})

/** By somebody else: not of the division that put it right, and not who reported it. */
const verify = define({
  noun: 'verifications',
  label: '复查整改',
  clause: 'S129',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    finding,
    result: z.enum(rectificationResults, { error: '复查结论为完成、部分完成或者没有整改' }),
    words: text('复查意见', 1000, 2),
    dueOn: day('新的整改期限').optional(),
  }),
  may: state =>
    refuseUnlessStage(state, ['OPENED'], '复查') ??
    (state.findings.some(f => f.rectification && pendingReport(f.rectification))
      ? undefined
      : refuse('WRONG_STATE', 'S129', '没有等待复查的整改。')),
  decide: (state, input, facts) => {
    const rectification = findingOf(state, input.finding)?.rectification
    const report = rectification && pendingReport(rectification)
    if (!report) return err(refuse('INVALID', 'S129', '这个问题还没有报告整改情况。', 'finding'))
    if (report.person === facts.person || belongsTo(facts, rectification.department)) {
      return err(refuse('CONFLICT_OF_INTEREST', 'S129', '复查由整改处室以外的人进行。'))
    }
    const open = input.result !== 'FULL'
    if (open && (input.dueOn === undefined || input.dueOn <= facts.today)) {
      return err(refuse('INVALID', 'S153', '没有整改完成的，须另定晚于今天的整改期限。', 'dueOn'))
    }
    if (!open && input.dueOn !== undefined) {
      return err(refuse('INVALID', 'S153', '整改完成的，不再定期限。', 'dueOn'))
    }
    return ok([{ type: 'accountability.verified', data: input }])
  },
})

export const findingActs = [find, findNothing, order, rectify, verify] as const
