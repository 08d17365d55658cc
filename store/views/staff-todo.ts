import type { Store } from '../store.ts'

/** What could wait for one person, by number only: whether it does is for the rules to say. */
export interface Candidates {
  readonly matters: readonly string[]
  readonly meetings: readonly string[]
  readonly groups: readonly string[]
}

/** The divisions that make something this person's business. */
export interface Concern {
  readonly person: string
  /** Divisions that the person works in. */
  readonly own: readonly string[]
  /** Divisions whose leader in charge the person is, or stands in for (E-01). */
  readonly inCharge: readonly string[]
  /** Boards whose review group's meetings the person calls. */
  readonly boards: readonly string[]
  /** Whether the person calls the 厅长办公会. */
  readonly calls: boolean
  /** Whether the person is of the office, which answers for late items and invitations of all meetings (E-40, S98). */
  readonly office: boolean
  /** Whether the person approves rotations (A7). */
  readonly approves: boolean
}

const MOST = 500

const MEETINGS = `
select id from meeting_view
 where organ = $1 and stage <> 'SIGNED' and (
   people @> $2
   or ($3 and stage <> 'ADJOURNED'
       and (json_array_length(state -> 'lateItems') > 0 or json_array_length(state -> 'invitations') > 0))
 )
 order by id limit ${MOST}`

const MATTERS = `
select id from matter_view
 where organ = $1 and (
   (status in ('DRAFT', 'POST_FILING_REGISTERED', 'SUBMITTED_INITIAL', 'RETURNED', 'FILED_AGREED', 'HANDLING', 'HANDLED',
               'APPROVED', 'IMPLEMENTING', 'IMPLEMENTED', 'NOTED') and department = any($2))
   or (status = 'NOT_AGREED' and department = any($2) and state -> 'rectification' is not null)
   or (status in ('POST_FILING_REGISTERED', 'SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'RETURNED',
                  'DEFERRED') and department = any($3))
   or (status = 'AGREED_IN_PRINCIPLE')
   or (status in ('LEADER_PASSED', 'DEFERRED') and tier = 3 and board = any($4))
   or (status in ('MEETING_PENDING', 'DEFERRED') and tier = 4 and $5)
 )
 order by id limit ${MOST}`

export async function todoCandidates(store: Store, concern: Concern): Promise<Candidates> {
  const { organ, database } = store
  const [matters, meetings, groups] = await Promise.all([
    database.pool.query<{ id: string }>(MATTERS, [organ, concern.own, concern.inCharge, concern.boards, concern.calls]),
    database.pool.query<{ id: string }>(MEETINGS, [organ, [concern.person], concern.office]),
    concern.approves
      ? database.pool.query<{ id: string }>(
          `select id from review_group_view where organ = $1 and state -> 'approvedAt' is null order by id limit ${MOST}`,
          [organ],
        )
      : { rows: [] },
  ])
  const ids = ({ rows }: { rows: readonly { id: string }[] }) => rows.map(row => row.id)
  return { matters: ids(matters), meetings: ids(meetings), groups: ids(groups) }
}
