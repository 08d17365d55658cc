import { toBase64 } from '../domain/log/bytes.ts'
import { banner, element, fold, list, type Piece, type Tone, toned } from './elements.ts'
import type { Check, FieldCheck, RecordReport, Verdict } from './report.ts'
import { momentWords } from './words.ts'

/** The report as a reader without any knowledge of logs takes it in: the result, then how, then what was not shown. */
export function recordView(report: RecordReport): readonly Piece[] {
  const { verdict, steps, fields, limits } = report
  const wrong = fields.filter(field => field.verdict === 'CONTRADICTED')
  return [
    banner(toneOf[verdict], report.headline, summaryOf(report)),
    wrong.length > 0 && element('dl', 'verify-fields', ...wrong.map(fieldRow)),
    list(
      'verify-steps',
      steps.map(({ state, sentence }) => toned(stepTone[state], sentence)),
    ),
    fields.length > 0 &&
      fold(
        `逐栏结果（${fields.length}处）`,
        verdict === 'PARTLY',
        element('dl', 'verify-fields', ...fields.filter(field => !wrong.includes(field)).map(fieldRow)),
      ),
    fold(`这次没有证明的（${limits.length}条）`, verdict === 'PROVED', list('', limits)),
    report.entries.length > 0 && fold('登记与签名的细节', false, ...details(report)),
  ]
}

const toneOf: Readonly<Record<Verdict, Tone>> = {
  PROVED: 'good',
  PARTLY: 'open',
  NOT_YET: 'open',
  CONTRADICTED: 'bad',
}

function summaryOf({ fields, entries, checkpoint, cosigners }: RecordReport): string {
  const proved = fields.filter(({ verdict }) => verdict === 'PROVED').length
  const times = cosigners.flatMap(({ at }) => at ?? []).toSorted()
  const last = times.at(-1)
  return [
    proved > 0 ? `${proved}处与日志一致` : '',
    entries.length > 0 ? `登记${entries.length}条` : '',
    cosigners.length > 0 ? `见证人${cosigners.length}位${last ? `，${momentWords(last)}` : ''}` : '',
    checkpoint && cosigners.length === 0 ? '没有见证人' : '',
  ]
    .filter(part => part !== '')
    .join('；')
}

const stepTone: Readonly<Record<Check['state'], Tone>> = { OK: 'good', FAILED: 'bad', OPEN: 'open' }

const verdictWords = { PROVED: '已证实', CONTRADICTED: '与日志不符', UNKNOWN: '无法证实' } as const
const verdictState = { PROVED: 'done', CONTRADICTED: 'against', UNKNOWN: 'open' } as const

function fieldRow({ label, verdict, shown, logged, why }: FieldCheck): HTMLElement {
  return element(
    'div',
    '',
    element('dt', '', label),
    element(
      'dd',
      '',
      element('span', '', logged === undefined ? shown : `页面：${shown}`),
      logged !== undefined && element('span', 'logged', `日志：${logged}`),
      why !== undefined && element('span', 'under', why),
    ),
    element('dd', '', element('span', `state ${verdictState[verdict]}`, verdictWords[verdict])),
  )
}

function details({ entries, checkpoint, fingerprints }: RecordReport): Piece[] {
  return [
    checkpoint &&
      element(
        'dl',
        'verify-plain',
        ...named('日志名称', checkpoint.origin),
        ...named('条目总数', String(checkpoint.size)),
        ...named('根哈希', toBase64(checkpoint.root)),
        ...fingerprints.flatMap(fingerprint => named('公钥指纹（SHA-256）', fingerprint)),
      ),
    element('p', 'small', '本件的登记，依次为：'),
    element(
      'ol',
      'small',
      ...entries.map(({ index, at }) => element('li', '', `${momentWords(at)}，日志第 ${index} 号`)),
    ),
  ]
}

const named = (name: string, value: string) => [element('dt', '', name), element('dd', '', value)]
