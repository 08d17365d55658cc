import { Button } from 'antd'
import { Link } from 'react-router'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { mayDo, type OpenAct } from '../../parts/desk.tsx'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { Names } from '../../parts/names.tsx'
import { Section } from '../../parts/section.tsx'
import { instantWords } from '../../parts/time.ts'

type Drawn = NonNullable<SpotCheckPage['drawn']>

/** What was drawn, and who inspects it. */
export function Result({ batch, open }: { readonly batch: SpotCheckPage; readonly open: OpenAct }) {
  const { drawn } = batch
  if (!drawn) return null
  const substitutes = mayDo(batch, 'substitutions')
  return (
    <Section title={`抽取结果（${drawn.pairs.length}）`}>
      <p className="quiet">
        {instantWords(drawn.at)} {drawn.by.name}抽取。
      </p>
      <table className="table stacking">
        <caption className="unseen">抽中的对象和检查人</caption>
        <thead>
          <tr>
            <th scope="col">抽中的对象</th>
            <th scope="col">分层</th>
            <th scope="col">检查人</th>
            <th scope="col">检查</th>
          </tr>
        </thead>
        <tbody>
          {drawn.pairs.map(({ object, inspectors, inspection }) => (
            <tr key={object.id}>
              <th scope="row">
                {object.title}
                <span className="row-note number">{object.id}</span>
              </th>
              <td data-label="分层">{object.stratum}</td>
              <td data-label="检查人">
                <Names people={inspectors} />
              </td>
              <td className="short">
                {inspection && <Link to={`/inspections/${inspection.id}`}>{inspection.stageName}</Link>}
                {substitutes && (
                  <p>
                    <Button
                      size="small"
                      aria-label={`替补：${object.title}`}
                      onClick={() => open('substitutions', { ground: 'RECUSED', object: object.id })}
                    >
                      替补
                    </Button>
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Outcome drawn={drawn} />
    </Section>
  )
}

/** What anybody needs to draw again: the randomness, and the code whose commitment was announced. */
function Outcome({ drawn: { outcome, code } }: { readonly drawn: Drawn }) {
  return (
    <details className="outcome">
      <summary>随机数和一次性密码</summary>
      {outcome.kind === 'DRAND' ? (
        <Fingerprint name={`drand 第${outcome.beacon.round}轮签名`} value={outcome.beacon.signature} />
      ) : (
        <p>
          {outcome.ceremony.sources.map(({ name, numbers }) => (
            <span key={name} className="thrown">
              {name} <strong className="number">{numbers.join(' ')}</strong>
            </span>
          ))}
        </p>
      )}
      <Fingerprint name="一次性密码" value={code} />
    </details>
  )
}
