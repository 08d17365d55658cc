import { Button, Form } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { addressOf } from '../../api/client.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { instantWords } from '../../parts/time.ts'
import { type MeetingProps, mayDo } from '../meeting/meeting-props.ts'
import { Differing } from './differing.tsx'

type Erratum = MeetingPage['minutesWork']['errata'][number]
interface Proposal {
  readonly corrections: readonly { readonly matter?: string; readonly was: string; readonly now: string }[]
  readonly reason: string
}

/** E-37: corrections of signed minutes; the original is never overwritten. */
export function Errata({ path, meeting }: MeetingProps) {
  const [open, setOpen] = useState(false)
  const { errata } = meeting.minutesWork
  const mayPropose = mayDo(meeting, 'erratum-proposals')
  if (errata.length === 0 && !mayPropose) return null
  return (
    <section id="errata" className="card errata" aria-labelledby="errata-title">
      <h2 id="errata-title">
        纪要更正{errata.some(({ issuedAt }) => issuedAt) && <span className="status status-asks">已更正</span>}
      </h2>
      {errata.map(erratum => (
        <ErratumView key={erratum.erratum} path={path} meeting={meeting} erratum={erratum} />
      ))}
      {mayPropose && (
        <>
          <p className="quiet">只改文字差错；结论、票数、出席人员和各人的发言不得更正。原纪要保留，与更正后的并存。</p>
          <p className="row-actions">
            <Button onClick={() => setOpen(true)}>提出更正</Button>
          </p>
        </>
      )}
      <ActDrawer<MeetingPage>
        wide
        open={open}
        onClose={() => setOpen(false)}
        title="提出更正"
        page={path}
        noun="erratum-proposals"
        version={meeting.version}
        initial={{ corrections: [{}] }}
        toInput={({ corrections, reason }: Proposal) => ({
          reason,
          corrections: corrections.map(({ matter, was, now }) => ({ was, now, ...(matter ? { matter } : {}) })),
        })}
      >
        <Corrections meeting={meeting} />
        <WordsField name="reason" label="更正理由" required max={300} rows={2} />
      </ActDrawer>
    </section>
  )
}

function Corrections({ meeting }: Pick<MeetingProps, 'meeting'>) {
  return (
    <Form.List name="corrections">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, index) => (
            <fieldset key={row.key} className="fieldset">
              <legend>第{index + 1}处</legend>
              <ChoiceField
                name={[row.name, 'matter']}
                label={`第${index + 1}处所在议题`}
                extra="不选表示整份纪要（如地点）。"
                choices={meeting.items.map(({ key, no, title }) => ({ value: key, label: `议题${no} ${title}` }))}
              />
              <WordsField name={[row.name, 'was']} label={`第${index + 1}处原文`} required max={1000} rows={2} />
              <WordsField name={[row.name, 'now']} label={`第${index + 1}处更正为`} required max={1000} rows={2} />
              {rows.length > 1 && <Button onClick={() => remove(row.name)}>删除第{index + 1}处</Button>}
            </fieldset>
          ))}
          <p className="row-actions">
            <Button onClick={() => add({})}>再加一处</Button>
          </p>
        </>
      )}
    </Form.List>
  )
}

function ErratumView({ path, meeting, erratum }: MeetingProps & { readonly erratum: Erratum }) {
  const issue = useAct<MeetingPage>(path, 'errata')
  const { erratum: no, corrections, reason, proposedBy, issuedAt } = erratum
  const file = (format: string) => addressOf(`${path}/papers/erratum-${no}?format=${format}`)
  return (
    <section className="erratum" aria-label={`第${no}号更正`}>
      <h3>
        第{no}号更正
        <small>
          {proposedBy.name}提出{issuedAt ? `，${instantWords(issuedAt)}签发` : '，等待会议主持人签发'}
        </small>
      </h3>
      <p>理由：{reason}</p>
      {corrections.map(({ no: item, was, now }) => (
        <div key={`${item ?? ''} ${was}`} className="erratum-sides">
          <div className="erratum-side">
            <h4>{item === undefined ? '原文' : `议题${item}原文`}</h4>
            <p className="words">{was}</p>
          </div>
          <div className="erratum-side">
            <h4>更正为</h4>
            <Differing before={was} after={now} />
          </div>
        </div>
      ))}
      <p className="row-actions">
        {!issuedAt && mayDo(meeting, 'errata') && (
          <Button
            type="primary"
            size="large"
            loading={issue.pending}
            onClick={() => void issue.run({ erratum: no }, { version: meeting.version })}
          >
            签发第{no}号更正
          </Button>
        )}
        {issuedAt && <Button href={file('pdf')}>下载更正 PDF</Button>}
        {issuedAt && <Button href={file('docx')}>下载更正 DOCX</Button>}
      </p>
      <ProblemAlert act={issue} />
    </section>
  )
}
