import { Button, Empty } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { RotationList } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { dayWords } from '../../parts/time.ts'
import { PlanForm } from './plan-form.tsx'

/** 轮值编排: every planning so far, and the next one (S72). */
export function RotationListPage() {
  const query = useRead<RotationList>('/rotations')
  const [planning, setPlanning] = useState(false)
  const navigate = useNavigate()
  return (
    <Page
      title="轮值编排"
      above={<Link to="/review-groups">复核小组</Link>}
      beside={
        query.data?.mayPlan && (
          <Button type="primary" size="large" onClick={() => setPlanning(true)}>
            编排轮值方案
          </Button>
        )
      }
    >
      <p className="lead">组长交叉、处室轮换、同一人不连任同一板块组长，由平台一次排好，办公室可以调整。</p>
      <Loaded query={query}>
        {({ rows, nextFrom }) => (
          <>
            <div className="card">
              {rows.length === 0 ? (
                <Empty
                  description={`还没有编排过。下一轮值从${dayWords(nextFrom)}开始。`}
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                />
              ) : (
                <table className="table stacking">
                  <caption className="unseen">轮值编排</caption>
                  <thead>
                    <tr>
                      <th scope="col">第一期的起日</th>
                      <th scope="col">期数</th>
                      <th scope="col">方案数</th>
                      <th scope="col">状态</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map(({ id, terms, plans, established }) => (
                      <tr key={id}>
                        <th scope="row">
                          <Link to={`/rotations/${id}`}>{dayWords(id)}起的轮值</Link>
                        </th>
                        <td data-label="期数">{terms}</td>
                        <td data-label="方案数">{plans}</td>
                        <td>
                          <span className={`status status-${established ? 'good' : 'asks'}`}>
                            {established ? '已编成复核小组' : '方案待定'}
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </div>
            <PlanForm
              from={nextFrom}
              open={planning}
              onClose={() => setPlanning(false)}
              onDone={({ id }) => void navigate(`/rotations/${id}`)}
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}
