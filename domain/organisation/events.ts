import * as z from 'zod'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'
import { ageRecipient } from '../sealed-part.ts'
import { signatureMethods } from '../signature.ts'

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
  'AUDITOR', // 审计管理员
] as const
export type Post = (typeof posts)[number]

/** What a key opens: reports, identities, what goes to a body above, reports to 厅党组 and 领导小组. */
export const sealingPurposes = ['CONTENT', 'IDENTITY', 'SUPERIOR', 'LEADERSHIP'] as const
export type SealingPurpose = (typeof sealingPurposes)[number]

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
  /** 公务员法 76、77条: what a person has an interest in; compared with the parties of matters (E-09, E-13). */
  'organisation.interest-declared': {
    interest: pub(code('利害关系')),
    person: restricted(person),
    unit: restricted(text('单位名称', 120)),
    uscc: restricted(z.string().max(18)),
    relation: restricted(text('关系', 200)),
  },
  'organisation.interest-ended': { interest: pub(code('利害关系')) },
  'organisation.signing-key-registered': {
    key: pub(z.string().min(1).max(200)),
    person: pub(person),
    method: pub(z.enum(signatureMethods)),
    /** base64url: 32 raw bytes of Ed25519 for SERVER_HELD; 65 of P-256 (SEC 1, uncompressed) for WEBAUTHN. */
    publicKey: pub(z.string().min(1).max(2000)),
  },
  'organisation.signing-key-revoked': { key: pub(z.string().max(200)), reason: restricted(text('理由', 200)) },
  /** S122, CMP-003: public, so that whoever seals something sees to whom, and that it is the key of that person. */
  'organisation.sealing-key-registered': {
    key: pub(z.string().min(1).max(200)),
    /** Whose it is; for SUPERIOR, of the body above that the discipline leader registered it for. */
    person: pub(person),
    purpose: pub(z.enum(sealingPurposes)),
    recipient: pub(ageRecipient('公钥')),
    unit: pub(text('上级机关名称', 60).optional()),
  },
  'organisation.sealing-key-revoked': { key: pub(z.string().max(200)), reason: restricted(text('理由', 200)) },
  /** CMP-003 身份受托人. */
  'organisation.custodian-appointed': { person: pub(person) },
  'organisation.custodian-ended': { person: pub(person) },
  /** RND-005 检查人员名录库. */
  'organisation.inspector-listed': { person: pub(person), from: pub(day('入库日')) },
  'organisation.inspector-delisted': {
    person: pub(person),
    to: pub(day('出库日')),
    reason: restricted(text('理由', 200)),
  },
  'organisation.delegation-revoked': { delegation: pub(code('授权')), day: pub(day('撤销日')) },
})

export type OrganisationEvent = EventOf<typeof organisationEvents>
