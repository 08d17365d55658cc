import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'

export const departmentKinds = ['division', 'enforcement', 'resident-discipline', 'affiliated-unit'] as const
export const boards = ['PLAN_FUND', 'CONSTRUCTION', 'PERMIT', 'ENFORCEMENT'] as const
export type Board = (typeof boards)[number]

/** Posts as the plan names them, and the working posts below them that it takes for granted. */
export const posts = [
  'AGENCY_HEAD', // 厅主要领导
  'LEADERSHIP_MEMBER', // 厅班子成员
  'LEADER_IN_CHARGE', // 分管某处室的厅领导
  'DISCIPLINE_LEADER', // 厅党组成员、驻厅纪检组长
  'DIVISION_HEAD', // 处室主要负责人
  'DIVISION_DEPUTY', // 处室副职
  'UNIT_HEAD', // 直属单位主要负责人
  'SUPERVISION_OFFICE_HEAD', // 驻厅监察室负责人
  'CLERK', // 处室工作人员
  'OPERATOR', // 平台运维人员
] as const
export type Post = (typeof posts)[number]

const department = code('处室')
const person = code('人员')

export const organisationEvents = defineEvents({
  'organisation.founded': {
    name: pub(text('机关名称', 60)),
    brand: pub(text('品牌', 40)),
    platform: pub(text('平台名称', 60)),
    demo: pub(z.boolean()),
  },
  'organisation.department-established': {
    department: pub(department),
    name: pub(text('处室名称', 60)),
    kind: pub(z.enum(departmentKinds)),
    boards: pub(z.array(z.enum(boards))),
    from: pub(day('设立日')),
    order: pub(z.int()),
  },
  'organisation.person-registered': {
    person: pub(person),
    name: restricted(text('姓名', 40)),
    demo: pub(z.boolean()),
  },
  'organisation.post-assigned': {
    assignment: pub(code('任职')),
    person: pub(person),
    post: pub(z.enum(posts)),
    department: pub(department.optional()),
    from: pub(day('任职起日')),
    acting: pub(z.boolean()),
  },
  'organisation.post-ended': { assignment: pub(code('任职')), to: pub(day('任职止日')) },
  'organisation.delegation-granted': {
    delegation: pub(code('授权')),
    from: pub(person),
    to: pub(person),
    departments: pub(z.array(department)),
    firstDay: pub(day('授权起日')),
    lastDay: pub(day('授权止日')),
    reason: restricted(text('授权事由', 200)),
  },
  'organisation.delegation-revoked': { delegation: pub(code('授权')), day: pub(day('撤销日')) },
})

export type OrganisationEvent = EventOf<typeof organisationEvents>
