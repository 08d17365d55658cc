import { Button, Form, Radio } from 'antd'
import { useState } from 'react'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { instantWords } from '../../parts/time.ts'
import { type ItemProps, mayDo } from './meeting-props.ts'

/** Who leaves for this item and why; before it begins, who will have to (E-04, E-09); and who is asked to (E-10). */
export function Recusals({ path, meeting, item }: ItemProps) {
  if (item.recusals.length + item.requests.length + item.objections.length === 0) return null
  return (
    <div className="recusals">
      {item.recusals.length > 0 && (
        <>
          <h4>{item.stage === 'WAITING' ? '届时须回避' : '回避离席'}</h4>
          <ul className="plain-list">
            {item.recusals.map(({ who, reason, clause, at }) => (
              <li key={who.id}>
                <strong>{who.name}</strong> {reason}
                <Clause clause={clause} />
                {at && <span className="quiet"> {instantWords(at)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {item.requests.map(request => (
        <Request key={`${request.who.id} ${request.at}`} {...{ path, meeting, item, request }} />
      ))}
      {item.objections.map(({ who, words, at }) => (
        <p key={`${who.id} ${at}`}>
          <strong>{who.name}</strong>对裁定有异议：{words}
        </p>
      ))}
    </div>
  )
}

/** One member asks that another leave. Until it is ruled on that member does not vote. */
function Request({
  path,
  meeting,
  item,
  request,
}: ItemProps & { readonly request: MeetingItemView['requests'][number] }) {
  const [ruling, setRuling] = useState(false)
  const { who, by, reason, ruling: ruled } = request
  return (
    <div className={ruled ? 'request' : 'request request-open'}>
      <p>
        {by.name}申请<strong>{who.name}</strong>回避：{reason}
        <Clause clause="E-10" />
      </p>
      {ruled ? (
        <p>
          {ruled.by.name}裁定：<strong>{ruled.upheld ? '应当回避' : '不予回避'}</strong>，{ruled.reason}
        </p>
      ) : (
        <p>裁定之前，{who.name}不表决。</p>
      )}
      {!ruled && mayDo(meeting, 'recusal-rulings') && (
        <Button type="primary" onClick={() => setRuling(true)}>
          裁定{who.name}的回避申请
        </Button>
      )}
      <ActDrawer<MeetingPage>
        open={ruling}
        onClose={() => setRuling(false)}
        title="裁定回避申请"
        lead={
          <p>
            {by.name}申请{who.name}回避：{reason}
          </p>
        }
        page={path}
        noun="recusal-rulings"
        toInput={(said: { upheld: boolean; reason: string }) => ({ matter: item.key, person: who.id, ...said })}
      >
        <Form.Item name="upheld" label="裁定" rules={[{ required: true, message: '请选择裁定' }]}>
          <Radio.Group
            options={[
              { value: true, label: '应当回避' },
              { value: false, label: '不予回避' },
            ]}
          />
        </Form.Item>
        <WordsField name="reason" label="裁定理由" required max={300} rows={2} />
      </ActDrawer>
    </div>
  )
}
