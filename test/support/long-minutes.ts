import type { Minutes, MinutesItem } from '../../domain/meeting/minutes.ts'

const subjects = [
  '国道G324线K718+000至K731+200段扩建工程施工许可',
  '年度普通公路养护工程补助资金分配方案',
  '滨海公路软基处理重大设计变更',
  '道路旅客运输企业经营许可延续',
] as const
const words = [
  '材料齐全、依据充分，测算口径与上年度一致，同意。建议在批复中明确资金拨付与工程进度挂钩，并按季度报送执行情况。',
  '原则上同意，但第三标段工程量清单与现场核查结果相差百分之六，请处室在会后七个工作日内复核并书面说明。',
  '同意。请注意做好沿线群众的解释工作，施工期间交通组织方案应当提前向社会公布。',
  '现有材料不足以支持结论，补充勘察报告没有说明原方案不可行的理由，不同意。',
] as const
const narrative =
  '会议听取了承办处室的汇报。汇报人说明了项目背景、设定依据、资金来源、风险评估和合法性审查意见，逐条回应了初审和复核中提出的问题。' +
  '与会人员就工程量核定、资金安排、工期和质量安全责任进行了讨论，认为该事项符合规定条件，程序完备，同时要求承办处室进一步核实第三标段的工程量清单。'

/** Minutes of a meeting as long as any will be: sixty members, and items with texts of the length that people write. */
export function longMinutes(items: number, speakers = 9): Minutes {
  const people = Array.from({ length: 60 }, (_, n) => ({ name: `参会人${n + 1}（演示）`, title: '某某处主要负责人' }))
  const chair = people[0] ?? { name: '', title: '' }
  return {
    title: '2026年第7次厅长办公会纪要',
    number: '〔2026〕7号',
    date: '2026年7月9日',
    place: '厅机关五楼会议室（演示）',
    chair,
    recorder: { name: '记录人（演示）' },
    attending: people.slice(0, 50),
    observing: people.slice(50, 57),
    onLeave: people.slice(57, 59),
    absent: people.slice(59),
    items: Array.from({ length: items }, (_, n) => itemOf(n + 1, people.slice(0, speakers), chair.name)),
  }
}

function itemOf(no: number, speakers: readonly { readonly name: string }[], presider: string): MinutesItem {
  const pick = (n: number): string => words[(no + n) % words.length] ?? words[0]
  return {
    no,
    matter: `2026-${String(no).padStart(6, '0')}`,
    title: subjects[no % subjects.length] ?? subjects[0],
    presider,
    recused: [{ name: '参会人12（演示）', reason: '本件经办人，汇报而不表决', clause: 'S10' }],
    narrative,
    opinions: speakers.map(({ name }, n) => ({ name, position: '赞成', words: pick(n) })),
    conclusion: '原则同意',
    opinion: `会议原则同意该事项，由承办处室按会议意见修改完善后办理。${narrative.slice(0, 90)}`,
    expected: 49,
    present: 49,
    agree: 47,
    disagree: 1,
    abstain: 1,
    conditions: ['复核第三标段工程量清单并书面说明差异原因', '将资金拨付与工程进度挂钩的条款写入批复'],
    tasks: [{ words: '会同有关单位完成工程量复核，形成书面报告', owner: '基建管理处', dueOn: '2026-08-03' }],
    dissents: [{ name: '参会人8（演示）', words: words[3] }],
  }
}
