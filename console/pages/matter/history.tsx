import type { MatterPage } from '../../../http/api/contract.ts'
import { Clock } from '../../parts/clock.tsx'
import { instantWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'

interface Shown {
  readonly matter: MatterPage
}

/** What happened, the latest first (S15). */
export function Timeline({ matter }: Shown) {
  const lines = matter.timeline.toSorted((a, b) => b.version - a.version || (a.at < b.at ? 1 : -1))
  return (
    <section className="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">发生了什么</h2>
      <ol className="timeline">
        {lines.map(line => (
          <li key={line.version}>
            <time dateTime={line.at}>{instantWords(line.at)}</time>
            <div>
              <strong>{line.what}</strong>
              <span className="quiet">
                {line.who} · {line.title}
              </span>
              {line.details.map(detail => (
                <p key={detail} className="words">
                  {detail}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Who answers for what, as far as they have acted (S145). */
export function Chain({ matter }: Shown) {
  return (
    <section className="card" aria-labelledby="chain-title">
      <h2 id="chain-title">责任链</h2>
      <table className="table stacking">
        <caption className="unseen">谁主管、谁负责，谁审批、谁负责</caption>
        <thead>
          <tr>
            <th scope="col">责任</th>
            <th scope="col">责任人</th>
            <th scope="col">职务</th>
            <th scope="col">时间</th>
          </tr>
        </thead>
        <tbody>
          {matter.chain.map(({ duty, who, at }) => (
            <tr key={`${duty} ${who.id} ${at ?? ''}`}>
              <th scope="row">{duty}</th>
              <td>{who.name}</td>
              <td>{who.title}</td>
              <td>{at ? instantWords(at) : '尚未履行'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** 事后报备 (S107): why it was done first, who confirmed the urgency, and its own clocks. */
export function PostFiling({ matter }: Shown) {
  const { postFiling } = matter
  if (!postFiling) return null
  return (
    <section className="card" aria-labelledby="post-filing-title">
      <h2 id="post-filing-title">事后报备</h2>
      <Facts
        rows={[
          ['紧急事由', postFiling.reason],
          ['为何不能事前报备', postFiling.whyNotBefore],
          ['实际办理时间', instantWords(postFiling.handledAt)],
          ['处室负责人认定紧急', postFiling.proposed ? '已认定' : '尚未认定'],
          ['分管厅领导确认紧急', postFiling.confirmed ? '已确认' : '尚未确认'],
        ]}
      />
      {postFiling.clocks.map(clock => (
        <p key={clock.sentence}>
          <Clock clock={clock} />
        </p>
      ))}
    </section>
  )
}
