/**
 * What the plan leaves open (ruling A15): every parameter with its default, its unit and where the default comes from.
 *
 * The rulebook turns these into the first RuleSet; a later RuleSet may set any of them otherwise from a given day on, and a
 * matter is judged by the RuleSet in force on its own day (S3). `source` is what a refusal cites when it rests on the value.
 */
import type { ClauseId } from './clause-id.ts'

export type ParameterUnit =
  | 'WORKDAY'
  | 'CALENDAR_DAY'
  | 'MONTH'
  | 'YEAR'
  | 'HOUR'
  | 'MINUTE'
  /** A share between 0 and 1. */
  | 'RATIO'
  | 'COUNT'
  /** 元. */
  | 'YUAN'
  /** A risk value D = L × C, 1 to 16 (RSK-002). */
  | 'SCORE'
  | 'FLAG'
  /** One of `choices`. */
  | 'CHOICE'

/** `null` means that the program has no default and the agency must set the value before it can be used. */
export type ParameterValue = number | boolean | string | null

export interface Parameter {
  readonly key: string
  readonly value: ParameterValue
  readonly unit: ParameterUnit
  /** For `CHOICE` only: every value that may be set, the default among them. */
  readonly choices?: readonly string[]
  readonly source: ClauseId
  /** 说明，给维护参数的人看。 */
  readonly note: string
}

