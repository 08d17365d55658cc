import { Button, Empty } from 'antd'
import { useState } from 'react'
import type { SummaryList, SummaryView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { MatterTable } from '../../parts/matter-table.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'
import { Words } from '../../parts/words.tsx'

/** 汇总报告 (S104): one task an item and quarter; its matters are gathered by the platform. */
export function SummariesPage() {
  const query = useRead<SummaryList>('/summaries')
  const [submitting, setSubmitting] = useState<SummaryView>()
  return (
    <Page title="汇总报告">
      <p className="lead">“报告”事项按季度汇总。列入哪些件由平台按结论日期收集，不由人挑选。</p>
      <Loaded query={query}>
        {({ rows }) => (
          <>
            {rows.length === 0 && (
              <div className="card">
                <Empty description="没有汇总报告任务。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
              </div>
            )}
            {periodsOf(rows).map(period => (
              <section key={period} aria-label={periodWords(period)}>
                <h2>{periodWords(period)}</h2>
                {rows
                  .filter(row => row.period === period)
                  .map(summary => (
                    <Summary key={summary.id} summary={summary} onSubmit={() => setSubmitting(summary)} />
                  ))}
              </section>
            ))}
          </>
        )}
      </Loaded>
      <ActDrawer<SummaryView>
        key={submitting?.id ?? ''}
        open={submitting !== undefined}
        onClose={() => setSubmitting(undefined)}
        title="提交汇总报告"
        lead={
          submitting && (
            <p>
              {submitting.itemName}，{periodWords(submitting.period)}，共 {submitting.matters.length} 件。
            </p>
          )
        }
        page={`/summaries/${encodeURIComponent(submitting?.id ?? '')}`}
        noun="submission"
        answers={false}
      >
        <WordsField name="note" label="汇总说明" required max={5000} rows={8} />
      </ActDrawer>
    </Page>
  )
}

const stateNames: Record<SummaryView['state'], { readonly name: string; readonly tone: string }> = {
  GATHERING: { name: '本期未满，正在收集', tone: 'waiting' },
  DUE: { name: '待提交', tone: 'asks' },
  LATE: { name: '逾期未提交', tone: 'bad' },
  SUBMITTED: { name: '已提交', tone: 'good' },
}

function Summary({ summary, onSubmit }: { readonly summary: SummaryView; readonly onSubmit: () => void }) {
  const { name, tone } = stateNames[summary.state]
  const submission = summary.actions.find(({ noun }) => noun === 'submission')
  return (
    <article className="card" aria-label={`${summary.itemName} ${periodWords(summary.period)}`}>
      <h3>{summary.itemName}</h3>
      <p className="matter-head">
        <span className={`status status-${tone}`}>{name}</span>
        <span>{summary.department.name}</span>
        <span>{dayWords(summary.dueOn)}前提交</span>
        <span>共 {summary.matters.length} 件</span>
        {summary.submittedAt && <span>{instantWords(summary.submittedAt)}提交</span>}
      </p>
      {summary.note && <Words text={summary.note} />}
      {summary.matters.length > 0 && (
        <details>
          <summary>列入的件</summary>
          <MatterTable rows={summary.matters} caption="列入汇总的件" />
        </details>
      )}
      {submission?.allowed ? (
        <p className="row-actions">
          <Button type="primary" aria-label={`提交汇总报告 ${summary.itemName}`} onClick={onSubmit}>
            提交汇总报告
          </Button>
        </p>
      ) : (
        summary.state !== 'SUBMITTED' && <Why action={submission} />
      )}
    </article>
  )
}

const periodsOf = (rows: readonly SummaryView[]) =>
  [...new Set(rows.map(({ period }) => period))].toSorted().toReversed()

/** «2026Q3» → «2026年第3季度» */
const periodWords = (period: string) => period.replace(/^(\d{4})Q([1-4])$/, '$1年第$2季度')
