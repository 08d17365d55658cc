import type { RotationFairnessView } from '../../../http/api/contract.ts'
import { BarChart } from '../../parts/bar-chart.tsx'
import { Facts } from '../../parts/words.tsx'

/** How evenly the plan burdens people, as a picture and as numbers; the rotation before it is counted in. */
export function Fairness({
  fairness,
  changed,
}: {
  readonly fairness: RotationFairnessView
  readonly changed: boolean
}) {
  const { leaders, divisions, leaderLoad, divisionLoad, pairs, leaderAndConvener, ownDivisions } = fairness
  return (
    <section className="card" aria-labelledby="fairness-title">
      <h2 id="fairness-title">
        公平程度<small>{changed ? '按正在调整的方案计算' : '连同上一轮值一起计算'}</small>
      </h2>
      <Facts
        rows={[
          ['组长负担', `最多的带 ${leaderLoad.most} 个组，最少的 ${leaderLoad.least} 个`],
          ['处室负担', `最多的进 ${divisionLoad.most} 个组，最少的 ${divisionLoad.least} 个`],
          ['处室同组', `共 ${pairs.pairs} 对，重复相遇 ${pairs.repeated} 对，最多 ${pairs.most} 次`],
          ['组长与召集处室', `重复搭配 ${leaderAndConvener.repeated} 对，最多 ${leaderAndConvener.most} 次`],
          ['送审处室由组长自己分管', `${ownDivisions} 处，遇到时须改由其他厅领导主持`],
        ]}
      />
      <div className="fairness">
        <div>
          <h3>组长</h3>
          <BarChart
            label="各厅领导任组长的次数，数字见下表"
            names={leaders.map(({ who }) => who.name)}
            series={[{ name: '任组长', values: leaders.map(({ led }) => led) }]}
          />
          <table className="table">
            <caption className="unseen">各厅领导任组长的次数</caption>
            <thead>
              <tr>
                <th scope="col">厅领导</th>
                <th scope="col">任组长</th>
              </tr>
            </thead>
            <tbody>
              {leaders.map(({ who, led }) => (
                <tr key={who.id}>
                  <th scope="row">{who.name}</th>
                  <td>{led}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <h3>处室</h3>
          <BarChart
            label="各处室进组和任召集的次数，数字见下表"
            names={divisions.map(({ department }) => department.name)}
            series={[
              { name: '进组', values: divisions.map(({ sat }) => sat) },
              { name: '任召集', values: divisions.map(({ convened }) => convened) },
            ]}
          />
          <table className="table">
            <caption className="unseen">各处室进组和任召集的次数</caption>
            <thead>
              <tr>
                <th scope="col">处室</th>
                <th scope="col">进组</th>
                <th scope="col">任召集</th>
              </tr>
            </thead>
            <tbody>
              {divisions.map(({ department, sat, convened }) => (
                <tr key={department.code}>
                  <th scope="row">{department.name}</th>
                  <td>{sat}</td>
                  <td>{convened}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  )
}
