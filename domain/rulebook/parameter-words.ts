import { type ParameterUnit, parameters } from '../../spec/parameters.ts'

const units: Readonly<Partial<Record<ParameterUnit, string>>> = {
  WORKDAY: '个工作日',
  CALENDAR_DAY: '日',
  MONTH: '个月',
  YEAR: '年',
  HOUR: '小时',
  MINUTE: '分钟',
  YUAN: '元',
  SCORE: '分',
}
const choices: Readonly<Record<string, string>> = {
  WEEKLY: '每周',
  BIWEEKLY: '每两周',
  MONTHLY: '每月',
  QUARTERLY: '每季度',
  HALF_YEARLY: '每半年',
  YEARLY: '每年',
  AS_NEEDED: '按需召开',
  VOTE: '表决',
  HEAD_DECIDES: '首长归纳决定',
  DUE_MINUS_RECUSED: '应到减去回避',
  DUE: '应到',
  PERMANENT: '永久',
  '>': '过半数（不含本数）',
  '>=': '半数以上（含本数）',
}

/** A parameter's value as one says it, with its unit: `0.5` → «50%», `3` → «3个工作日». */
export function parameterWords(key: string, value: number | string | boolean | null): string {
  if (value === null) return '未定，须由本机关设定'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return choices[value] ?? value
  const unit = parameters.find(parameter => parameter.key === key)?.unit
  return unit === 'RATIO' ? `${Number((value * 100).toFixed(2))}%` : `${value}${(unit && units[unit]) ?? ''}`
}
