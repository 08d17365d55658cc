import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { BarChart } from '../../parts/bar-chart.tsx'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { Section } from '../../parts/section.tsx'
import { instantWords } from '../../parts/time.ts'

type Frozen = NonNullable<SpotCheckPage['frozen']>

/** How many rows are shown at once; a pool may hold ten thousand, and the filter finds any of them. */
const SHOWN = 200

/** The pool as it was frozen: how many of each stratum, with what weight, and every object of it (RND-004, RND-005). */
export function Pool({ batch }: { readonly batch: SpotCheckPage }) {
  const { frozen } = batch
  if (!frozen) {
    return (
      <Section title="对象池">
        <p className="quiet">还没有冻结。冻结时按准备方案列出全部对象和权重，算出指纹。</p>
      </Section>
    )
  }
  const drawn = new Set(batch.drawn?.strata.flatMap(({ ids }) => ids) ?? [])
  return (
    <Section title={`对象池（${frozen.pool.length}）`}>
      <p className="quiet">
        {instantWords(frozen.at)} {frozen.by.name}冻结
        {frozen.excluded.length > 0 && `，剔除${frozen.excluded.length}个`}。
      </p>
      <Fingerprint name="对象池指纹" value={frozen.commitment} />
      <Strata frozen={frozen} />
      <h3>全部对象</h3>
      <Entries frozen={frozen} drawn={drawn} />
    </Section>
  )
}

function Strata({ frozen: { strata } }: { readonly frozen: Frozen }) {
  return (
    <div className="split">
      <BarChart
        label="各分层的对象数和应抽数，数字见表"
        names={strata.map(({ stratum }) => stratum)}
        series={[
          { name: '对象', values: strata.map(({ size }) => size) },
          { name: '应抽', values: strata.map(({ quota }) => quota) },
        ]}
      />
      <table className="table">
        <caption className="unseen">各分层的对象数、应抽数和总权重</caption>
        <thead>
          <tr>
            <th scope="col">分层</th>
            <th scope="col">对象</th>
            <th scope="col">总权重</th>
            <th scope="col">应抽</th>
          </tr>
        </thead>
        <tbody>
          {strata.map(({ stratum, size, weight, quota }) => (
            <tr key={stratum}>
              <th scope="row">{stratum}</th>
              <td>{size}</td>
              <td>{weight}</td>
              <td>{quota}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Entries({ frozen, drawn }: { readonly frozen: Frozen; readonly drawn: ReadonlySet<string> }) {
  const [wanted, setWanted] = useState('')
  const found = frozen.pool.filter(
    ({ id, title, stratum }) => wanted === '' || [id, title, stratum].some(text => text.includes(wanted)),
  )
  return (
    <>
      <Input
        aria-label="在对象池中查找"
        placeholder="按编号、名称或分层查找"
        value={wanted}
        onChange={event => setWanted(event.target.value.trim())}
        allowClear
        className="pool-filter"
      />
      <p className="quiet" role="status">
        {wanted === '' ? `共${found.length}个` : `找到${found.length}个`}
        {found.length > SHOWN && `，下面列出前${SHOWN}个`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard too */}
      <section className="pool-scroll" tabIndex={0} aria-label="全部对象">
        <table className="table">
          <caption className="unseen">对象池的全部对象</caption>
          <thead>
            <tr>
              <th scope="col">对象</th>
              <th scope="col">分层</th>
              <th scope="col">权重</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map(({ id, title, link, stratum, weight }) => (
              <tr key={id}>
                <th scope="row">
                  {link ? <Link to={link}>{title}</Link> : title}
                  {drawn.has(id) && <span className="status status-good">抽中</span>}
                  <span className="row-note number">{id}</span>
                </th>
                <td>{stratum}</td>
                <td>{weight}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
