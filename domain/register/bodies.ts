import { seatsOf } from '../organisation/groups.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { leadership } from '../organisation/posts.ts'
import type { Day } from '../time.ts'
import { type Body, bodies } from './events.ts'

const names: Record<Body, string> = { PARTY_GROUP: '厅党组', LEADING_GROUP: '领导小组' }
export const nameOfBody = (body: Body): string => names[body]
export const namesOfBodies = (list: readonly Body[]): string => list.map(nameOfBody).join('、')

/** S123: all whom the group answers to. */
export const allBodies: readonly Body[] = bodies

/**
 * Who of a body a report is for on a day: 厅领导 alone. The heads of divisions sit in the leading group as well, and a report
 * on them does not pass through their hands (S123 不经被监督处室).
 */
export function receiversOf(organisation: Organisation, body: Body, day: Day): readonly string[] {
  const leaders = leadership(organisation, day)
  if (body === 'PARTY_GROUP') return leaders
  const seated = seatsOf(organisation, 'LEADING_GROUP', day).map(({ person }) => person)
  return leaders.filter(person => seated.includes(person))
}
