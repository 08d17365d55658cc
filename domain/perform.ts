import { type Role, refuseUnlessRole } from './access.ts'
import type { Act, Emitted } from './decider.ts'
import { err, type Refusal, type Result, refuse } from './result.ts'

/** Why this act may not be done now by this person; `undefined` when it may. The greyed-out button asks this. */
export function refusalOf<State, Facts>(
  act: Act<State, Facts>,
  roles: ReadonlySet<Role>,
  state: State,
  facts: Facts,
): Refusal | undefined {
  return refuseUnlessRole(roles, act.roles, act.label) ?? act.may(state, facts)
}

/** Who may, whether now, whether the form is right, and only then what follows. */
export function perform<State, Facts>(
  act: Act<State, Facts>,
  roles: ReadonlySet<Role>,
  state: State,
  input: unknown,
  facts: Facts,
): Result<readonly Emitted[]> {
  const refusal = refusalOf(act, roles, state, facts)
  if (refusal) return err(refusal)
  const parsed = act.input.safeParse(input)
  if (!parsed.success) return err(refusalOfForm(act.clause, parsed.error.issues[0]))
  return act.decide(state, parsed.data, facts)
}

interface FormIssue {
  readonly code?: string
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly keys?: readonly string[]
}

/** The first thing wrong with a form, as a sentence that names the field. */
export function refusalOfForm(clause: string, issue: FormIssue | undefined): Refusal {
  if (!issue) return refuse('INVALID', clause, '填写的内容不符合要求。')
  const field = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const unknown = (issue.keys ?? []).join('、').slice(0, 80)
    return refuse('INVALID', clause, `不认识的字段：${unknown}。`, unknown)
  }
  const sentence = /[\u4e00-\u9fff]/.test(issue.message)
    ? `${issue.message}。`
    : `字段 ${field || '（整体）'} 的内容不符合要求。`
  return refuse('INVALID', clause, sentence, field)
}
