import type { Ledger } from './ledger.ts'
import type { UncheckedRule } from './report.ts'

/** What the public log cannot show, because what it would take is hidden for good reason, or was never written down. */
const always: readonly UncheckedRule[] = [
  {
    clause: 'S10',
    rule: '同一件的经办、审核、复核、审议、监督由不同的人担任',
    why: '经办人和参与决定的人只公开职务，不公开姓名；公开的主持人和第2级审核人已核对',
  },
  { clause: 'S145', rule: '意见由本人签署，不由他人代填', why: '谁办理只公开职务和处室，不公开是哪一个人' },
  {
    clause: 'S11',
    rule: '不予公开的理由充分、依申请公开的件按申请公开',
    why: '公开属性和法定依据已公开，理由不公开',
  },
  { clause: 'S59', rule: '廉政风险防控措施逐条核对、逐条落实', why: '核对的内容不公开，只看得到作过核对' },
  { clause: 'S79', rule: '送审材料按清单齐全', why: '材料的名称和指纹不公开；所交材料属于清单上的哪一行已核对' },
  { clause: 'S80', rule: '列明送审依据', why: '送审依据按公开规则另行披露，日志条目中只有承诺' },
  { clause: 'S82', rule: '审核、复核、审议意见的内容', why: '意见的文字不公开，只公开结论' },
  { clause: 'S103', rule: '报告件有办理说明、报备件有办理目录、审定件有详细资料', why: '这些内容不公开' },
  { clause: 'S29', rule: '金额达到大额资金口径的按审定办理', why: '金额按公开规则另行披露，日志条目中只有承诺' },
  { clause: 'S46', rule: '每个风险点有表现形式、等级和责任岗位，含高风险的不定为报告', why: '风险分析不公开' },
  { clause: 'S78', rule: '事项由本处室填报', why: '填报人的处室已核对，是哪一个人不公开' },
  { clause: 'S97', rule: '召集人为排序第一的成员，缺席或回避时由下一位代行', why: '召集人的姓名不公开' },
  { clause: 'A5', rule: '电话确认紧急的在规定时间内补确认，确认人不是经办人', why: '电话确认的时间和经办人不公开' },
  { clause: 'A8', rule: '第2级审核人不作为复核小组成员参加复核', why: '参与复核的成员姓名不公开；主持人已核对' },
  {
    clause: 'E-09',
    rule: '有利害关系的人回避，回避前的发言不计',
    why: '回避人和事由不公开；登记回避的次数已用于核对应到人数',
  },
  {
    clause: 'E-16',
    rule: '关键字段变化的，确实登记为变化',
    why: '金额、相对人、地点的承诺前后不可比较；登记为变化的是否重新开始已核对',
  },
  {
    clause: 'E-22',
    rule: '以同一理由再次送审的等满规定天数，并写明与前次的区别',
    why: '理由和区别不公开；前次件的处室和结论已核对',
  },
  {
    clause: 'E-23',
    rule: '条件逐条核销完毕，由规定的人核销，按期落实',
    why: '条件的数目、内容和期限不公开；公开的条件编号已核对',
  },
  { clause: 'E-33', rule: '主持人末位表态，先表态的有说明', why: '谁先发言不公开' },
  { clause: 'MTG-003', rule: '赞成超过应到的半数才作同意结论；谁怎样表态', why: '票数和各人的表态不公开' },
  { clause: 'MTG-010', rule: '厅主要领导在其他成员之后发表意见', why: '谁先发言不公开' },
  { clause: 'MTG-011', rule: '决定与多数意见不一致的说明理由', why: '多数意见和理由不公开' },
  { clause: 'MTG-012', rule: '不同意见如实载入纪要', why: '纪要的内容不公开，只公开其指纹；持有纪要的人可自行核对' },
  { clause: 'MTG-014', rule: '暂缓的议题再次上会，说明新情况', why: '新情况的内容不公开' },
  {
    clause: 'MTG-013',
    rule: '每项议定事项都转为督办',
    why: '议定了几项、议定了什么不公开；已有的督办是否出自签发的纪要、编号是否连续已核对',
  },
  {
    clause: 'MTG-006',
    rule: '会议材料与所议的件的材料一致；启用材料冻结以前的会议',
    why: '材料的指纹不公开，只公开材料包的指纹；日志中第一次冻结材料以后的会议是否都冻结了材料已核对',
  },
  {
    clause: 'E-34',
    rule: '持不同意见的成员认可纪要稿的记录',
    why: '谁确认、谁没有确认不公开；有人称不符的，重新送阅后才签发已核对',
  },
  { clause: 'E-10', rule: '回避申请由规定的人裁定', why: '被申请回避人不公开；有申请才有裁定已核对' },
  { clause: 'E-39', rule: '未到会成员的书面意见如实记录，不计入表决', why: '书面意见是谁的、内容如何不公开' },
  { clause: 'E-13', rule: '受邀人与所议的件没有利害关系', why: '受邀人、所申报的单位和相对人不公开' },
  { clause: 'E-11', rule: '确需指定的特别复核组都已指定', why: '组成人员是否须回避取决于未公开的经办人和利害关系申报' },
  {
    clause: 'S72',
    rule: '轮值方案符合全部编排规则，并且是其中最均衡的',
    why: '本核对程序不重新求解；方案、所解问题的指纹和种子均已公开，可另行重算',
  },
  { clause: 'S61', rule: '件号没有缺漏', why: '拟稿未成也会占用件号，缺号不说明问题；件的每一条记录是否连续已核对' },
  { clause: 'S104', rule: '汇总报告按期提交', why: '本核对程序只核对已提交的汇总报告内容是否齐全' },
]

/** The list of what was not checked, with what the log itself left open. */
export function uncheckedRules({ estimates, unread }: Ledger): readonly UncheckedRule[] {
  const estimated = {
    clause: 'E-70',
    rule: '期限落在尚无放假安排的年份',
    why: `按现有日历超期但只是暂估的有${estimates}处，不作结论`,
  }
  const blind = {
    clause: 'S11',
    rule: '公开内容过长、以承诺代替的记录',
    why: `其披露内容没有取得，有${unread}条记录没有按规则核对`,
  }
  return [...always, ...(estimates > 0 ? [estimated] : []), ...(unread > 0 ? [blind] : [])]
}
