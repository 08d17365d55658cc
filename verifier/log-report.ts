/** A verification in words: what was proved and what was not, for people. */
import type { ReplayReport } from '../domain/conformance/report.ts'
import { toBase64 } from '../domain/log/bytes.ts'
import { grouped, type Step } from './step.ts'
import { type Verdict, type Verification, verdictOf } from './verify-log.ts'

export interface Report {
  /** The address or the folder that was verified. */
  readonly place: string
  readonly verification: Verification
  /** Where the keys came from, and what else is to be told besides the steps. Chinese sentences. */
  readonly notices: readonly string[]
}

const labels: Readonly<Record<Step['name'], string>> = {
  checkpoint: '检查点',
  signature: '签名',
  witnesses: '见证',
  consistency: '只增不改',
  entries: '条目',
  tree: '树',
  records: '公开的记录',
}

const conclusions: Readonly<Record<Verdict, string>> = {
  sound: '结论：日志可信，重演规则没有发现问题。未能核对的见上。',
  findings: '结论：日志可信，但有记录不符合规则，见上列各处。',
  false: '结论：日志不可信，见上面标「✘」的各项。请保存本次和上次的检查点，并向驻厅纪检监察组反映。',
  unreadable: '结论：没有读完，不能下结论。请稍后再试，或换一份副本。',
}

/** The whole report as lines of text. */
export function reportText({ place, verification, notices }: Report): string {
  const { audit, replay } = verification
  const { checkpoint } = audit
  const head = [
    `核验 ${place}`,
    ...(checkpoint
      ? [`来源 ${checkpoint.origin}，${grouped(checkpoint.size)} 个条目，根哈希 ${toBase64(checkpoint.root)}`]
      : []),
    ...notices.map(notice => `注意：${notice}`),
  ]
  const parts = [
    head,
    ['一、日志本身', ...stepLines(verification)],
    ...(replay ? [rulesPart(replay), findingsPart(replay), uncheckedPart(replay)] : []),
    [conclusions[verdictOf(verification)]],
  ]
  return parts.map(lines => lines.join('\n')).join('\n\n')
}

/** The same for programs: one object that JSON can hold. */
export function reportJson({ place, verification, notices }: Report): Readonly<Record<string, unknown>> {
  const { audit, replay } = verification
  const { checkpoint } = audit
  return {
    place,
    verdict: verdictOf(verification),
    notices,
    ...(checkpoint ? { checkpoint: { ...checkpoint, root: toBase64(checkpoint.root) } } : {}),
    cosigners: audit.cosigners,
    steps: stepsOf(verification),
    entries: audit.entries,
    unreadable: unreadableOf(verification),
    ...(replay
      ? { rules: replay.checked, findings: replay.findings, unchecked: replay.unchecked, erased: replay.erased }
      : {}),
  }
}

const stepsOf = ({ audit, records }: Verification): readonly Step[] => [
  ...audit.steps,
  ...(records?.step ? [records.step] : []),
]

const unreadableOf = ({ audit, records }: Verification): string | null =>
  audit.unreadable ?? records?.unreadable ?? null

function stepLines(verification: Verification): readonly string[] {
  const unreadable = unreadableOf(verification)
  return [
    ...stepsOf(verification).map(step => `  ${markOf(step)} ${labels[step.name]}：${step.sentence}`),
    ...(unreadable === null ? [] : [`  ？ ${unreadable}`]),
  ]
}

const markOf = ({ ok, skipped }: Step): string => (ok ? (skipped ? '○' : '✔') : '✘')

function rulesPart({ entries, checked }: ReplayReport): readonly string[] {
  const width = Math.max(0, ...checked.map(({ times }) => grouped(times).length))
  return [
    `二、重演规则：${grouped(entries)} 个条目，${checked.length} 条规则`,
    ...checked.map(({ clause, rule, times }) => `  ${grouped(times).padStart(width)} 次  ${clause.padEnd(7)} ${rule}`),
  ]
}

function findingsPart({ findings }: ReplayReport): readonly string[] {
  if (findings.length === 0) return ['三、发现的问题：没有']
  return [
    `三、发现的问题：${grouped(findings.length)} 处`,
    ...findings.map(
      ({ index, stream, clause, sentence }) =>
        `  ${clause.padEnd(7)} 第 ${index} 号条目${stream === '' ? '' : `（${stream}）`}：${sentence}`,
    ),
  ]
}

function uncheckedPart({ unchecked, erased }: ReplayReport): readonly string[] {
  return [
    `四、公开的内容不足以核对的规则：${unchecked.length} 条`,
    ...unchecked.map(({ clause, rule, why }) => `  ${clause.padEnd(7)} ${rule}：${why}`),
    ...(erased > 0 ? [`  依法清除：${grouped(erased)} 项未公开内容的盐已销毁，其内容不能再被证明。`] : []),
  ]
}
