import { type ArticleChange, comparisonOf } from '../../domain/rulebook/regimes.ts'
import type { Article, RegimeDocument } from '../../domain/rulebook/rulebook.ts'
import { parameters } from '../../spec/parameters.ts'
import { day, facts, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { nameOfRegimeKind, nameOfRegimeStatus } from '../words.ts'

/** S56–S58: one regulation, article by article, what parameters follow from it, and the revision beside what it revised. */
export function regimePage({ agency }: Frame, code: string): Page | undefined {
  const regime = agency.documents.find(d => d.document === code)
  if (!regime?.articles) return undefined
  const before = regime.earlier.find(e => e.articles !== undefined)
  const body = html`<h1>${regime.title}</h1>
${facts([
  ['类别', nameOfRegimeKind(regime.kind)],
  ['状态', nameOfRegimeStatus(regime.status)],
  ['印发日期', regime.issuedOn && day(regime.issuedOn)],
  ['上位依据', regime.basis.join('；')],
])}
<section aria-labelledby="text"><h2 id="text">现行条文</h2>${articlesTable(regime.articles)}</section>
${before && comparison(regime, before)}`
  return {
    title: regime.title,
    column: '规章制度',
    crumbs: [['规章制度', '/rules']],
    body,
    ...(regime.issuedOn ? { publishedOn: regime.issuedOn } : {}),
  }
}

const notes = new Map(parameters.map(p => [p.key, p.note]))

function articlesTable(articles: readonly Article[]): Html {
  return table({
    caption: '现行条文',
    columns: [{ label: '条', kind: 'short' }, { label: '条文', kind: 'main' }, { label: '据此设定的规则参数' }],
    rows: articles.map(({ no, words, parameters: keys }) => [
      no,
      words,
      keys.map(key => notes.get(key) ?? key).join('；') || '—',
    ]),
    empty: '没有登记条文。',
  })
}

const kindNames: Record<ArticleChange['kind'], string> = {
  ADDED: '新增',
  REMOVED: '删去',
  CHANGED: '修改',
  SAME: '未改',
}

function comparison(regime: RegimeDocument, before: Omit<RegimeDocument, 'earlier'>): Html {
  const changes = comparisonOf(before.articles ?? [], regime.articles ?? [])
  return html`<section aria-labelledby="comparison"><h2 id="comparison">新旧对照</h2>
<p>修订前的文本于${before.issuedOn ? day(before.issuedOn) : '更早'}印发，仍然留存。</p>
${table({
  caption: '新旧对照',
  columns: [{ label: '条', kind: 'short' }, { label: '变化', kind: 'short' }, { label: '修订前' }, { label: '修订后' }],
  rows: changes.map(({ no, kind, before: was, after }) => [no, kindNames[kind], was ?? '—', after ?? '—']),
  empty: '没有可以对照的条文。',
})}</section>`
}
