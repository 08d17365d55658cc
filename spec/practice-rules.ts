/**
 * Administrative law and practice as rules, numbered by subject: PUB disclosure, MTG meetings, CAL calendar, and so on.
 * `section` is the chapter of the practice notes in which the rule's facts and sources are set out.
 */
import type { PracticeRuleId } from './clause-id.ts'

export interface PracticeRule {
  readonly id: PracticeRuleId
  readonly words: string
  readonly section: string
}

export const practiceRules: readonly PracticeRule[] = [
  {
    id: 'PUB-001',
    words: '公开属性默认 ACTIVE（主动公开）',
    section: '3.1',
  },
  {
    id: 'PUB-002',
    words: '每条公开记录有 responsibleOrgan；联合件须指定牵头',
    section: '3.1',
  },
  {
    id: 'PUB-003',
    words: '件含外机关信息 → 生成“协商确认”任务，未确认不可发布',
    section: '3.1',
  },
  {
    id: 'PUB-004',
    words: 'NonDisclosureGround 枚举只能取自 14/15/16 条（及其他法律法规条款，须填全称）',
    section: '3.1',
  },
  {
    id: 'PUB-005',
    words: '发布前必须有 DisclosureReview（审查人≠经办人）；“不能确定”→ ESCALATED',
    section: '3.1',
  },
  {
    id: 'PUB-006',
    words: '不予公开记录有 nextReassessAt（〔默认〕12 个月），到期生成待办',
    section: '3.1',
  },
  {
    id: 'PUB-007',
    words: '门户三功能必有',
    section: '3.1',
  },
  {
    id: 'PUB-010',
    words: 'dueAt = addWorkdays(formedOrChangedAt, 20)；可被更短的特别期限覆盖；变更也重新起算',
    section: '3.1',
  },
  {
    id: 'FOI-001',
    words:
      '依申请：一次性补正告知 7 工作日；征求第三方 15 工作日（不计入）；答复 20 工作日，可延 20；共同制作机关 15 工作日逾期视为同意',
    section: '3.1',
  },
  {
    id: 'FOI-002',
    words:
      '依申请：一次性补正告知 7 工作日；征求第三方 15 工作日（不计入）；答复 20 工作日，可延 20；共同制作机关 15 工作日逾期视为同意',
    section: '3.1',
  },
  {
    id: 'FOI-003',
    words:
      '依申请：一次性补正告知 7 工作日；征求第三方 15 工作日（不计入）；答复 20 工作日，可延 20；共同制作机关 15 工作日逾期视为同意',
    section: '3.1',
  },
  {
    id: 'FOI-004',
    words:
      '依申请：一次性补正告知 7 工作日；征求第三方 15 工作日（不计入）；答复 20 工作日，可延 20；共同制作机关 15 工作日逾期视为同意',
    section: '3.1',
  },
  {
    id: 'FOI-005',
    words:
      '依申请：一次性补正告知 7 工作日；征求第三方 15 工作日（不计入）；答复 20 工作日，可延 20；共同制作机关 15 工作日逾期视为同意',
    section: '3.1',
  },
  {
    id: 'FOI-006',
    words: '答复类型枚举 7 值；区分处理=脱敏版本 + 理由',
    section: '3.1',
  },
  {
    id: 'TRIAGE-003',
    words: '分流（见 3.11）',
    section: '3.1',
  },
  {
    id: 'PUB-011',
    words: '更正申请入口；核实→更正→告知',
    section: '3.1',
  },
  {
    id: 'PUB-012',
    words: '年报取数模板，1/10 起预警',
    section: '3.1',
  },
  {
    id: 'PUB-013',
    words:
      '停止/撤回：处罚决定被变更、撤销、确认违法或无效的，3 日（工作日）内撤回并公开说明理由（《行政处罚法》48、85 条 [L]）',
    section: '3.1',
  },
  {
    id: 'ATTR-001',
    words: '件/文书/会议结论三类对象都有 disclosureAttribute ∈ {ACTIVE, ON_REQUEST, NONE}，提交第 1 级时必填',
    section: '3.2',
  },
  {
    id: 'ATTR-002',
    words: 'NONE|ON_REQUEST 必填依据码 + 理由（≥10 字）',
    section: '3.2',
  },
  {
    id: 'ATTR-003',
    words: '属性变更走留痕（旧值、新值、理由、审批人）',
    section: '3.2',
  },
  {
    id: 'ATTR-004',
    words: '发布三步：内容审核（处室）→ 保密/隐私审查（审查员）→ 发布（办公室/信息中心），三人不同',
    section: '3.2',
  },
  {
    id: 'ATTR-005',
    words: '属性=ACTIVE 且已到终态未发布 → 进入 20/7 工作日时钟',
    section: '3.2',
  },
  {
    id: 'ATTR-006',
    words: '公文导出时按属性自动生成附注“（此件公开发布）/（此件依申请公开）/（此件不公开）”',
    section: '3.2',
  },
  {
    id: 'PII-001',
    words:
      '发布前自动扫描：18/15 位身份证号（含校验位）、手机号、固话、银行卡号（Luhn）、车牌、邮箱、住址关键词、统一社会信用代码（不脱敏，但区分自然人证件）；命中 → 阻断并要求逐项处置（遮盖/说明放行理由）',
    section: '3.3',
  },
  {
    id: 'PII-002',
    words:
      '自然人姓名〔默认〕保留姓氏+“某”或“*”（许可/处罚相对人为自然人时按单位口径配置）；证件号一律不进公开投影（不是“打星号后公开”，而是字段不下发）',
    section: '3.3',
  },
  {
    id: 'PII-003',
    words:
      '附件：公开附件必须是单独上传的“公开版”，系统不自动把内部附件公开；图片/PDF 有文本层时同样扫描，无文本层提示人工确认',
    section: '3.3',
  },
  {
    id: 'PII-004',
    words:
      '撤回：发现泄露→一键下线（所有渠道投影、搜索索引、缓存）→事件单→通知→脱敏重发；原记录保留在内部并标 retracted',
    section: '3.3',
  },
  {
    id: 'PII-005',
    words: '影响评估表作为 PUBLISH_BATCH 类型启用前置',
    section: '3.3',
  },
  {
    id: 'PII-006',
    words: '日志、错误信息、搜索联想里不得出现证件号全文',
    section: '3.3',
  },
  {
    id: 'META-001',
    words: 'indexNo = {orgCode9}/{YYYY}-{seq5}，年内连续、作废不复用、不可改',
    section: '3.4',
  },
  {
    id: 'META-002',
    words:
      '公开记录元数据：indexNo, title, summary(≤100 字提示), issuer, docNo, formedAt, issuedAt, effectiveStatus(有效/失效/废止), topic, genre, disclosureAttribute, channel, attachments',
    section: '3.4',
  },
  {
    id: 'META-003',
    words: '公众搜索至少支持 标题/文号/全文/日期/板块/事项/处室',
    section: '3.4',
  },
  {
    id: 'SGS-001',
    words: 'dueAt = addWorkdays(decisionDate, 7)',
    section: '3.5',
  },
  {
    id: 'SGS-002',
    words: '法人必填 uscc 且校验位正确；自然人必填证件类型/号码（内部），公开投影剔除',
    section: '3.5',
  },
  {
    id: 'SGS-003',
    words: '文号、决定日期、机关、内容必填；决定日期≤今天；validFrom≤validTo',
    section: '3.5',
  },
  {
    id: 'SGS-004',
    words: '导出 CSV/XLSX（列名用上表代码）+ 报送回执登记',
    section: '3.5',
  },
  {
    id: 'SGS-005',
    words: '及时率=按期公开数/应公开数，按处室/月',
    section: '3.5',
  },
  {
    id: 'SGS-006',
    words: 'publicityEndDate 到期自动从公开投影移除（内部留存）',
    section: '3.5',
  },
  {
    id: 'SGS-007',
    words: '变更/撤销 3 工作日撤回时钟（PUB-013）',
    section: '3.5',
  },
  {
    id: 'LIC-001',
    words: '材料不齐：当场或 5 日内一次告知补正；逾期不告知视为收到之日受理',
    section: '3.6',
  },
  {
    id: 'LIC-002',
    words:
      '受理之日起 20 日内决定，经本机关负责人批准可延 10 日并告知理由；联合/集中办理 45 日 +15；延期须有批准人与告知记录',
    section: '3.6',
  },
  {
    id: 'LIC-003',
    words: '作出决定 10 日内颁发送达',
    section: '3.6',
  },
  {
    id: 'LIC-004',
    words: '暂停时钟类型 EXCLUDED_TIME（与补正暂停区分）',
    section: '3.6',
  },
  {
    id: 'PEN-001',
    words: '送审清单含“法制审核意见”；审核人资格字段',
    section: '3.6',
  },
  {
    id: 'PEN-002',
    words: '立案之日起 90 日（自然日）内决定',
    section: '3.6',
  },
  {
    id: 'PEN-003',
    words: '当事人不在场 7 日（工作日）内送达',
    section: '3.6',
  },
  {
    id: 'CLK-000',
    words: '时钟单位必须逐个标注 WORKDAY/CALENDAR，不得全局假设',
    section: '3.6',
  },
  {
    id: 'ENF-001',
    words: '执法板块门户四栏：执法主体与人员（姓名、执法证号、类别）、权责与流程、抽查清单、执法结果',
    section: '3.7',
  },
  {
    id: 'ENF-002',
    words: '检查记录执法人员≥2',
    section: '3.7',
  },
  {
    id: 'ENF-003',
    words: '法制审核覆盖率=已审/应审',
    section: '3.7',
  },
  {
    id: 'DEC-001',
    words: '征求意见期<30 天须填理由',
    section: '3.8',
  },
  {
    id: 'DEC-002',
    words: '听证材料 7 日前',
    section: '3.8',
  },
  {
    id: 'DEC-003',
    words: '专家利害关系声明必填；与复核小组“邀请专家”共用专家库',
    section: '3.8',
  },
  {
    id: 'DEC-004',
    words: '结论 CONTROLLABLE/UNCONTROLLABLE；后者阻断送第 4 级',
    section: '3.8',
  },
  {
    id: 'DEC-005',
    words: '第 4 级入会硬门槛；审查人=政策法规处；若政策法规处是送审处室 → 须换人/外部法律顾问（与 2.3 冲突矩阵联动）',
    section: '3.8',
  },
  {
    id: 'DEC-006',
    words: '送审到上会间隔≥7 工作日否则提示',
    section: '3.8',
  },
  {
    id: 'MTG-010',
    words: '发言顺序校验：主持人（厅主要领导）意见时间戳须晚于全部成员',
    section: '3.8',
  },
  {
    id: 'MTG-011',
    words: 'decisionDiffersFromMajority=true → 理由必填',
    section: '3.8',
  },
  {
    id: 'MTG-012',
    words: '异议字段 dissents[] 不可删',
    section: '3.8',
  },
  {
    id: 'DEC-007',
    words: '变更/终止须走调整程序',
    section: '3.8',
  },
  {
    id: 'DEC-008',
    words: '后评估机构回避校验',
    section: '3.8',
  },
  {
    id: 'MTG-001',
    words:
      '法定人数=应到的 quorumRatio（〔默认〕初审/复核/办公会均 >1/2；可设 2/3）；应到=组成成员−本议题回避者；分母口径可配（〔默认〕扣除回避）；比较符也要可配：“半数以上/三分之二以上”是 ≥（“以上”含本数，民法典 1259 条 [L]），“过半数/超过半数”是 >',
    section: '3.9',
  },
  {
    id: 'MTG-002',
    words: '法定人数逐议题判断，中途离会即重算（见 E-12）',
    section: '3.9',
  },
  {
    id: 'MTG-003',
    words: 'decisionMode ∈ {VOTE, HEAD_DECIDES}；VOTE：赞成 > 应到半数；书面意见入记录不计票；受邀/列席不计',
    section: '3.9',
  },
  {
    id: 'MTG-004',
    words:
      '结论枚举：AGREED 同意 / AGREED_IN_PRINCIPLE 原则同意（须列修改要求与复核人）/ AGREED_WITH_CHANGES 修改后同意 / NOT_AGREED 不同意 / DEFERRED 暂缓（〔默认〕12 个月未再提自动终止）',
    section: '3.9',
  },
  {
    id: 'MTG-005',
    words: '末位表态校验',
    section: '3.9',
  },
  {
    id: 'MTG-006',
    words: '材料提前量（〔默认〕3 个工作日）不足 → 需主持人同意并记理由',
    section: '3.9',
  },
  {
    id: 'MTG-007',
    words: '无材料/无清单齐全/无合法性审查（重大决策）不得列入议题',
    section: '3.9',
  },
  {
    id: 'MTG-008',
    words: '不允许会中新增议题，紧急议题须主持人 + 办公室双确认',
    section: '3.9',
  },
  {
    id: 'MTG-009',
    words: '纪要签发后冻结',
    section: '3.9',
  },
  {
    id: 'MTG-013',
    words: '议定事项自动转督办（责任处室、时限、反馈）',
    section: '3.9',
  },
  {
    id: 'MTG-014',
    words: '同一议题再次上会须关联前次并说明新情况',
    section: '3.9',
  },
  {
    id: 'RND-001',
    words:
      '抽取批次：对象池快照（含排序规则与哈希）+ 种子承诺（先公布 SHA/SM3(seed)）→ 抽取 → 公布 seed → 任何人可用同一算法复现',
    section: '3.10',
  },
  {
    id: 'RND-002',
    words: '一批只能抽一次；重抽须作废原批、写理由、二人批准，作废记录保留',
    section: '3.10',
  },
  {
    id: 'RND-003',
    words: '检查人≥2，且 ∉ 被抽件经办/审核/复核/同处室；回避后按原随机序顺补',
    section: '3.10',
  },
  {
    id: 'RND-004',
    words: '分层权重（审议层级、风险等级、事后报备、被投诉）可配，权重表随批次固化',
    section: '3.10',
  },
  {
    id: 'RND-005',
    words: '名录库入库/出库留痕，抽取用时点快照',
    section: '3.10',
  },
  {
    id: 'RND-006',
    words: '检查表→发现→反馈→异议（30 日）→整改→复查→关闭',
    section: '3.10',
  },
  {
    id: 'RND-007',
    words: '结果 20 工作日内公开（内部件公开汇总与整改情况）',
    section: '3.10',
  },
  {
    id: 'TRIAGE-001',
    words:
      '统一入口，分流枚举：DISCIPLINE_REPORT（违纪违法检举控告）→问责小组；PETITION（申诉求决/意见建议）→办公室转办；BIDDING_COMPLAINT→工程建设法定渠道；FOI_REQUEST→信息公开；SERVICE_COMPLAINT→效能/行风；OUT_OF_SCOPE→告知出口；CONSULT。分流决定留痕、可改一次须写理由',
    section: '3.11',
  },
  {
    id: 'CMP-001',
    words:
      '登记号与查询码分离：公众拿到 16 位随机查询码（仅一次显示，服务端只存哈希），查询只显示阶段，不显示内容与承办人',
    section: '3.11',
  },
  {
    id: 'CMP-002',
    words:
      '时钟：受理告知 15 工作日（实名）；处置意见 1 个月（自然月，民法典 202 条算法）；结果反馈 15 工作日；信访类 15 日/60 日(+30)',
    section: '3.11',
  },
  {
    id: 'CMP-003',
    words:
      '举报人身份字段分库/分密钥加密，仅“身份受托人”可解密；每次解密写审计并通知组长；默认列表、导出、通知、日志、错误页均不含身份与正文',
    section: '3.11',
  },
  {
    id: 'CMP-004',
    words:
      '匿名件：不采集 IP、UA、设备指纹到业务库；Web 访问日志与举报内容不可关联（独立路径、去标识、短留存；与网络安全法“6 个月日志”并存的做法：安全日志只记入口级事件，不记内容关联键）；附件去 EXIF/文档作者元数据',
    section: '3.11',
  },
  {
    id: 'CMP-005',
    words:
      '回避：被举报人、其处室、其分管领导、近亲属关系人自动移出可见域；涉及问责小组成员→该成员不可见，组长指定；涉及组长或厅主要领导→系统不入普通库，生成“径送上级”封存件（只存收件时间、去向、密封哈希），提示线下机要渠道',
    section: '3.11',
  },
  {
    id: 'CMP-006',
    words: '四类处置枚举 + 每类的必填文书；不允许无处置关闭；暂存待查有复查日',
    section: '3.11',
  },
  {
    id: 'CMP-007',
    words: '重复件合并（不删除），首件办理，后件登记',
    section: '3.11',
  },
  {
    id: 'CMP-008',
    words: '公开只出汇总（按季度/板块/处置方式），小数抑制',
    section: '3.11',
  },
  {
    id: 'ACC-001',
    words: '问责建议枚举（对组织 3 + 对个人 4 + 其他：谈话提醒/批评教育/责令检查/书面检查/监察建议转达/移送）',
    section: '3.12',
  },
  {
    id: 'ACC-002',
    words: '决定类型与决定机关矩阵校验（无权则只能“建议”）',
    section: '3.12',
  },
  {
    id: 'ACC-003',
    words: '同一行为、同一人已有处分决定 → 阻断重复登记并提示',
    section: '3.12',
  },
  {
    id: 'ACC-004',
    words: '申诉登记与时钟',
    section: '3.12',
  },
  {
    id: 'ACC-005',
    words: '形态字段（1–4）用于统计，不作为结论',
    section: '3.12',
  },
  {
    id: 'ACC-006',
    words: '执行回填：材料归档、手续 1 个月、书面检讨',
    section: '3.12',
  },
  {
    id: 'ACC-007',
    words: '责任类型：主体/监督/领导；全面领导/主要领导/重要领导（2016 版 5 条）',
    section: '3.12',
  },
  {
    id: 'CAT-001',
    words:
      'PowerItem 字段：code, name, subItem, board, department, powerType(10), exerciseLevel, legalBasis[](title, docNo, article, url, status), object, condition, materials[], flowchart, statutoryDays, promisedDays, fee, riskPoints[], deliberationLevel, focusTags[], responsibilityItems[], accountabilitySituations[], supervisionPhone, disclosureAttribute, effectiveFrom/To, status',
    section: '3.13',
  },
  {
    id: 'CAT-002',
    words: '平台内部码 YG-{board}-{dept}-{seq4}〔默认〕，另存外部码（国标/省标/旧码）多对一',
    section: '3.13',
  },
  {
    id: 'CAT-003',
    words: '依据失效（法规废止/修订）→ 事项黄牌',
    section: '3.13',
  },
  {
    id: 'CAT-004',
    words: 'promisedDays ≤ statutoryDays',
    section: '3.13',
  },
  {
    id: 'CAT-005',
    words: '目录版本发布=领导小组会议结论；旧版本只读，可 diff',
    section: '3.13',
  },
  {
    id: 'CAT-006',
    words: '与上级权责清单 Excel 对账导入（新增/缺失/差异三栏）',
    section: '3.13',
  },
  {
    id: 'RSK-001',
    words:
      'RiskPoint: id, itemId, nodeId, category(思想道德/岗位职责/业务流程/制度机制/外部环境 (memory)), manifestation, involvedPosts[], likelihood(1–4), severity(1–4), level(HIGH/MEDIUM/LOW), measures[](type: 前期预防/中期监控/后期处置, owner, evidenceRequired), reviewedAt',
    section: '3.14',
  },
  {
    id: 'RSK-002',
    words: 'D=L×C：≥9 高，4–8 中，≤3 低〔默认阈值〕，人工调级须写理由',
    section: '3.14',
  },
  {
    id: 'RSK-003',
    words: '高风险节点所在事项〔默认〕不得定为“报告”层级',
    section: '3.14',
  },
  {
    id: 'RSK-004',
    words: '节点完成须逐条措施核对',
    section: '3.14',
  },
  {
    id: 'RSK-005',
    words: '年度复评，岗位/流程变更触发复评',
    section: '3.14',
  },
  {
    id: 'FLOW-001',
    words:
      '流程图结构化：节点(类型 start/task/decision/meeting/publish/end, 岗位, 时限, 材料, 风险点, 是否关键环节)、连线(条件)；图由数据生成，可导出 SVG/PNG，键盘可读的表格替代视图（无障碍）',
    section: '3.14',
  },
  {
    id: 'DOC-001',
    words:
      '服务端生成 DOCX（docx npm 支持 mm 单位页边距，[P] https://docx.js.org/api/classes/PageMargin.html ）与打印用 HTML/PDF',
    section: '3.15',
  },
  {
    id: 'DOC-002',
    words: '生成后自检（页边距、字号、六角括号、日期不补零、序号不补零、出席/请假/列席齐备）',
    section: '3.15',
  },
  {
    id: 'DOC-003',
    words:
      '缺字体时回退：小标宋→“FandolSong/思源宋体 Heavy”，仿宋→“仿宋/FangSong/思源宋”等，字体名写入文档并在页面提示',
    section: '3.15',
  },
  {
    id: 'DOC-004',
    words:
      '模板：例会通知、议题清单、复核意见书、纪要、督办单、抽查通知、问责建议书、公开审查表、目录调整单、事后报备说明',
    section: '3.15',
  },
  {
    id: 'SEC-001',
    words:
      '三员分立：sysadmin 不能看业务数据、不能授业务角色给自己；secadmin 管权限策略不能操作业务；auditor 只读审计，任何人不能删审计；三员账号不可兼任（唯一约束）',
    section: '3.16',
  },
  {
    id: 'SEC-002',
    words: '审计事件：append-only + 哈希链（SM3/SHA-256）+ 每日锚定（签名导出）',
    section: '3.16',
  },
  {
    id: 'SEC-003',
    words: '双因子：口令 + TOTP/USBKey/国密证书接口',
    section: '3.16',
  },
  {
    id: 'SEC-004',
    words: '会话 30 分钟、失败 5 次锁定 30 分钟、密码策略全可配',
    section: '3.16',
  },
  {
    id: 'SEC-005',
    words: '无默认口令：首次启动生成随机初始口令并强制修改',
    section: '3.16',
  },
  {
    id: 'SEC-006',
    words: '导出、批量查询、解密、权限变更、规则变更均为高敏操作→二次鉴别 + 审计',
    section: '3.16',
  },
  {
    id: 'SEC-007',
    words: '日志留存≥6 个月（〔默认〕业务审计永久、安全日志 3 年）',
    section: '3.16',
  },
  {
    id: 'SEC-008',
    words: '备份/恢复命令与演练记录',
    section: '3.16',
  },
  {
    id: 'SEC-009',
    words: '输入校验在服务端全量执行',
    section: '3.16',
  },
  {
    id: 'CRY-001',
    words:
      '抽象 CryptoProvider（hash/hmac/encrypt/sign），实现 intl(SHA-256/AES-GCM/Ed25519) 与 gm(SM3/SM4/SM2)，配置切换，密文自带算法标识与密钥版本',
    section: '3.17',
  },
  {
    id: 'CRY-002',
    words: '已有数据不因切换失效（多算法验证）',
    section: '3.17',
  },
  {
    id: 'CRY-003',
    words:
      '算法正确性用标准测试向量测试：SM3("abc")=66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0、SM4-ECB(key=pt=0123456789abcdeffedcba9876543210)=681edf34d206965e86b3e94f536e4246（两值在 Node 与 OpenSSL 复算一致；是否等于国标附录示例按 (memory) 是）',
    section: '3.17',
  },
  {
    id: 'CRY-004',
    words: '签署=对“规范化 JSON + 附件哈希”签名，纪要/意见/发布均签',
    section: '3.17',
  },
  {
    id: 'CRY-005',
    words: '对外只称“支持国密算法”，不得宣称已通过密评/等保',
    section: '3.17',
  },
  {
    id: 'WEB-001',
    words: '门户页输出上述 meta',
    section: '3.18',
  },
  {
    id: 'WEB-002',
    words: '页脚：主办单位、ICP 备案号、公安备案号、网站标识码、无障碍标识、联系方式——全部可配置',
    section: '3.18',
  },
  {
    id: 'WEB-003',
    words:
      '键盘全流程、可见焦点、跳转主内容、表格 th/scope、图表有表格替代、验证码有文本/算式/语音替代；对比度自动测试',
    section: '3.18',
  },
  {
    id: 'WEB-004',
    words: '大字/高对比/简洁三开关，记忆于本机',
    section: '3.18',
  },
  {
    id: 'WEB-005',
    words: '栏目健康度监测（空白、超期未更新）后台看板',
    section: '3.18',
  },
  {
    id: 'WEB-006',
    words: '无前端 JS 也可读公开内容（SSR/静态化）',
    section: '3.18',
  },
  {
    id: 'COD-001',
    words: '三个校验器 + 正反例单测',
    section: '3.19',
  },
  {
    id: 'COD-002',
    words: '存规范化值（大写、半角、去空白），显示与存储分离',
    section: '3.19',
  },
  {
    id: 'COD-003',
    words: '校验失败仅在“必须法定”字段阻断，历史导入可标 UNVERIFIED',
    section: '3.19',
  },
  {
    id: 'CAL-001',
    words:
      '日历=数据表（date, type∈{HOLIDAY, ADJUSTED_WORKDAY}, name, source），年度导入 CSV/JSON，未导入的年份计算时告警并标“暂估”，导入后重算未结时钟',
    section: '3.20',
  },
  {
    id: 'CAL-002',
    words: 'addWorkdays(start,n)：次日起算第 1 个工作日',
    section: '3.20',
  },
  {
    id: 'CAL-003',
    words: '单位枚举 WORKDAY/CALENDAR_DAY/MONTH/HOUR',
    section: '3.20',
  },
  {
    id: 'CAL-004',
    words: '时钟可暂停（补正、征求意见、听证鉴定、第三方）且保留暂停区间与理由',
    section: '3.20',
  },
  {
    id: 'CAL-005',
    words: '时区固定 Asia/Shanghai，业务截止〔默认〕24:00，可配 17:30',
    section: '3.20',
  },
  {
    id: 'CON-001',
    words: 'estimate, budget, actual 三值，budget>estimate×1.10 → 红色预警并要求“审定”；actual>budget → 红',
    section: '3.21',
  },
  {
    id: 'CON-002',
    words: '项目代码字段与唯一',
    section: '3.21',
  },
  {
    id: 'CON-003',
    words: '变更件必须关联原审批件，改地点/规模默认“审定”',
    section: '3.21',
  },
  {
    id: 'BID-001',
    words: '两个时钟',
    section: '3.21',
  },
  {
    id: 'BID-002',
    words: '公示期含末日顺延',
    section: '3.21',
  },
  {
    id: 'BID-003',
    words: '异议未答复→件挂起',
    section: '3.21',
  },
  {
    id: 'SUP-001',
    words:
      '三色：WARN（剩余 ≤20% 或 ≤2 工作日〔默认〕）、YELLOW（超期）、RED（黄牌后督办期满仍未办结，或硬违规：跳级、未同意先办、未审议先实施、越权公开/不公开）',
    section: '3.22',
  },
  {
    id: 'SUP-002',
    words: '每张牌=文书（事由、依据规则号、责任人、限期、回复、申辩、撤销/维持），可申诉，撤销留痕',
    section: '3.22',
  },
  {
    id: 'SUP-003',
    words: '牌进考核',
    section: '3.22',
  },
  {
    id: 'SUP-004',
    words: '监察规则可开关、可试运行（只记不发）',
    section: '3.22',
  },
  {
    id: 'ARC-001',
    words: '件办结生成归档包（正本 PDF/A 或版式件、元数据 XML/JSON、过程记录、附件、哈希清单）',
    section: '3.23',
  },
  {
    id: 'ARC-002',
    words:
      '保管期限枚举 永久/30 年/10 年，按类型默认：第 3/4 级纪要与记录永久、审定件永久、报备件 30 年、报告件 10 年〔默认〕',
    section: '3.23',
  },
  {
    id: 'ARC-003',
    words: '归档后只读',
    section: '3.23',
  },
  {
    id: 'ASM-001',
    words: '指标：名称、分值、数据来源(自动/人工)、公式、扣分规则、佐证',
    section: '3.24',
  },
  {
    id: 'ASM-002',
    words:
      '自动取数项：目录报送、制度制定、例会次数、超期/红黄牌、公开及时率、事后报备补报率、风险覆盖率、抽查问题整改率',
    section: '3.24',
  },
  {
    id: 'ASM-003',
    words: '自评→复评→申诉→发布',
    section: '3.24',
  },
  {
    id: 'ASM-004',
    words: '一票否决项可配',
    section: '3.24',
  },
  {
    id: 'ASM-005',
    words: '分数可追到明细',
    section: '3.24',
  },
]
