import { Form, Radio } from 'antd'
import type { ReactNode } from 'react'
import type { ActionView, MatterPage } from '../../../http/api/contract.ts'
import { DayField, LinesField, linesOf, MomentField, WordsField } from '../../parts/fields.tsx'
import { instantFromLocal } from '../../parts/time.ts'

interface MatterForm {
  readonly lead?: ReactNode
  readonly children?: ReactNode
  readonly initial?: object
  readonly danger?: boolean
  readonly toInput?: (values: never) => unknown
}

/** Acts whose form stands in the page itself; their button goes there. */
const places: Readonly<Record<string, string>> = {
  details: 'details',
  materials: 'materials',
  'material-removals': 'materials',
  'control-checks': 'controls',
  'condition-reports': 'conditions',
  'condition-confirmations': 'conditions',
}
export const placeOf = (noun: string): string | undefined => places[noun]

const leadingBack = ['post-filing', 'supplement-requests', 'withdrawal-requests', 'withdrawal-refusal', 'termination']
/** What leads the matter on comes first, then what completes the dossier, then what sends it back or ends it. */
export const rankOf = (noun: string): number => (leadingBack.includes(noun) ? 2 : places[noun] ? 1 : 0)

/** The fields of every other act on a matter, by its noun; an act without a line here only asks to be confirmed. */
export function formFor({ noun }: ActionView, matter: MatterPage, today: string): MatterForm {
  return forms[noun]?.(matter, today) ?? { lead: <p>确定办理吗？办理后会留痕，不能删除。</p> }
}

const forms: Readonly<Record<string, (matter: MatterPage, today: string) => MatterForm>> = {
  submission: matter => ({
    lead: <p>「{matter.title}」将送业务部门初审。送审后内容不能修改，需要修改时由审核方退回补正。</p>,
  }),
  'leader-review': () => ({ children: <LeaderReview />, initial: { conclusion: 'AGREED' }, toInput: reviewInput }),
  'supplement-requests': () => ({
    lead: <p>须一次性告知需要补正的全部内容；补正期间时钟暂停。</p>,
    children: <LinesField name="needed" label="补正内容" required />,
    toInput: ({ needed }: { needed: string }) => ({ needed: linesOf(needed) }),
  }),
  supplements: matter => ({
    lead: matter.supplement && (
      <>
        <p>要求补正：</p>
        <ol className="plain-list">
          {matter.supplement.needed.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </>
    ),
    children: (
      <>
        <WordsField name="note" label="补正说明" required max={1000} />
        <Form.Item
          name="materialChange"
          label="材料是否实质变化"
          rules={[{ required: true, message: '请声明材料是否实质变化' }]}
          extra="实质变化的，前序级次的意见失效，从第一级重新审核。"
        >
          <Radio.Group
            options={[
              { value: false, label: '没有实质变化' },
              { value: true, label: '有实质变化' },
            ]}
          />
        </Form.Item>
      </>
    ),
  }),
  'withdrawal-requests': () => ({
    lead: <p>撤回须经分管厅领导同意。</p>,
    children: <WordsField name="reason" label="撤回理由" required max={500} />,
  }),
  withdrawal: matter => ({
    lead: <p>送审处室的理由：{matter.withdrawal}</p>,
    children: <WordsField name="opinion" label="意见" required max={500} />,
    initial: { opinion: '同意撤回' },
  }),
  'withdrawal-refusal': matter => ({
    lead: <p>送审处室的理由：{matter.withdrawal}</p>,
    children: <WordsField name="opinion" label="意见" required max={500} />,
  }),
  termination: () => ({
    danger: true,
    lead: <p>终止后本件不再继续。</p>,
    children: <WordsField name="reason" label="终止理由" required max={500} />,
  }),
  'post-filing': () => ({
    lead: <p>只用于时限非常紧急、已先行办理的“报备”事项；本件将永久带有“事后报备”标记。</p>,
    children: (
      <>
        <WordsField name="reason" label="紧急事由" required max={1000} />
        <WordsField name="whyNotBefore" label="为何不能事前报备" required max={1000} />
        <MomentField name="handledAt" label="实际办理时间" required />
      </>
    ),
    toInput: ({ handledAt, ...said }: { handledAt: string }) => ({ ...said, handledAt: instantFromLocal(handledAt) }),
  }),
  'urgency-proposal': matter => ({
    lead: <UrgencyLead matter={matter} />,
    children: <WordsField name="opinion" label="处室意见" required max={500} />,
  }),
  'urgency-confirmation': matter => ({
    lead: <UrgencyLead matter={matter} />,
    children: (
      <>
        <WordsField name="opinion" label="确认意见" required max={500} />
        <MomentField name="byPhoneAt" label="电话确认时间" extra="先行电话确认的才填；现在确认的不填。" />
      </>
    ),
    toInput: ({ opinion, byPhoneAt }: { opinion: string; byPhoneAt?: string }) => ({
      opinion,
      byPhoneAt: byPhoneAt ? instantFromLocal(byPhoneAt) : undefined,
    }),
  }),
  handling: (_matter, today) => ({
    initial: { startedOn: today },
    children: <DayField name="startedOn" label="开始办理日" required max={today} />,
  }),
  'handling-completion': (_matter, today) => ({
    initial: { finishedOn: today },
    children: (
      <>
        <DayField name="finishedOn" label="办结日" required max={today} />
        <WordsField name="result" label="办理结果" required max={1000} extra="公开页面显示办理结果。" />
      </>
    ),
  }),
  implementation: (_matter, today) => ({
    initial: { startedOn: today },
    children: <DayField name="startedOn" label="开始实施日" required max={today} />,
  }),
  'implementation-completion': (_matter, today) => ({
    initial: { finishedOn: today },
    children: (
      <>
        <DayField name="finishedOn" label="完成日" required max={today} />
        <WordsField name="result" label="实施结果" required max={1000} extra="公开页面显示实施结果。" />
      </>
    ),
  }),
  rectification: matter => ({
    lead: matter.rectification && <p>整改任务：{matter.rectification.task}</p>,
    children: <WordsField name="report" label="整改情况" required max={1000} />,
  }),
  closure: () => ({
    children: <WordsField name="remark" label="备注" max={500} />,
    toInput: ({ remark }: { remark?: string }) => ({ remark: remark?.trim() ? remark : undefined }),
  }),
}

interface Review {
  readonly conclusion: string
  readonly opinion: string
  readonly needed?: string
}

const reviewInput = ({ conclusion, opinion, needed }: Review) => ({
  conclusion,
  opinion,
  needed: conclusion === 'RETURNED' ? linesOf(needed) : [],
})

function LeaderReview() {
  const conclusion = Form.useWatch('conclusion')
  return (
    <>
      <Form.Item name="conclusion" label="结论" rules={[{ required: true, message: '请选择结论' }]}>
        <Radio.Group
          options={[
            { value: 'AGREED', label: '同意' },
            { value: 'NOT_AGREED', label: '不同意' },
            { value: 'RETURNED', label: '退回补正' },
          ]}
        />
      </Form.Item>
      <WordsField name="opinion" label="审核意见" required max={2000} />
      {conclusion === 'RETURNED' && <LinesField name="needed" label="补正内容" required />}
    </>
  )
}

function UrgencyLead({ matter }: { readonly matter: MatterPage }) {
  if (!matter.postFiling) return null
  return (
    <>
      <p className="words">紧急事由：{matter.postFiling.reason}</p>
      <p className="words">为何不能事前报备：{matter.postFiling.whyNotBefore}</p>
    </>
  )
}
