/** A 初审例会 of the demonstration, held over the API as its people would: for tests of what comes of a meeting. */
import assert from 'node:assert/strict'
import type { MeetingList, MeetingPage } from '../../http/api/contract.ts'
import type { Answer, Edge, Visitor } from './edge.ts'

export const done = <T>(answer: Answer): T => {
  assert.ok(answer.status < 300, answer.text)
  return answer.body as T
}

export interface Sitting {
  readonly id: string
  readonly path: string
  readonly page: MeetingPage
  /** The first item's key. */
  readonly matter: string
  readonly recorder: Visitor
  readonly as: (person: string) => Promise<Visitor>
}

/** Given the 初审例会 whose notice was sent, on its day: opened, everybody there, its first item taken up. */
export async function sitInitial(edge: Edge): Promise<Sitting> {
  const { rows } = done<MeetingList>(await (await edge.signIn('agency-head')).get('/meetings?kind=INITIAL'))
  const { id, scheduledAt } = rows.find(row => row.stage === 'NOTICED') ?? assert.fail('no 初审例会 is to come')
  edge.moveTo(scheduledAt.slice(0, 10), '15:00')
  const visitors = new Map<string, Visitor>()
  const as = async (person: string) => {
    const visitor = visitors.get(person) ?? (await edge.signIn(person))
    visitors.set(person, visitor)
    return visitor
  }
  const path = `/meetings/${id}`
  const seen = done<MeetingPage>(await (await as('agency-head')).get(path))
  const recorder = await as(seen.recorder.id)
  done(await recorder.post(`${path}/opening`))
  for (const { who } of seen.members) {
    done(await recorder.post(`${path}/attendance`, { person: who.id, status: 'PRESENT' }))
  }
  const matter = seen.items[0]?.key ?? assert.fail('no item')
  const page = done<MeetingPage>(await recorder.post(`${path}/item-starts`, { matter }))
  return { id, path, page, matter, recorder, as }
}

/** Who has still to speak to the first item, whoever presides last. */
export function speakers({ page }: Sitting): readonly string[] {
  const item = page.items[0] ?? assert.fail('no item')
  const last = item.presider.id
  return [...item.silent.map(who => who.id).filter(person => person !== last), last]
}

export const opinionOf = (sitting: Sitting, person: string, words = '材料齐全，同意。') => ({
  matter: sitting.matter,
  person,
  position: 'AGREE',
  words,
})

/** Then the item is concluded, the others put off, and the meeting ends. */
export async function conclude(sitting: Sitting, tasks: readonly unknown[] = []): Promise<void> {
  const { path, matter, page, recorder } = sitting
  const conclusion = { matter, conclusion: 'AGREED', opinion: '同意。', ...(tasks.length > 0 ? { tasks } : {}) }
  done(await recorder.post(`${path}/conclusions`, conclusion))
  for (const item of page.items.slice(1)) {
    done(await recorder.post(`${path}/postponements`, { matter: item.key, reason: '时间不足，顺延下次会议' }))
  }
  done(await recorder.post(`${path}/adjournment`))
}
