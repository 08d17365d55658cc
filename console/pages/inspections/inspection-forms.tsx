import { Form, Radio } from 'antd'
import type { InspectionPage } from '../../../http/api/contract.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, DayField, TextField, WordsField } from '../../parts/fields.tsx'
import { FilesField } from '../../parts/files-field.tsx'
import { MembersField } from '../../parts/members-field.tsx'
import { dayWords } from '../../parts/time.ts'
import { VerificationFields } from '../../parts/verification-fields.tsx'
import { Words } from '../../parts/words.tsx'
import { PlanItems } from './plan-items.tsx'

type Shown = InspectionPage
type Finding = Shown['findings'][number]

const findingField = (findings: readonly Finding[]) => (
  <ChoiceField
    name="finding"
    label="发现的问题"
    required
    choices={findings.map(({ no, words }) => ({ value: no, label: `${no}. ${words}` }))}
  />
)
const inForce = ({ findings }: Shown) => findings.filter(({ withdrawn, dropped }) => !withdrawn && !dropped)

/** The form of every act of an inspection, by its noun. */
export const inspectionForms: DeskForms<Shown> = {
  plan: {
    wide: true,
    initial: ({ plan }) =>
      plan ? { ...plan, items: plan.items.map(({ what, clause }) => ({ what, clause })) } : { items: [{}] },
    fields: () => (
      <>
        <div className="form-columns">
          <DayField name="from" label="检查起日" required />
          <DayField name="to" label="检查止日" required />
        </div>
        <PlanItems />
      </>
    ),
  },
  evidence: {
    fields: () => (
      <>
        <WordsField name="what" label="证据说明" required max={300} rows={2} />
        <FilesField name="files" label="证据文件" required />
      </>
    ),
  },
  findings: {
    fields: ({ departments, evidence }) => (
      <>
        <Form.Item name="grade" label="轻重" rules={[{ required: true, message: '请选择轻重' }]}>
          <Radio.Group
            className="radio-lines"
            options={[
              { value: 'MINOR', label: '轻微：责令整改' },
              { value: 'SERIOUS', label: '严重：转为问题线索' },
            ]}
          />
        </Form.Item>
        <TextField name="clause" label="违反的条款" required max={40} extra="例如 S106。" />
        <ChoiceField
          name="department"
          label="责任处室"
          required
          choices={departments.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <WordsField name="words" label="发现的问题" required max={1000} />
        <ChoiceField
          name="evidence"
          label="由哪些证据证明"
          several
          required
          choices={evidence.map(({ no, what }) => ({ value: no, label: `${no}. ${what}` }))}
        />
      </>
    ),
  },
  'finding-withdrawals': {
    fields: shown => (
      <>
        <ChoiceField
          name="no"
          label="撤回哪一条"
          required
          choices={inForce(shown).map(({ no, words }) => ({ value: no, label: `${no}. ${words}` }))}
        />
        <WordsField name="reason" label="理由" required max={300} rows={2} />
      </>
    ),
  },
  report: {
    wide: true,
    lead: shown => <p>共{inForce(shown).length}条发现。写好以后由全部检查人签字，签字后不能再改。</p>,
    initial: ({ report }) => (report ? { report: report.words } : {}),
    fields: () => <WordsField name="report" label="检查结论" required max={3000} rows={10} />,
  },
  signatures: {
    wide: true,
    lead: ({ report }) =>
      report && (
        <>
          <p>请核对检查结论。签字以后结论不能再改。</p>
          <Words text={report.words} />
        </>
      ),
    toInput: (_: never, { report }) => ({ sha256: report?.sha256 }),
  },
  responses: { fields: () => <WordsField name="words" label="反馈意见" required max={2000} /> },
  objections: {
    lead: ({ objectBy }) =>
      objectBy && <p>对检查结论有异议的，可在{dayWords(objectBy)}以前提出，由原检查人以外的人复核。</p>,
    fields: () => (
      <>
        <WordsField name="words" label="异议" required max={2000} />
        <FilesField name="files" label="佐证材料" />
      </>
    ),
  },
  'objection-assignments': {
    fields: ({ inspectors }) => (
      <MembersField name="reviewers" label="异议复核人（至少两人）" except={inspectors.map(({ id }) => id)} />
    ),
  },
  'objection-decisions': {
    lead: ({ objection }) => objection && <Words text={`异议：${objection.words}`} />,
    fields: shown => (
      <>
        <Form.Item name="upheld" label="复核结论" rules={[{ required: true, message: '请选择复核结论' }]}>
          <Radio.Group
            options={[
              { value: true, label: '异议成立' },
              { value: false, label: '维持检查结论' },
            ]}
          />
        </Form.Item>
        <ChoiceField
          name="dropped"
          label="取消哪些发现"
          several
          extra="异议成立时填写。"
          choices={inForce(shown).map(({ no, words }) => ({ value: no, label: `${no}. ${words}` }))}
        />
        <WordsField name="words" label="复核意见" required max={2000} />
      </>
    ),
    toInput: ({ dropped = [], ...values }: { dropped?: number[] }) => ({ ...values, dropped }),
  },
  publication: {
    lead: shown => <p>将公开：发现{inForce(shown).length}个问题，和下面的摘要。摘要里不写个人信息。</p>,
    fields: () => <WordsField name="summary" label="公开摘要" required max={500} />,
  },
  'rectification-orders': {
    fields: shown => (
      <>
        {findingField(inForce(shown))}
        <ChoiceField
          name="department"
          label="整改处室"
          required
          choices={shown.departments.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <DayField name="dueOn" label="整改期限" required />
      </>
    ),
  },
  rectifications: {
    fields: shown => (
      <>
        {findingField(inForce(shown))}
        <WordsField name="words" label="整改情况" required max={2000} />
        <FilesField name="files" label="整改证据" required />
      </>
    ),
  },
  verifications: {
    lead: () => <p>复查由该处室以外的人进行。</p>,
    fields: shown => (
      <>
        {findingField(inForce(shown))}
        <VerificationFields />
      </>
    ),
  },
  referrals: {
    lead: () => <p>严重的问题转为问题线索，另行立项查核；被检查处室在这里看不到转去了哪里。</p>,
    fields: shown => findingField(inForce(shown).filter(({ grade }) => grade === 'SERIOUS')),
  },
  closure: { lead: () => <p>每一条发现都已整改到位、转为线索或取消，方可办结。</p> },
}
