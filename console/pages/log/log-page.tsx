import type { LogView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { instantWords } from '../../parts/time.ts'
import { Erasures } from './erasures.tsx'

/** 透明日志: how it stands, for all staff; and for those concerned, the salts that are to be destroyed (PII-004). */
export function LogPage() {
  const query = useRead<LogView>('/log', { every: 10_000 })
  return (
    <Page title="透明日志">
      <p className="lead">
        平台上每一次办理都在公开的日志中留一条，只能增加，不能改动。任何人都可以核对，见<a href="/log">公开的说明</a>。
      </p>
      <Loaded query={query}>{log => <Status log={log} />}</Loaded>
      <Erasures />
    </Page>
  )
}

function Status({ log }: { readonly log: LogView }) {
  const { size, published, pending, trouble, witnesses } = log
  return (
    <section className="card" aria-labelledby="log-title">
      <h2 id="log-title">现在的情况</h2>
      <p className="matter-head">
        <span className={`status status-${trouble ? 'bad' : 'good'}`}>{trouble ? '暂停更新' : '正常'}</span>
        <span>日志共 {size} 条</span>
        <span>{published ? `已公布 ${published.size} 条，${instantWords(published.at)}` : '还没有公布过'}</span>
        {pending > 0 && <span>待公布 {pending} 条</span>}
      </p>
      {trouble && (
        <p>
          {instantWords(trouble.since)}起：{trouble.sentence}
        </p>
      )}
      <h3>见证人</h3>
      {witnesses.length === 0 ? (
        <p className="quiet">
          还没有设置见证人。没有见证人时，平台若给不同的人看不同的日志，只有他们互相对照才能发现。
        </p>
      ) : (
        <ul className="delegations">
          {witnesses.map(witness => (
            <li key={witness.name}>
              <div>
                <strong>{witness.name}</strong>
                <span className="row-note">
                  {instantWords(witness.at)} · {witness.sentence}
                </span>
              </div>
              <span className={`status status-${witness.ok ? 'good' : 'bad'}`}>
                {witness.ok ? '已签名' : '没有签名'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
