/**
 * Where the plan is silent, or says one thing in two ways, we rule; each ruling can be cited like a clause.
 * What a ruling marks 〔默认〕 is a parameter (spec/parameters.ts) and can be set otherwise by the agency.
 */
export interface Ruling {
  readonly id: `A${number}`
  /** What the plan says. */
  readonly words: string
  /** Why that does not settle the matter. */
  readonly problem: string
  readonly ruling: string
}

export const rulings: readonly Ruling[] = [
  {
    id: 'A1',
    words: '“四个层级”“四层”“四级”混用',
    problem: '是否三种东西',
    ruling: '同一概念 `ReviewTier`，4 个值；界面、统计一律用“四级/级次”（仅展示种子原文口号“1+4+4+1”时保留“四个层级”）',
  },
  {
    id: 'A2',
    words: '审议**层级**（报告/报备/审定）与程序**层级**（四级）都叫“层级”',
    problem: '最容易写错代码',
    ruling: '前者 `DeliberationLevel`（“审议层级”），后者 `ReviewTier`（“审核级次”）；界面上后者不用“层级”二字',
  },
  {
    id: 'A3',
    words: '“报告”既“须经三级程序确定”，又“按要求定期汇总报告”',
    problem: '先审还是后报',
    ruling:
      '两条线并存：①逐件走三级程序得“已知悉/有意见”；②另按周期生成“汇总报告”件。报告件**不阻断**办理（原文无“同意后方可”），但未完成三级程序不得关闭',
  },
  {
    id: 'A4',
    words: '“报备”原则上同意后方可办理，紧急可事后',
    problem: '事后报备多久内必须补',
    ruling:
      '种子未定。〔默认〕开始办理之日起 3 个工作日内提交、10 个工作日内走完三级程序；可按事项单设；超期→黄牌→红牌',
  },
  {
    id: 'A5',
    words: '“时限非常紧急”由谁认定',
    problem: '否则人人可“紧急”',
    ruling:
      '〔默认〕经办提出→处室负责人→分管厅领导在系统确认紧急（可先电话确认、24 小时内补确认）；确认人不可同时是经办人',
  },
  {
    id: 'A6',
    words: '“审定”经审议通过后方可实施；无紧急例外',
    problem: '应急抢险怎么办',
    ruling:
      '种子**没有**给审定任何事后例外，不得自作主张开口子。〔默认〕提供“应急处置登记”，只登记事实、依据与授权人，状态=“未经审议已实施（应急）”，自动进监督清单；是否合规由领导小组认定',
  },
  {
    id: 'A7',
    words: '复核小组“排序第一的成员处室主要负责人为召集人”',
    problem: '排序是谁排',
    ruling: '轮值表里显式排序号，由办公室编、领导小组批准；不得按姓名笔画等自动推定',
  },
  {
    id: 'A8',
    words: '“组长由厅领导交叉担任”',
    problem: '交叉指什么',
    ruling:
      '硬约束：组长≠本件送审处室的分管厅领导（含联合送审各处室的分管领导）≠本件第2层审核人。软约束：同一人不得连续两个轮值期任同一板块组长',
  },
  {
    id: 'A9',
    words: '“成员由厅机关**其他**处室主要负责人组成”',
    problem: '其他=非送审处室',
    ruling: '硬约束：成员所在处室∉本件（主办+联办）送审处室；会中逐议题判断，不是逐会判断',
  },
  {
    id: 'A10',
    words: '邀请的专家、代表“参与复核”',
    problem: '有无表决权',
    ruling: '〔默认〕发表意见、记入记录、不计入法定人数、不计票；可配置',
  },
  {
    id: 'A11',
    words: '“厅阳光政务办公室”与“领导小组办公室”',
    problem: '是否同一机构',
    ruling: '〔默认〕同一实体，两个名称（`aliases`）',
  },
  {
    id: 'A12',
    words: '“监督问责小组”“厅监督问责小组”',
    problem: '同上',
    ruling: '同一实体',
  },
  {
    id: 'A13',
    words: '厅班子成员都是领导小组副组长；驻厅纪检组长也是厅党组成员',
    problem: '他可否当复核小组组长、可否参与第4层表决',
    ruling: '〔默认〕问责小组组长不得任复核小组组长；列席第4层会议、可提监督意见、不计票（“监督的再监督”须独立）',
  },
  {
    id: 'A14',
    words:
      '政策法规处 = 规划资金送审处室 + 办公室成员 + 问责小组成员；财务审计处 = 送审处室 + 问责小组成员；港口处跨两板块',
    problem: '角色冲突',
    ruling: '冲突按**件**判断，不按人禁用；冲突矩阵见 2.3',
  },
  {
    id: 'A15',
    words: '例会频率、法定人数、表决规则、材料提前量、轮值周期、汇总报告周期全未写',
    problem: '种子把它们留给五个制度文件',
    ruling: '全部做成 `RuleSet` 参数，默认值见第 6 节，且每个参数可挂“制度条款”出处',
  },
  {
    id: 'A16',
    words: '“及时公开发布信息”',
    problem: '没有天数',
    ruling: '取法定：20 个工作日（条例 26）；许可/处罚 7 个工作日（双公示）；其他特别规定优先（见 3.1、3.5）',
  },
  {
    id: 'A17',
    words: '五个制度文件里前四个“研究制订”、第五个“完善”',
    problem: '是否还含本方案',
    ruling: '制度库初始 6 条：方案 + 4 新订 + 1 修订；另每个送审处室各 1 份“本处室初审例会制度”',
  },
  {
    id: 'A18',
    words:
      '引用中办国办《关于全面推进政务公开工作的意见》（中办发〔2016〕8 号，文号见 [P] https://www.zhaoqing.gov.cn/zqjtj/gkmlpt/content/2/2631/post_2631160.html ），阶段一却到 2015 年底',
    problem: '这是**修订版**（文末附件名“厅关于修订……的通知”）',
    ruling: '制度必须支持多版本并存与新旧对照；里程碑日期照原文录，不纠正',
  },
  {
    id: 'A19',
    words: '“廉洁性审核全覆盖”的审核主体',
    problem: '谁出结论',
    ruling: '〔默认〕风险核对由经办填、处室负责人签；复核小组给“廉洁性复核意见”；不新增独立关卡',
  },
  {
    id: 'A20',
    words: '“各类资源配置项目”范围',
    problem: '资金分配？招标？用地岸线？',
    ruling:
      '`ResourceAllocationType` 枚举：专项资金分配、项目安排/计划、工程招标、政府采购、线路/运力/班线经营权、港口岸线、科技项目、其他；领导小组可增',
  },
]
