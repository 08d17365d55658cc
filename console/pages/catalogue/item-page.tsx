import { Link, useParams } from 'react-router'
import type { ItemView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { LevelTag } from '../../parts/tags.tsx'
import { Facts } from '../../parts/words.tsx'
import { Flow } from './flow.tsx'

export function ItemPage() {
  const { item = '' } = useParams()
  const query = useRead<ItemView>(`/catalogue/items/${encodeURIComponent(item)}`)
  return (
    <LoadedPage query={query} title={item}>
      {found => (
        <Page
          title={found.name}
          above={<Link to="/catalogue">职权目录</Link>}
          beside={
            found.mayDraft && (
              <Link className="link-button" to={`/matters/new?item=${encodeURIComponent(found.item)}`}>
                新建送审件
              </Link>
            )
          }
        >
          <div className="matter-head">
            <LevelTag name={found.levelName} />
            <span>{found.boardName}</span>
            <span>{found.department.name}</span>
            <span className="number">{found.item}</span>
          </div>
          <Basics item={found} />
          <Materials item={found} />
          <Flow item={found} />
          <Risks item={found} />
        </Page>
      )}
    </LoadedPage>
  )
}

interface Shown {
  readonly item: ItemView
}

function Basics({ item }: Shown) {
  return (
    <section className="card" aria-labelledby="basis-title">
      <h2 id="basis-title">设定依据与时限</h2>
      <ul className="plain-list">
        {item.legalBasis.map(({ title, article, url }) => (
          <li key={`${title} ${article ?? ''}`}>
            {url ? <a href={url}>{title}</a> : title} {article}
          </li>
        ))}
      </ul>
      <Facts
        rows={[
          ['权力类型', item.powerTypeName],
          ['关注重点', item.focus.join('、')],
          ['承诺时限', `${item.promisedDays} 个工作日`],
          ['法定时限', item.statutoryDays === undefined ? '无' : `${item.statutoryDays} 个工作日`],
          ['监督电话', item.phone],
        ]}
      />
    </section>
  )
}

function Materials({ item }: Shown) {
  return (
    <section className="card" aria-labelledby="materials-title">
      <h2 id="materials-title">送审材料清单</h2>
      <table className="table stacking">
        <caption className="unseen">送审材料清单</caption>
        <thead>
          <tr>
            <th scope="col">材料</th>
            <th scope="col">要求</th>
            <th scope="col">类别</th>
          </tr>
        </thead>
        <tbody>
          {item.materials.map(({ id, name, required, detailed }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{required ? '必备' : '视情况提供'}</td>
              <td>{detailed ? '详细资料（审定）' : '一般材料'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const riskLevels = { HIGH: '高', MEDIUM: '中', LOW: '低' } as const

function Risks({ item }: Shown) {
  return (
    <section className="card" aria-labelledby="risks-title">
      <h2 id="risks-title">廉政风险点与防控措施</h2>
      <ul className="risks">
        {item.risks.map(risk => (
          <li key={risk.id}>
            <h3>
              {risk.name}
              {risk.level && (
                <span className={`risk risk-${risk.level.toLowerCase()}`}>风险等级：{riskLevels[risk.level]}</span>
              )}
            </h3>
            <Facts
              rows={[
                ['表现形式', risk.manifestation],
                ['责任岗位', risk.owner],
                ['防控措施', risk.measures.map(({ words }) => words).join('；')],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
