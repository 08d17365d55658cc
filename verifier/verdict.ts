import type { Check, CheckName, FieldCheck, Verdict } from './report.ts'

/** What follows from all of it together. A missing witness lessens what is proved, which is said, but refutes nothing. */
export function verdictOf(steps: readonly Check[], fields: readonly FieldCheck[]): Verdict {
  if (steps.some(({ state }) => state === 'FAILED') || fields.some(isContradicted)) return 'CONTRADICTED'
  const undone = steps.filter(({ state }) => state === 'OPEN').map(({ name }) => name)
  if (fields.length === 0 || undone.some(name => unproved.includes(name))) return 'NOT_YET'
  return fields.some(isAmiss) || undone.includes('kept') ? 'PARTLY' : 'PROVED'
}

/** Without these nothing is proved at all. */
const unproved: readonly CheckName[] = ['record', 'tree', 'signature']

const isContradicted = ({ verdict }: FieldCheck) => verdict === 'CONTRADICTED'
const isAmiss = ({ verdict, byRule }: FieldCheck) => verdict === 'UNKNOWN' && !byRule

/** The result in one line that says what it means for the page. */
export function headlineOf(verdict: Verdict, steps: readonly Check[], fields: readonly FieldCheck[]): string {
  switch (verdict) {
    case 'PROVED':
      return '已证实：本页内容与公开日志一致，没有被改动。'
    case 'PARTLY': {
      const amiss = fields.filter(isAmiss).length
      return amiss > 0
        ? `部分证实：${amiss} 栏无法核对，其余与公开日志一致。`
        : '部分证实：内容与公开日志一致，但日志不是上次那一本。'
    }
    case 'NOT_YET':
      return steps.some(({ name, state }) => name === 'signature' && state === 'OPEN')
        ? '还不能证实：公开日志还没有开始公布。'
        : '还不能证实：公开日志里还没有本页的全部内容，请过几秒再验证。'
    case 'CONTRADICTED': {
      const wrong = fields.filter(isContradicted).length
      const step = steps.find(({ state }) => state === 'FAILED')
      return wrong > 0
        ? `对不上：本页有 ${wrong} 处与公开日志不符。`
        : `没有通过：${step ? failures[step.name] : '有一项不符'}。`
    }
  }
}

const failures: Readonly<Record<CheckName, string>> = {
  page: '按登记推算不出本页的内容',
  record: '本件的登记不完整',
  disclosures: '公开的内容与当时登记的不符',
  tree: '登记不在公开日志里',
  signature: '日志的签名不对',
  witnesses: '日志缺少应有的见证',
  kept: '公开日志被改写过',
  paper: '纸上的二维码与本件不符',
}