const periods = ['WEEKLY', 'BIWEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'AS_NEEDED'] as const
const modes = ['VOTE', 'HEAD_DECIDES'] as const

export const parameters: readonly Parameter[] = [
  choice('meeting.initial.period', 'WEEKLY', periods, 'A15', '初审例会周期；方案只写“例会”'),
  choice('meeting.group.period', 'BIWEEKLY', periods, 'A15', '复核小组例会周期'),
  choice('meeting.director.period', 'AS_NEEDED', periods, 'S58', '厅长办公会按其工作规则召开'),
  choice('meeting.leading.catalogueReview', 'HALF_YEARLY', periods, 'S135', '领导小组“定期审议”职权目录'),

  of('quorum.ratio.initial', 0.5, 'RATIO', 'MTG-001', '初审例会到会比例'),
  of('quorum.ratio.group', 0.5, 'RATIO', 'MTG-001', '复核小组例会到会比例'),
  of('quorum.ratio.director', 0.5, 'RATIO', 'MTG-001', '厅长办公会到会比例'),
  choice('quorum.operator', '>', ['>', '>='], 'MTG-001', '“过半数”为 >，“半数以上”含本数为 >='),
  choice(
    'quorum.base',
    'DUE_MINUS_RECUSED',
    ['DUE_MINUS_RECUSED', 'DUE'],
    'MTG-001',
    '应到是否扣除本议题回避者；〔默认〕扣除',
  ),
  choice('decision.mode.initial', 'VOTE', modes, 'S93', '初审以会议结论推进；由本处室初审例会制度定'),
  choice('decision.mode.group', 'VOTE', modes, 'MTG-003', '赞成超过应到半数为通过'),
  choice('decision.mode.director', 'HEAD_DECIDES', modes, 'MTG-003', '首长归纳决定，成员记名表态'),
  of('voting.writtenOpinionCounts', false, 'FLAG', 'MTG-003', '未到会成员的书面意见是否计票'),
  of('voting.inviteeCounts', false, 'FLAG', 'A10', '受邀专家、代表是否计票'),

  of('agenda.materialLeadDays', 3, 'WORKDAY', 'MTG-006', '议题材料提前送达'),
  of('agenda.adHocAllowed.approval', false, 'FLAG', 'E-40', '审定件可否临时加入议题'),
  of('deferral.maxMonths', 12, 'MONTH', 'MTG-004', '暂缓满此期未再提，自动终止'),

  of('rotation.period', 6, 'MONTH', 'S101', '复核小组轮值期；方案写“定期更换轮值”，无数值'),
  of('rotation.sameLeaderConsecutive', false, 'FLAG', 'A8', '同一人可否连续两个轮值期任同一板块组长'),

  of('postFiling.confirmWithin', 24, 'HOUR', 'A5', '电话确认紧急后，在系统补确认的时限'),
  of('postFiling.submitWithin', 3, 'WORKDAY', 'A4', '开始办理之日起，事后报备提交的时限'),
  of('postFiling.completeWithin', 10, 'WORKDAY', 'A4', '开始办理之日起，事后报备走完三级程序的时限'),
  of('postFiling.ratioAlert', 0.1, 'RATIO', 'E-26', '同处室事后报备占比超过此值即提醒'),
  of('postFiling.ratioAlertMonths', 12, 'MONTH', 'E-26', '计算上述占比所看的月数'),
  of('emergency.submitWithin', 3, 'WORKDAY', 'E-27', '审定件应急登记后，补入第 1 级的时限'),

  of('case.tier1.dueDays', 5, 'WORKDAY', 'S87', '第 1 级（初审）办结时限；可按事项单设'),
  of('case.tier2.dueDays', 3, 'WORKDAY', 'S88', '第 2 级（分管领导审核）办结时限；可按事项单设'),
  of('case.tier3.dueDays', 10, 'WORKDAY', 'E-28', '第 3 级（复核）办结时限；可按事项单设'),
  of('case.tier4.dueDays', 10, 'WORKDAY', 'S90', '第 4 级（厅长办公会审议）办结时限；可按事项单设'),
  of('supplement.dueDays', 5, 'WORKDAY', 'E-15', '补正期限；参照行政许可法第 32 条'),
  of('resubmission.waitDays', 30, 'CALENDAR_DAY', 'E-22', '不同意后，以同一理由再次送审须等待'),
  choice('report.summaryPeriod', 'QUARTERLY', ['MONTHLY', 'QUARTERLY', 'YEARLY'], 'S104', '“按要求定期汇总报告”'),
  of('report.summaryDueDays', 10, 'WORKDAY', 'S104', '周期结束之日起，提交汇总报告的时限'),
  of('largeFund.threshold', null, 'YUAN', 'S29', '大额资金口径；差异大，必须由机关设定'),

  of('publish.due.active', 20, 'WORKDAY', 'PUB-010', '主动公开：自形成或变更之日起'),
  of('publish.due.license', 7, 'WORKDAY', 'SGS-001', '行政许可：自作出决定之日起'),
  of('publish.due.penalty', 7, 'WORKDAY', 'SGS-001', '行政处罚：自作出决定之日起'),
  of('publish.due.spotcheck', 20, 'WORKDAY', 'RND-007', '抽查结果公开'),
  of('publish.retract.penaltyRevoked', 3, 'WORKDAY', 'PUB-013', '处罚决定被撤销等，撤回公开'),
  of('publish.reassess.months', 12, 'MONTH', 'PUB-006', '不予公开信息的定期评估'),
  of('publicity.end.penalty', 36, 'MONTH', 'SGS-006', '处罚公示最长期'),
  of('publicity.end.penaltyMin', 3, 'MONTH', 'SGS-006', '处罚公示最短期'),

  of('complaint.ack', 15, 'WORKDAY', 'CMP-002', '实名举报受理告知'),
  of('clue.disposition', 1, 'MONTH', 'CMP-002', '线索处置意见；自然月'),
  of('clue.feedback', 15, 'WORKDAY', 'CMP-002', '实名举报处理结果反馈'),
  of('petition.reply', 15, 'CALENDAR_DAY', 'CMP-002', '信访受理书面告知'),
  of('petition.close', 60, 'CALENDAR_DAY', 'CMP-002', '信访办结'),
  of('petition.ext', 30, 'CALENDAR_DAY', 'CMP-002', '信访办结可延长'),
  of('complaint.triageWithin', 5, 'WORKDAY', 'TRIAGE-001', '收到之日起分流；〔默认〕参照转送5个工作日'),
  of('complaint.transferWithin', 5, 'WORKDAY', 'TRIAGE-001', '分流之日起转出或答复；〔默认〕参照转送5个工作日'),
  of('clue.conclude', 30, 'CALENDAR_DAY', 'CMP-006', '处置意见批准之日起办结并写出报告；〔默认〕参照谈话函询30日'),
  of('complaint.closeWithin', 10, 'WORKDAY', 'S153', '办结并反馈之后，组长签批结案；〔默认〕'),
  of('complaint.retentionYears', 15, 'YEAR', 'SEC-007', '投诉举报件结案之日起的保管期；〔默认〕'),
  of('spotcheck.inspectorsMin', 2, 'COUNT', 'RND-003', '检查人最少人数'),
  of('spotcheck.defaultRatio', 0.05, 'RATIO', 'S128', '抽查比例'),
  of('spotcheck.objectionDays', 30, 'CALENDAR_DAY', 'RND-006', '对抽查结论提出异议'),
  of('spotcheck.leadMinutes', 60, 'MINUTE', 'RND-001', '公告须早于约定的随机数产生的时间；〔默认〕'),
  of('spotcheck.drawDays', 1, 'WORKDAY', 'RND-002', '约定的随机数产生之日起，完成抽取的时限，逾期报警；〔默认〕'),

  of('supervision.warnAt.ratio', 0.2, 'RATIO', 'SUP-001', '剩余时限不超过此比例即预警'),
  of('supervision.warnAt.days', 2, 'WORKDAY', 'SUP-001', '或剩余不超过此工作日即预警'),
  choice(
    'supervision.reportEvery',
    'QUARTERLY',
    ['MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'],
    'S123',
    '监督问责小组向厅党组、领导小组报告的周期；〔默认〕每季度',
  ),
  of('supervision.reportWithin', 10, 'WORKDAY', 'S123', '周期结束之日起，提交报告的时限；〔默认〕'),
  of('supervision.receiptWithin', 5, 'WORKDAY', 'S123', '报告提交之日起，厅党组、领导小组签收的时限；〔默认〕'),

  of('supervision.defenceDays', 5, 'WORKDAY', 'E-66', '亮牌之日起提出申辩的时限；〔默认〕'),
  of('supervision.redAfter', 10, 'WORKDAY', 'E-63', '整改逾期亮黄牌之后，仍不整改亮红牌；〔默认〕'),
  of('accountability.appealParty', 1, 'MONTH', 'ACC-004', '对党内问责决定不服，自收到决定之日起书面申诉'),
  of('accountability.appealOfficial', 15, 'CALENDAR_DAY', 'ACC-004', '对领导干部问责决定不服的申诉'),
  of('accountability.appealDecision', 30, 'CALENDAR_DAY', 'ACC-004', '受理申诉之日起作出决定'),
  of('accountability.procedures', 1, 'MONTH', 'ACC-006', '组织调整或者组织处理，办结相关手续'),

  of('session.idleMinutes', 30, 'MINUTE', 'SEC-004', '会话无操作退出'),
  of('login.maxFail', 5, 'COUNT', 'SEC-004', '登录连续失败次数'),
  of('login.lockMinutes', 30, 'MINUTE', 'SEC-004', '失败过多后锁定'),
  of('password.minLength', 8, 'COUNT', 'SEC-004', '口令最短长度'),
  of('password.characterClasses', 4, 'COUNT', 'SEC-004', '口令须含的字符类别数（大写、小写、数字、符号）'),
  of('password.rotateDays', 90, 'CALENDAR_DAY', 'SEC-004', '口令更换周期'),
  choice('audit.retention', 'PERMANENT', ['PERMANENT'], 'SEC-007', '业务审计保存期'),
  of('securityLog.retention', 36, 'MONTH', 'SEC-007', '安全日志保存期'),
  of('securityLog.retentionMin', 6, 'MONTH', 'SEC-007', '安全日志法定最短保存期'),

  of('calendar.requireConfirmedYear', true, 'FLAG', 'E-70', '未导入放假安排的年份只给“暂估”，不据此发牌'),
  choice('calendar.dayEnd', '24:00', ['24:00', '17:30'], 'CAL-005', '期限末日的截止时刻，北京时间'),
  of('risk.levelThreshold.high', 9, 'SCORE', 'RSK-002', '风险值不低于此为高'),
  of('risk.levelThreshold.medium', 4, 'SCORE', 'RSK-002', '风险值不低于此为中，以下为低'),
]

function of(
  key: string,
  value: number | boolean | null,
  unit: Exclude<ParameterUnit, 'CHOICE'>,
  source: ClauseId,
  note: string,
): Parameter {
  return { key, value, unit, source, note }
}

function choice<const Choices extends readonly string[]>(
  key: string,
  value: Choices[number],
  choices: Choices,
  source: ClauseId,
  note: string,
): Parameter {
  return { key, value, unit: 'CHOICE', choices, source, note }
}
