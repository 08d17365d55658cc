import type { Article } from '../domain/rulebook/rulebook.ts'

/** Articles of the demonstration's rules of procedure; an agency registers the text of its own. */
interface Regime {
  readonly governs: 'INITIAL' | 'GROUP' | 'DIRECTOR'
  readonly articles: readonly Article[]
}

const article = (no: string, words: string, ...parameters: string[]): Article => ({
  no,
  words: `${words}（演示）`,
  parameters,
})

const GROUP_RULES: Regime = {
  governs: 'GROUP',
  articles: [
    article('第五条', '复核小组例会每两周召开一次，由召集人召集、组长主持。', 'meeting.group.period'),
    article(
      '第七条',
      '过半数应到成员到会方可复核；应到成员不含对该议题回避的成员，逐议题计算。',
      ...['quorum.ratio.group', 'quorum.operator', 'quorum.base'],
    ),
    article('第八条', '逐项表决，赞成超过应到成员半数的为通过；组长末位表态。', 'decision.mode.group'),
    article(
      '第九条',
      '未到会成员的书面意见记入记录，不计票；受邀人员发表意见，不计票。',
      'voting.writtenOpinionCounts',
      'voting.inviteeCounts',
    ),
    article('第十条', '与议题有利害关系的成员应当回避；有人申请他人回避的，由主持人裁定。'),
    article('第十二条', '议题材料于会前三个工作日送达；会议专人记录，纪要由组长签发。', 'agenda.materialLeadDays'),
    article(
      '第十五条',
      '组长和成员每六个月轮换，同一人不连续两期任同一板块组长。',
      'rotation.period',
      'rotation.sameLeaderConsecutive',
    ),
  ],
}

const INITIAL_RULES: Regime = {
  governs: 'INITIAL',
  articles: [
    article('第三条', '各送审处室依本制度制定本处室的初审例会制度，未制定的不得送审。'),
    article('第四条', '初审例会每周召开一次，由处室主要负责人主持。', 'meeting.initial.period'),
    article(
      '第六条',
      '过半数应到人员到会方可初审，集体讨论后形成结论。',
      'quorum.ratio.initial',
      'decision.mode.initial',
    ),
  ],
}

const DIRECTOR_RULES_BEFORE: Regime = {
  governs: 'DIRECTOR',
  articles: [
    article('第六条', '厅长办公会由厅长或者厅长委托的副厅长召集和主持，根据工作需要召开。', 'meeting.director.period'),
    article('第九条', '议题材料一般于会前送达。'),
    article('第十二条', '会议由主持人归纳决定。', 'decision.mode.director'),
  ],
}

const DIRECTOR_RULES: Regime = {
  governs: 'DIRECTOR',
  articles: [
    article('第六条', '厅长办公会由厅长或者厅长委托的副厅长召集和主持，根据工作需要召开。', 'meeting.director.period'),
    article('第八条', '过半数组成人员到会方可召开，逐议题计算。', 'quorum.ratio.director'),
    article('第九条', '议题材料于会前三个工作日送达，未送达的一般不上会。', 'agenda.materialLeadDays'),
    article(
      '第十二条',
      '组成人员逐一记名表态，厅长末位表态并作出决定；决定与多数意见不一致的，当场说明理由。',
      'decision.mode.director',
    ),
  ],
}

/** By the number of the plan's list; the last one was improved (完善), so its earlier text stands before it. */
export const regimeTexts: Readonly<Record<number, Regime>> = { 3: GROUP_RULES, 4: INITIAL_RULES, 5: DIRECTOR_RULES }
export const earlierTexts: Readonly<Record<number, Regime>> = { 5: DIRECTOR_RULES_BEFORE }
