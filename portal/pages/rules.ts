import { parameterWords } from '../../domain/rulebook/parameter-words.ts'
import type { RegimeDocument, RuleSet } from '../../domain/rulebook/rulebook.ts'
import { formatDay } from '../../domain/time.ts'
import { type Parameter, parameters } from '../../spec/parameters.ts'
import { day, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'

const COLUMN = '规章制度'

/** S23, S71: the regime documents, and every parameter in force with where it comes from. */
export function rulesPage({ agency }: Frame): Page {
  const body = html`<h1>规章制度</h1>
<p class="lead">本平台依照下列制度运行；制度没有写明的数值，由机关以规则参数规定，每项写明出处。新参数只管生效以后送审的件。</p>
<section aria-labelledby="documents"><h2 id="documents">制度文件</h2>${documentsTable(agency)}</section>
${agency.rules ? rulesSection(agency.rules) : html`<p class="empty">还没有采用规则参数。</p>`}`
  const publishedOn = agency.rules?.effectiveFrom
  return { title: COLUMN, column: COLUMN, crumbs: [], body, ...(publishedOn && { publishedOn }) }
}

const kindNames: Record<RegimeDocument['kind'], string> = {
  PLAN: '实施方案',
  REGULATION: '制度',
  INITIAL_MEETING_RULES: '处室初审例会制度',
}
const statusNames: Record<RegimeDocument['status'], string> = {
  DRAFTING: '研究制订中',
  CONSULTING: '征求意见',
  ISSUED: '已印发',
  REVISED: '已修订',
  ABOLISHED: '已废止',
}

function documentsTable(agency: PublicAgency): Html {
  return table({
    caption: '制度文件',
    columns: [
      { label: '名称', kind: 'main' },
      { label: '类别', kind: 'short' },
      { label: '状态', kind: 'short' },
      { label: '印发日期', kind: 'short' },
      { label: '上位依据' },
    ],
    rows: agency.documents.map(d => [
      html`${d.title}${d.department && html`<span class="under">${departmentName(agency, d.department)}</span>`}`,
      kindNames[d.kind],
      statusNames[d.status],
      d.issuedOn ? day(d.issuedOn) : '—',
      d.basis.join('；') || '—',
    ]),
    empty: '还没有登记制度文件。',
  })
}

const known = new Map(parameters.map(p => [p.key, p]))

function rulesSection(rules: RuleSet): Html {
  return html`<section aria-labelledby="parameters"><h2 id="parameters">现行规则参数</h2>
<p>第${rules.version}版，${formatDay(rules.effectiveFrom)}起生效。</p>${table({
    caption: `规则参数第${rules.version}版`,
    columns: [{ label: '规则', kind: 'main' }, { label: '取值', kind: 'number' }, { label: '出处' }],
    rows: Object.values(rules.parameters).map(({ key, value, source }) => [
      html`${known.get(key)?.note ?? key}<span class="under">${key}</span>`,
      parameterWords(key, value),
      sourceWords(source, known.get(key)),
    ]),
    empty: '',
  })}</section>`
}

// The founding rule set writes the note behind its source; said once is enough.
const sourceWords = (source: string, parameter: Parameter | undefined): string =>
  parameter ? source.replace(`　${parameter.note}`, '') : source
