import { meetingId } from '../meeting/ids.ts'
import { dayOf, yearOf } from '../time.ts'
import { seatingOf } from './inference.ts'
import { asAnswered, broken, kept, keptIf, rule } from './rule.ts'
import { namesOfDepartments } from './words.ts'

/** A meeting that was left out of the log leaves its number out. */
const numbered = rule(
  ['meeting.called'],
  'S15',
  '同一主体一年内的会议编号从1起连续，与会议的名称相符',
  ({ id, ledger }, { kind, body, year, seq, scheduledAt }) => {
    if (id !== meetingId(kind, body, year, seq) || year !== yearOf(dayOf(scheduledAt))) {
      return broken(`会议${id}的类别、主体、年份或次数与其记录的内容不符`)
    }
    const before = ledger.called.get(`${kind}-${body}-${year}`) ?? 0
    if (seq === before + 1) return kept
    return broken(
      seq > before + 1
        ? `为该年第${seq}次会议，而日志中此前只到第${before}次，缺${seq - before - 1}次`
        : `为该年第${seq}次会议，而日志中已有第${before}次`,
    )
  },
)

/** A7, S101, S87, S90: who must sit is there: an approved group in its term, a head of the division, a head of the agency. */
const canSit = rule(
  ['meeting.called'],
  'A7',
  '复核小组轮值经批准，会议在轮值期内；初审例会、厅长办公会有主持人',
  ({ ledger }, data) => {
    if (data.members.length > 0) return kept
    const seating = seatingOf(data, ledger)
    return asAnswered(seating.ok ? undefined : seating.error)
  },
)

/** There is one 厅长办公会, and so one series of its numbers. */
const oneDirectorMeeting = rule(['meeting.called'], 'S90', '厅长办公会只有一个', (_told, { kind, body }) =>
  kind === 'DIRECTOR' ? keptIf(body === 'DIRECTOR', () => `厅长办公会的主体记为${body}，不是厅长办公会`) : undefined,
)

/** The members are those that follow from posts and rotations (`inference.ts`). */
const seatsAsDerived = rule(
  ['meeting.called'],
  'S96',
  '会议组成的处室，与职务和轮值表相符',
  (told, { members, divisions }) => {
    if (members.length === 0) return undefined
    const should = new Set(members.map(m => m.department).filter(d => d !== ''))
    const alike = should.size === divisions.length && divisions.every(d => should.has(d))
    return keptIf(alike, () => {
      const list = (all: Iterable<string>) => namesOfDepartments(told, [...all]) || '（无）'
      return `会议组成的处室应为${list(should)}，记为${list(divisions)}`
    })
  },
)

export const callingRules = [numbered, canSit, oneDirectorMeeting, seatsAsDerived]
