import * as z from 'zod'
import { type Parameter, parameters } from '../../spec/parameters.ts'
import { act } from '../decider.ts'
import { type BaseFacts, SYSTEM } from '../organisation/facts.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { err, ok, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { article, documentKinds, documentStatuses, governed, parameterValue } from './events.ts'
import type { Rulebook } from './rulebook.ts'

const define = act<Rulebook, BaseFacts>()
const always = () => undefined

const registerDocument = define({
  noun: 'documents',
  label: '登记制度',
  clause: 'S71',
  roles: ['OFFICE', 'DEPARTMENT_HEAD'],
  input: z.strictObject({
    document: code('制度编码'),
    title: text('制度名称', 120),
    kind: z.enum(documentKinds, { error: '制度类别不在允许的范围内' }),
    status: z.enum(documentStatuses, { error: '制度状态不在允许的范围内' }),
    department: code('处室').optional(),
    issuedOn: day('印发日').optional(),
    basis: z.array(text('上位依据', 200)).max(20).default([]),
    governs: z.enum(governed, { error: '所规范的会议不在允许的范围内' }).optional(),
    articles: z.array(article).max(100, { error: '条文不得超过100条' }).optional(),
  }),
  may: always,
  decide: (state, input, facts) => {
    if (input.kind === 'INITIAL_MEETING_RULES' && !input.department) {
      return err(refuse('INCOMPLETE', 'S81', '初审例会制度须指明处室。', 'department'))
    }
    if (input.department && !facts.organisation.departments[input.department]) {
      return err(refuse('INVALID', 'S81', '没有这个处室。', 'department'))
    }
    // The office keeps the library (S71); a division's head brings in that division's own rules and nothing else.
    const own = departmentsOf(facts.organisation, facts.person, facts.today)
    const kept = state.documents[input.document]
    const isOwn = [input, ...(kept ? [kept] : [])].every(
      d => d.kind === 'INITIAL_MEETING_RULES' && own.includes(d.department ?? ''),
    )
    if (!isOwn && !rolesInAgency(facts).has('OFFICE')) {
      return err(refuse('FORBIDDEN', 'S71', '制度库由领导小组办公室维护，处室只登记本处室的初审例会制度。', 'kind'))
    }
    if ((input.status === 'ISSUED' || input.status === 'REVISED') && !input.issuedOn) {
      return err(refuse('INCOMPLETE', 'S54', '已印发的制度须填印发日。', 'issuedOn'))
    }
    const unknown = input.articles?.flatMap(a => a.parameters).find(key => !known.has(key))
    if (unknown) return err(refuse('INVALID', 'S71', `没有名为 ${unknown} 的参数。`, 'articles'))
    // 「完善」= 修订: what it was before must be there to compare (S58).
    if (input.status === 'REVISED' && input.articles && !kept) {
      return err(refuse('INCOMPLETE', 'S58', '修订的制度须先登记修订前的文本，以便新旧对照。', 'status'))
    }
    return ok([{ type: 'rulebook.document-registered', data: input }])
  },
})

const adoptRuleSet = define({
  noun: 'rule-sets',
  label: '采用规则参数',
  clause: 'S71',
  // The platform itself may adopt the very first set, the defaults: without one no rule has a number to go by.
  roles: ['AGENCY_HEAD', 'SYSTEM'],
  input: z.strictObject({
    effectiveFrom: day('生效日'),
    parameters: z
      .array(z.strictObject({ key: code('参数'), value: parameterValue, source: text('出处', 200) }))
      .min(1, { error: '至少一个参数' })
      .max(200, { error: '参数不得超过200个' }),
    reason: text('调整理由', 500, 2),
  }),
  may: (state, facts) =>
    facts.person === SYSTEM && state.ruleSets.length > 0
      ? refuse('FORBIDDEN', 'S71', '规则参数的调整须经批准，平台不能自行调整。')
      : undefined,
  decide: (state, input) => {
    const current = state.ruleSets.at(-1)
    if (current && input.effectiveFrom < current.effectiveFrom) {
      return err(refuse('INVALID', 'S3', `生效日不得早于现行版本的生效日 ${current.effectiveFrom}。`, 'effectiveFrom'))
    }
    const unknown = current && input.parameters.find(p => !current.parameters[p.key])
    if (unknown) return err(refuse('INVALID', 'S71', `没有名为 ${unknown.key} 的参数。`, 'parameters'))
    const wrongType = input.parameters.find(
      p =>
        current &&
        current.parameters[p.key]?.value !== null &&
        typeof current.parameters[p.key]?.value !== typeof p.value,
    )
    if (wrongType) return err(refuse('INVALID', 'S71', `参数 ${wrongType.key} 的值类型不符。`, 'parameters'))
    const outOfRange = input.parameters.find(p => !inRange(p.key, p.value))
    if (outOfRange) return err(refuse('INVALID', 'S71', `参数 ${outOfRange.key} 的值不在允许的范围内。`, 'parameters'))
    const merged = { ...current?.parameters, ...Object.fromEntries(input.parameters.map(p => [p.key, p])) }
    return ok([
      {
        type: 'rulebook.rule-set-adopted',
        data: {
          version: state.ruleSets.length + 1,
          effectiveFrom: input.effectiveFrom,
          parameters: Object.values(merged),
          reason: input.reason,
        },
      },
    ])
  },
})

const known = new Map<string, Parameter>(parameters.map(p => [p.key, p]))

/** Whether rules can be built on a value: a share of a whole, a whole number of days, one of the choices. */
function inRange(key: string, value: Parameter['value']): boolean {
  const parameter = known.get(key)
  if (!parameter || value === null) return true
  if (parameter.unit === 'CHOICE') return parameter.choices?.includes(String(value)) ?? false
  if (parameter.unit === 'FLAG') return typeof value === 'boolean'
  if (typeof value !== 'number' || value < 0) return false
  if (parameter.unit === 'RATIO') return value <= 1
  return parameter.unit === 'YUAN' || (Number.isInteger(value) && value <= 10_000)
}

export const rulebookActs = [registerDocument, adoptRuleSet] as const
