import { Input } from 'antd'
import { useState } from 'react'
import { parameterWords } from '../../../domain/rulebook/parameter-words.ts'
import type { RulebookView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { dayWords } from '../../parts/time.ts'

/** 制度 and the parameters of the rules, each with where it comes from. */
export function RulebookPage() {
  const query = useRead<RulebookView>('/rulebook')
  return (
    <Page title="规则">
      <Loaded query={query}>
        {rulebook => (
          <>
            <Documents documents={rulebook.documents} />
            <Parameters rulebook={rulebook} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const kindNames: Readonly<Record<string, string>> = {
  PLAN: '实施方案',
  REGULATION: '制度',
  INITIAL_MEETING_RULES: '初审例会制度',
}
const statusNames: Readonly<Record<string, string>> = {
  DRAFTING: '研究制订中',
  CONSULTING: '征求意见',
  ISSUED: '已印发',
  REVISED: '已修订',
  ABOLISHED: '已废止',
}

function Documents({ documents }: Pick<RulebookView, 'documents'>) {
  return (
    <section className="card" aria-labelledby="documents-title">
      <h2 id="documents-title">制度</h2>
      <table className="table stacking">
        <caption className="unseen">制度文件</caption>
        <thead>
          <tr>
            <th scope="col">制度</th>
            <th scope="col">类别</th>
            <th scope="col">状态</th>
            <th scope="col">处室</th>
            <th scope="col">印发日</th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ document, title, kind, status, department, issuedOn, basis }) => (
            <tr key={document}>
              <th scope="row">
                {title}
                {basis.length > 0 && <span className="row-note">依据：{basis.join('；')}</span>}
              </th>
              <td data-label="类别">{kindNames[kind] ?? kind}</td>
              <td data-label="状态">{statusNames[status] ?? status}</td>
              <td data-label="处室">{department?.name ?? '全厅'}</td>
              <td className="short" data-label="印发日">
                {issuedOn ? dayWords(issuedOn) : '未印发'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Parameters({ rulebook }: { readonly rulebook: RulebookView }) {
  const [sought, setSought] = useState('')
  const found = rulebook.parameters.filter(({ key, note, source }) =>
    `${key} ${note} ${source}`.includes(sought.trim()),
  )
  return (
    <section className="card" aria-labelledby="parameters-title">
      <h2 id="parameters-title">规则参数</h2>
      <p className="quiet">
        第 {rulebook.version} 版，{dayWords(rulebook.effectiveFrom)}起生效。方案没有写明的，取默认值并注明出处。
      </p>
      <Input
        type="search"
        aria-label="查找参数"
        placeholder="参数、说明或出处"
        value={sought}
        onChange={event => setSought(event.target.value)}
      />
      <table className="table stacking">
        <caption className="unseen">规则参数</caption>
        <thead>
          <tr>
            <th scope="col">参数</th>
            <th scope="col">值</th>
            <th scope="col">出处</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ key, value, source, note }) => (
            <tr key={key}>
              <th scope="row">
                {note || key}
                <span className="row-note number">{key}</span>
              </th>
              <td data-label="值">{parameterWords(key, value)}</td>
              <td data-label="出处">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
