import type { ActionView } from '../../http/api/contract.ts'

/** What answers for looked-at screens are made of: people, files and buttons. */

export const hex = (digit: string) => digit.repeat(64)
export const people = ['上官正明', '章律仪', '程秉谦', '古丽娟', '冯雅琴', '麦德胜', '简慧君'].map((name, index) => ({
  id: `person-${index}`,
  name: `${name}（演示）`,
  title: ['驻厅纪检组组长', '政策法规处（行政审批处）主要负责人', '财务审计处主要负责人'][index % 3] ?? '',
}))
export const [leader, second] = people as [(typeof people)[number], (typeof people)[number]]
export const refused = (noun: string, label: string, sentence: string, clause = 'RND-002'): ActionView => ({
  noun,
  label,
  clause,
  allowed: false,
  refusal: { code: 'WRONG_STATE', clause, sentence },
})
export const allowed = (noun: string, label: string): ActionView => ({ noun, label, clause: 'RND-001', allowed: true })

export const file = { hash: hex('e'), name: '招标文件第三章评标办法修改前后对照表（签字扫描件）.pdf' }
export const planning = { code: 'PLANNING', name: '综合规划处（交通战备办公室）' }
