import type { Tale } from '../tale.ts'

/** 规划资金板块 */
export const planFundTales: readonly Tale[] = [
  {
    key: 'maintenance-funds',
    item: 'DEMO-PF-01',
    title: '2026年度普通国省道养护专项资金调整分配方案',
    note: '因台风水毁抢修增加支出，拟在年度总额内调整21个地市养护专项资金的分配。',
    on: '2026-08-31',
    amount: 186_500_000,
    workdays: 12,
    result: '资金计划已下达21个地市',
  },
  {
    key: 'rural-road-funds',
    item: 'DEMO-PF-01',
    title: '2026年度农村公路提档升级补助资金分配方案',
    note: '按里程、财力系数和上年绩效三项因素测算，涉及14个地市96个项目。',
    on: '2026-09-14',
    amount: 312_000_000,
    rulings: {
      3: [
        {
          conclusion: 'AGREED_IN_PRINCIPLE',
          opinion: '原则同意分配方案，落实两项修改条件后提交厅长办公会审议。',
          conditions: [
            { words: '补充财力系数的取值依据，并与上年口径对照', owner: 'PLANNING', dueOn: '2026-10-20' },
            { words: '核实绩效评价结果引用是否准确', owner: 'FINANCE_AUDIT', dueOn: '2026-10-20' },
          ],
        },
      ],
    },
    conditions: {
      1: { reportOn: '2026-10-12', report: '已附财力系数取值依据和近三年口径对照表。', clearOn: '2026-10-15' },
      2: { reportOn: '2026-10-14', report: '经核对，绩效评价结果引用无误，个别笔误已更正。', clearOn: '2026-10-16' },
    },
    workdays: 25,
  },
  {
    key: 'charging-funds',
    item: 'DEMO-PF-01',
    title: '2026年度高速公路服务区充电设施建设补助资金分配方案',
    note: '补助全省48对服务区新建快充车位，综合规划处与综合运输处联合送审。',
    on: '2026-10-12',
    with: ['TRANSPORT'],
    amount: 96_000_000,
    rulings: {
      4: [
        {
          conclusion: 'AGREED',
          opinion: '同意分配方案。山区服务区先行安排，其余按建设进度拨付。',
          voices: {
            'leader-1': { position: 'DISAGREE', words: '单个车位补助标准偏高，建议按实际造价核定后再定。' },
            'leader-2': { position: 'DISAGREE', words: '部分服务区电力增容尚未落实，现在分配为时过早。' },
            'leader-4': { position: 'DISAGREE', words: '建议先开展一次第三方测算，再提交审议。' },
          },
          differsReason: '春运前须形成保障能力，资金分两批拨付、按进度核定，可以控制多数同志所担心的风险。',
        },
      ],
    },
    until: 'APPROVED',
  },
  {
    key: 'waterway-funds',
    item: 'DEMO-PF-01',
    title: '2026年度内河航道养护专项资金第二批分配方案',
    note: '安排西江、北江、东江干线航道维护疏浚及航标更新资金。',
    on: '2026-11-09',
    amount: 58_400_000,
  },
  {
    key: 'bim-research',
    item: 'DEMO-PF-02',
    title: '大跨径桥梁施工控制数字孪生关键技术研究立项',
    note: '拟列入年度科技计划重点项目，研究期两年。',
    on: '2026-08-24',
    amount: 4_800_000,
    list: [
      { name: '立项申请书及任务书', quantity: '1套' },
      { name: '专家评审意见', quantity: '7份' },
    ],
    workdays: 10,
    result: '已签订项目任务书',
  },
  {
    key: 'asphalt-research',
    item: 'DEMO-PF-02',
    title: '湿热地区高性能沥青路面耐久性研究立项',
    note: '针对高温多雨气候开展沥青路面材料与结构一体化研究。',
    on: '2026-09-07',
    amount: 3_200_000,
    rulings: {
      3: [
        {
          conclusion: 'NOT_AGREED',
          opinion: '与在研项目“多雨地区沥青路面水损害防治技术”研究内容重复，不同意立项。',
          voices: {
            'head-transport': { position: 'DISAGREE', words: '研究内容与在研项目重合度超过六成，不宜重复立项。' },
            'head-waterway': { position: 'AGREE', words: '材料方向确有新意，建议调整后支持。' },
          },
        },
      ],
    },
  },
  {
    key: 'asphalt-research-again',
    item: 'DEMO-PF-02',
    title: '湿热地区高性能沥青路面再生材料研究立项',
    note: '删去与在研项目重复的水损害内容，聚焦旧料再生利用。',
    on: '2026-10-12',
    amount: 2_100_000,
    previous: {
      key: 'asphalt-research',
      difference: '删除水损害防治部分，研究对象改为旧沥青混合料再生利用，经费由320万元减为210万元。',
    },
    workdays: 40,
  },
  {
    key: 'drone-research',
    item: 'DEMO-PF-02',
    title: '无人机自动巡检公路高边坡应用示范立项',
    note: '选取三处高边坡路段开展自动巡检示范。',
    on: '2026-10-26',
    amount: 1_650_000,
    notBefore: { 3: '2026-11-26' },
  },
  {
    key: 'shore-power-research',
    item: 'DEMO-PF-02',
    title: '内河新能源船舶岸电接口标准化研究立项',
    note: '研究提出内河岸电接口与计费的地方标准草案。',
    on: '2026-11-16',
    handler: 2,
    amount: 980_000,
  },
  {
    key: 'monitoring-purchase',
    item: 'DEMO-PF-03',
    title: '综合交通监测平台2026年度运行维护服务单一来源采购',
    note: '平台核心模块由原承建单位开发，需保证原有项目一致性。',
    on: '2026-08-24',
    party: 'software',
    amount: 2_360_000,
    workdays: 9,
    result: '合同已签订并公告',
  },
  {
    key: 'toll-clearing-purchase',
    item: 'DEMO-PF-03',
    title: '联网收费清分结算系统升级改造单一来源采购',
    note: '清分规则与既有系统深度耦合，经论证只能由原开发单位升级。',
    on: '2026-09-21',
    party: 'software',
    amount: 10_200_000,
    disclosure: {
      attribute: 'ON_REQUEST',
      ground: 'ART15_TRADE_SECRET',
      reason: '论证材料含供应商报价构成和接口技术细节，公开会损害其合法权益。',
    },
    rulings: {
      3: [
        {
          conclusion: 'AGREED_WITH_CHANGES',
          opinion: '修改后同意。缩小单一来源范围，硬件部分另行公开招标。',
          changes: '采购金额由1020万元调减为874万元，服务器等通用硬件不纳入单一来源。',
          voices: {
            'head-personnel': {
              position: 'DISAGREE',
              words: '未见其他供应商的书面询价结果，只能从唯一供应商采购的理由不足。',
            },
            'head-local-railway': { position: 'ABSTAIN', words: '技术耦合程度难以判断，弃权。' },
          },
        },
      ],
    },
    until: 'HANDLED',
  },
  {
    key: 'settlement-audit-purchase',
    item: 'DEMO-PF-03',
    title: '重点工程竣工决算审计中介服务单一来源采购',
    note: '拟委托原跟踪审计单位承担竣工决算审计。',
    on: '2026-11-02',
    party: 'audit',
    amount: 1_480_000,
    rulings: {
      2: [
        {
          conclusion: 'RETURNED',
          opinion: '论证意见未说明为何不能公开招标，请补充。',
          needed: ['三名以上专业人员的论证意见', '同类审计服务市场价格比对'],
        },
      ],
    },
    supplements: [{ on: '2026-11-12', note: '已补充三名专家论证意见和三家机构报价比对表。' }],
  },
  {
    key: 'training-purchase',
    item: 'DEMO-PF-03',
    title: '公路水路安全生产培训服务单一来源采购',
    note: '拟委托一家机构承担全省安全生产培训。',
    on: '2026-10-19',
    party: 'training',
    amount: 760_000,
    withdrawal: { on: '2026-10-26', reason: '经进一步调研，市场有多家机构可承担，改为公开招标。' },
  },
  {
    key: 'network-security-purchase',
    item: 'DEMO-PF-03',
    title: '厅机关网络安全运维服务续签单一来源采购',
    note: '现合同年底到期，拟续签一年，论证材料准备中。',
    on: '2026-11-17',
    handler: 2,
    party: 'software',
    amount: 690_000,
    until: 'DRAFT',
  },
]
