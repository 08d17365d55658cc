import { type Refusal, refuse } from './result.ts'

/**
 * What a person can be towards one thing. Roles are never stored: they are derived from posts held on the day, from the
 * thing itself and from delegations (`organisation/roles.ts`, `meeting/roles.ts`).
 */
export type Role =
  | 'DEPARTMENT_STAFF' // 送审处室工作人员
  | 'HANDLER' // 本件经办人
  | 'DEPARTMENT_HEAD' // 送审处室主要负责人（含主持工作的负责人）
  | 'LEADER_IN_CHARGE' // 分管厅领导，或受其委托的厅领导
  | 'GROUP_LEADER' // 复核小组组长
  | 'GROUP_CONVENER' // 复核小组召集人（或代召集人）
  | 'CONDITION_OWNER' // 修改条件的责任处室
  | 'CONDITION_CONFIRMER' // 修改条件的确认人
  | 'OFFICE' // 领导小组办公室成员及厅办公室工作人员
  | 'AGENCY_HEAD' // 厅主要领导
  | 'AGENCY_LEADER' // 厅领导
  | 'MEETING_CHAIR' // 会议主持人
  | 'MEETING_RECORDER' // 会议记录人
  | 'MEETING_MEMBER' // 会议组成人员
  | 'INVITEE' // 受邀参与复核的人，凭一次性链接
  | 'DISCIPLINE' // 驻厅纪检组、监察室：只读
  | 'ACCOUNTABILITY_LEADER' // 监督问责小组组长，或就本件代行其职的人
  | 'ACCOUNTABILITY_MEMBER' // 监督问责小组成员，就本件不须回避的
  | 'CASE_HANDLER' // 本件承办人
  | 'IDENTITY_CUSTODIAN' // 身份受托人
  | 'INSPECTOR' // 本次抽中的检查人
  | 'OBJECTION_REVIEWER' // 异议复核人
  | 'INSPECTED' // 被检查、被要求说明或整改的处室负责人
  | 'REPORTER' // 举报人，凭查询码
  | 'AUDITOR' // 审计管理员
  | 'OPERATOR' // 平台运维
  | 'SYSTEM' // 平台自身的定时任务

const roleNames: Record<Role, string> = {
  DEPARTMENT_STAFF: '送审处室工作人员',
  HANDLER: '本件经办人',
  DEPARTMENT_HEAD: '送审处室主要负责人',
  LEADER_IN_CHARGE: '分管厅领导（或受其委托的厅领导）',
  GROUP_LEADER: '复核小组组长',
  GROUP_CONVENER: '复核小组召集人',
  CONDITION_OWNER: '修改条件的责任处室',
  CONDITION_CONFIRMER: '修改条件的确认人',
  OFFICE: '领导小组办公室',
  AGENCY_HEAD: '厅主要领导',
  AGENCY_LEADER: '厅领导',
  MEETING_CHAIR: '会议主持人',
  MEETING_RECORDER: '会议记录人',
  MEETING_MEMBER: '会议组成人员',
  INVITEE: '受邀人员',
  DISCIPLINE: '驻厅纪检监察机构',
  ACCOUNTABILITY_LEADER: '监督问责小组组长',
  ACCOUNTABILITY_MEMBER: '监督问责小组成员',
  CASE_HANDLER: '本件承办人',
  IDENTITY_CUSTODIAN: '身份受托人',
  INSPECTOR: '本次抽中的检查人',
  OBJECTION_REVIEWER: '异议复核人',
  INSPECTED: '被检查处室负责人',
  REPORTER: '举报人',
  AUDITOR: '审计管理员',
  OPERATOR: '平台运维人员',
  SYSTEM: '平台定时任务',
}

export function nameOfRole(role: Role): string {
  return roleNames[role]
}

/** S145 谁主管谁负责、谁审批谁负责: an act is done by one of its roles, and nobody fills in for another. */
export function refuseUnlessRole(held: ReadonlySet<Role>, needed: readonly Role[], label: string): Refusal | undefined {
  if (needed.some(role => held.has(role))) return undefined
  const who = needed.filter(role => role !== 'SYSTEM').map(nameOfRole)
  return refuse('FORBIDDEN', 'S145', `「${label}」由${who.join('或')}办理。`)
}

/** The hats that a person can wear towards one matter (S10 五种身份, and publication and inspection after them). */
export type Duty = 'HANDLE' | 'LEADER_REVIEW' | 'GROUP_REVIEW' | 'DELIBERATE' | 'PUBLISH' | 'INSPECT'

const dutyNames: Record<Duty, string> = {
  HANDLE: '经办',
  LEADER_REVIEW: '分管审核',
  GROUP_REVIEW: '复核',
  DELIBERATE: '审议',
  PUBLISH: '公开审查',
  INSPECT: '抽查',
}

/**
 * Which two hats one person may not wear on the same matter. 分管审核 and 审议 are not in it: the plan itself seats every
 * leader in the 厅长办公会, and the leader in charge must attend it (practice 3.9).
 */
const excluding: readonly { readonly a: Duty; readonly b: Duty; readonly clause: string }[] = [
  { a: 'HANDLE', b: 'LEADER_REVIEW', clause: 'S10' },
  { a: 'HANDLE', b: 'GROUP_REVIEW', clause: 'S10' },
  { a: 'HANDLE', b: 'DELIBERATE', clause: 'S10' },
  { a: 'HANDLE', b: 'PUBLISH', clause: 'ATTR-004' },
  { a: 'HANDLE', b: 'INSPECT', clause: 'RND-003' },
  { a: 'LEADER_REVIEW', b: 'GROUP_REVIEW', clause: 'S95' },
  { a: 'LEADER_REVIEW', b: 'INSPECT', clause: 'RND-003' },
  { a: 'GROUP_REVIEW', b: 'INSPECT', clause: 'RND-003' },
  { a: 'DELIBERATE', b: 'INSPECT', clause: 'RND-003' },
]

/** S10: refuses a duty that the person's earlier duties on this matter exclude. Doing the same duty again is not excluded. */
export function refuseConflictingDuty(earlier: readonly Duty[], next: Duty): Refusal | undefined {
  for (const { a, b, clause } of excluding) {
    const other = next === a ? b : next === b ? a : undefined
    if (other && earlier.includes(other)) {
      return refuse(
        'CONFLICT_OF_INTEREST',
        clause,
        `同一件上${dutyNames[other]}与${dutyNames[next]}不得由同一人承担，您已承担${dutyNames[other]}。`,
      )
    }
  }
  return undefined
}
