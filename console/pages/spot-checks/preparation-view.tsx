import { nameOfObjectKind } from '../../../domain/spot-check/strata.ts'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { Section } from '../../parts/section.tsx'
import { dayWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import { methodNames, percentOf, weightNames } from './preparation.ts'

/** What the batch was prepared with: it is fixed with the pool, and published. */
export function Preparation({ batch }: { readonly batch: SpotCheckPage }) {
  const { data } = useAgency()
  const { rule, strata, weights, perObject, method, frozen } = batch
  const nameOf = (list: readonly { readonly code: string; readonly name: string }[] | undefined, code: string) =>
    list?.find(one => one.code === code)?.name ?? code
  return (
    <Section title="准备方案">
      <Facts
        rows={[
          ['对象', rule.kinds.map(nameOfObjectKind).join('、')],
          ['期间', `${dayWords(rule.from)}至${dayWords(rule.to)}`],
          ['板块', rule.boards.length === 0 ? '全部' : rule.boards.map(code => nameOf(data?.boards, code)).join('、')],
          [
            '处室',
            rule.departments.length === 0
              ? '全部'
              : rule.departments.map(code => nameOf(data?.departments, code)).join('、'),
          ],
          ['抽取方法', methodNames.find(({ value }) => value === method)?.label],
          ['每个对象', `${perObject}名检查人`],
          [
            '加分',
            method === 'TICKETS' && weightNames.map(({ name, label }) => `${label}${weights[name]}分`).join('，'),
          ],
        ]}
      />
      <table className="table">
        <caption className="unseen">各分层抽取的比例或件数</caption>
        <thead>
          <tr>
            <th scope="col">分层</th>
            <th scope="col">抽取</th>
          </tr>
        </thead>
        <tbody>
          {strata.map(({ stratum, rate, count }) => (
            <tr key={stratum}>
              <th scope="row">{stratum}</th>
              <td>{rate === undefined ? `${count}个` : `${percentOf(rate)}%，至少1个`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {frozen && (
        <>
          <h3>检查人名单（{frozen.inspectors.length}）</h3>
          <ul className="people">
            {frozen.inspectors.map(({ id, name, title, barred }) => (
              <li key={id}>
                {name}
                <span className="row-note">
                  {title}
                  {barred > 0 && ` · ${barred}个对象须回避`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
