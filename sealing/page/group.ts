/** Who stands how to whom, and which keys there are: what `GET /report/keys` answers, and what the page makes of it. */
import * as z from 'zod'
import { type Involved, type RecusalOutcome, recusalOf, type Standing } from '../../domain/complaint/recusal.ts'
import { readersOf } from '../../domain/organisation/readers.ts'
import type { Result } from '../../domain/result.ts'
import { keysAnswer } from '../key-check.ts'
import { ask } from './api.ts'

const seat = z.object({
  person: z.string(),
  name: z.string(),
  title: z.string(),
  role: z.enum(['LEADER', 'DEPUTY', 'MEMBER']),
  department: z.string().optional(),
  departmentName: z.string(),
})

const groupAnswer = keysAnswer.extend({
  seats: z.array(seat),
  agencyHead: z.string().optional(),
  departments: z.array(
    z.object({ code: z.string(), name: z.string(), head: z.string().optional(), leader: z.string().optional() }),
  ),
  custodians: z.array(z.string()),
})
export type Group = Readonly<z.output<typeof groupAnswer>>
export type GroupMember = Group['seats'][number]

export const readGroup = (): Promise<Result<Group>> => ask('/keys', groupAnswer)

const standingIn = ({ seats, agencyHead, departments }: Group): Standing => ({ seats, agencyHead, departments })

export const recusalIn = (group: Group, involved: Involved): RecusalOutcome => recusalOf(standingIn(group), involved)

/** Members who may read it. */
export function readersIn(group: Group, { recused }: Pick<RecusalOutcome, 'recused'>): readonly GroupMember[] {
  const persons = new Set(readersOf(group.seats, recused).map(({ person }) => person))
  return group.seats.filter(({ person }) => persons.has(person))
}

type Purpose = Group['keys'][number]['purpose']

/** Persons with a key of this purpose in force. */
export const holdersIn = ({ keys }: Group, purpose: Purpose): ReadonlySet<string> =>
  new Set(keys.filter(key => key.purpose === purpose && !key.revoked).map(({ person }) => person))

/** How many custodians could keep an identity in this case. */
export const custodiansIn = (group: Group, { recused }: Pick<RecusalOutcome, 'recused'>): number =>
  [...holdersIn(group, 'IDENTITY')].filter(
    person => group.custodians.includes(person) && !recused.persons.includes(person),
  ).length

export const memberWords = ({ name, title, departmentName }: GroupMember): string =>
  `${departmentName}${title.replace(departmentName, '')} ${name}`.trim()

export interface PostChoice {
  readonly person: string
  readonly words: string
}

/** The posts that somebody can point at, each of them once: the agency's head, the group, the other leaders. */
export function postsIn(group: Group): readonly PostChoice[] {
  const { seats, agencyHead, departments } = group
  const choices: PostChoice[] = seats.map(member => ({
    person: member.person,
    words: `监督问责小组${member.role === 'LEADER' ? '组长' : member.role === 'DEPUTY' ? '副组长' : '成员'}：${memberWords(member)}`,
  }))
  const leaders = Map.groupBy(
    departments.filter(({ leader }) => leader !== undefined),
    ({ leader }) => leader ?? '',
  )
  for (const [person, theirs] of leaders) {
    const words = `厅领导，分管${theirs.map(({ name }) => name).join('、')}`
    choices.push({ person, words })
  }
  const head = agencyHead === undefined ? [] : [{ person: agencyHead, words: '厅主要领导（厅长）' }]
  return [...head, ...choices.filter(({ person }) => person !== agencyHead)].filter(
    (choice, at, all) => all.findIndex(({ person }) => person === choice.person) === at,
  )
}
