import { parameterWords } from '../../domain/rulebook/parameter-words.ts'
import type { RuleSet } from '../../domain/rulebook/rulebook.ts'
import { formatDay } from '../../domain/time.ts'
import { type Parameter, parameters } from '../../spec/parameters.ts'
import { day, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { nameOfRegimeKind, nameOfRegimeStatus, regimePath } from '../words.ts'

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
      html`${d.articles ? html`<a href="${regimePath(d.document)}">${d.title}</a>` : d.title}${d.department && html`<span class="under">${departmentName(agency, d.department)}</span>`}`,
      nameOfRegimeKind(d.kind),
      nameOfRegimeStatus(d.status),
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
