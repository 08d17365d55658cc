import { type Matter, recordOf } from '../domain/matter/matter.ts'
import { addWorkdays, type Day, workdaysBetween } from '../domain/time.ts'
import { staff } from './people.ts'
import type { Teller } from './teller.ts'
import { review, submit, supplement, type Told, terminate, withdraw } from './verbs.ts'

/** What is done about one matter on one day outside meetings: at most one step, except where steps go together. */
export async function deskWork(t: Teller, told: Told): Promise<void> {
  const { tale, stream, handler } = told
  const matter = await t.matter(told.id)
  const today = t.today()
  if (matter.status === tale.until) return
  if (tale.withdrawal?.on === today) return withdraw(t, told, tale.withdrawal.reason)
  if (tale.rectification?.on === today) {
    return t.act(staff('head', told.department), stream, 'rectification', { report: tale.rectification.report })
  }
  switch (matter.status) {
    case 'DRAFT':
    case 'POST_FILING_REGISTERED':
      return today >= (tale.submitOn ?? addWorkdays(tale.on, 1).day) ? submit(t, told) : undefined
    case 'INITIAL_PASSED':
      return today >= (tale.notBefore?.[2] ?? today) && cameBefore(matter, today) ? review(t, told) : undefined
    case 'RETURNED':
      return answerReturn(t, told)
    case 'AGREED_IN_PRINCIPLE':
      return workOnConditions(t, told, matter)
    case 'FILED_AGREED':
      return since(matter.agreedOn, today) >= 2 ? t.act(handler, stream, 'handling', { startedOn: today }) : undefined
    case 'HANDLING':
      return since(matter.handlingStartedOn, today) >= (tale.workdays ?? 8)
        ? t.act(handler, stream, 'handling-completion', { finishedOn: today, result: tale.result ?? '已办结' })
        : undefined
    case 'APPROVED':
      return since(matter.agreedOn, today) >= 3
        ? t.act(handler, stream, 'implementation', { startedOn: today })
        : undefined
    case 'IMPLEMENTING':
      return since(matter.implementationStartedOn, today) >= (tale.workdays ?? 15)
        ? t.act(handler, stream, 'implementation-completion', {
            finishedOn: today,
            result: tale.result ?? '已实施完成',
          })
        : undefined
    case 'NOTED':
    case 'HANDLED':
    case 'IMPLEMENTED':
    case 'NOT_AGREED':
      return closeInTime(t, told, matter)
    default:
      return undefined
  }
}

const since = (day: Day | undefined, today: Day): number => (day ? workdaysBetween(day, today).workdays : 0)

/** A leader takes a matter up on the day after it came, or came back. */
function cameBefore(matter: Matter, today: Day): boolean {
  const stay = matter.stays.at(-1)
  const back = stay?.pauses.at(-1)?.to
  return recordOf(matter, 1) !== undefined && (back ?? stay?.openedOn ?? today) < today
}

async function answerReturn(t: Teller, told: Told): Promise<void> {
  const { supplements, termination } = told.tale
  const brought = supplements?.find(({ on }) => on === t.today())
  if (brought) await supplement(t, told, brought.note, brought.change)
  if (termination?.on === t.today()) await terminate(t, told, termination.reason)
}

/** E-23: the owner reports, whoever presided at the review clears. */
async function workOnConditions(t: Teller, told: Told, matter: Matter): Promise<void> {
  const conditional = matter.records.findLast(record => record.conclusion === 'AGREED_IN_PRINCIPLE')
  const confirmer = recordOf(matter, 3)?.presider ?? conditional?.presider ?? ''
  for (const [number, { reportOn, report, clearOn }] of Object.entries(told.tale.conditions ?? {})) {
    const { id: condition, owner } = matter.conditions.find(({ id }) => id.endsWith(`-${number}`)) ?? {
      id: '',
      owner: '',
    }
    if (reportOn === t.today()) {
      await t.act(staff('deputy', owner), told.stream, 'condition-reports', { condition, report })
    }
    if (clearOn === t.today()) await t.act(confirmer, told.stream, 'condition-confirmations', { condition })
  }
}

async function closeInTime(t: Teller, told: Told, matter: Matter): Promise<void> {
  const { status, rectification } = matter
  if (status === 'NOT_AGREED' && !rectification?.report) return
  const done =
    status === 'NOT_AGREED'
      ? told.tale.rectification?.on
      : (matter.implementationFinishedOn ?? matter.handlingFinishedOn ?? matter.agreedOn)
  if (since(done, t.today()) >= 3) await t.act(staff('head', told.department), told.stream, 'closure')
}
