import { Input, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CatalogueView, ItemView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { LevelTag } from '../../parts/tags.tsx'
import { dayWords } from '../../parts/time.ts'

/** 职权目录, board by board. */
export function CataloguePage() {
  const query = useRead<CatalogueView>('/catalogue')
  return (
    <Page title="职权目录">
      <Loaded query={query}>
        {catalogue => (
          <>
            <p className="lead">
              第 {catalogue.version} 版，{dayWords(catalogue.effectiveFrom)}起生效，{catalogue.session}
              审议确定，共 {catalogue.items.length} 项。
            </p>
            <Boards items={catalogue.items} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Boards({ items }: { readonly items: readonly ItemView[] }) {
  const [sought, setSought] = useState('')
  const [level, setLevel] = useState('')
  const levels = [...new Set(items.map(({ levelName }) => levelName))]
  const found = items.filter(
    ({ item, name, department, levelName }) =>
      `${item} ${name} ${department.name}`.includes(sought.trim()) && (level === '' || level === levelName),
  )
  const boards = [...new Set(found.map(({ boardName }) => boardName))]
  return (
    <>
      <div className="card toolbar">
        <Input
          type="search"
          aria-label="查找职权事项"
          placeholder="事项、编码或处室"
          value={sought}
          onChange={event => setSought(event.target.value)}
        />
        <Radio.Group
          aria-label="审议层级"
          optionType="button"
          value={level}
          onChange={event => setLevel(String(event.target.value))}
          options={[{ value: '', label: '各层级' }, ...levels.map(name => ({ value: name, label: name }))]}
        />
      </div>
      {found.length === 0 && <p className="card quiet">没有这样的事项。</p>}
      {boards.map(board => (
        <BoardTable key={board} board={board} items={found.filter(({ boardName }) => boardName === board)} />
      ))}
    </>
  )
}

function BoardTable({ board, items }: { readonly board: string; readonly items: readonly ItemView[] }) {
  return (
    <section className="card" aria-label={board}>
      <h2>
        {board} <small>{items.length} 项</small>
      </h2>
      <table className="table stacking">
        <caption className="unseen">{board}板块的职权事项</caption>
        <thead>
          <tr>
            <th scope="col">事项</th>
            <th scope="col">审议层级</th>
            <th scope="col">责任处室</th>
            <th scope="col">权力类型</th>
            <th scope="col">承诺时限</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={item.item}>
              <th scope="row">
                <Link to={`/catalogue/${item.item}`}>{item.name}</Link>
                <span className="row-note number">{item.item}</span>
              </th>
              <td>
                <LevelTag name={item.levelName} />
              </td>
              <td data-label="责任处室">{item.department.name}</td>
              <td data-label="权力类型">{item.powerTypeName}</td>
              <td data-label="承诺时限">{item.promisedDays} 个工作日</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
