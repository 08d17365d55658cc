import { Checkbox, Form, Radio } from 'antd'
import { objectKinds } from '../../../domain/spot-check/events.ts'
import { nameOfObjectKind } from '../../../domain/spot-check/strata.ts'
import { useAgency } from '../../api/queries.ts'
import { ChoiceField, DayField, DepartmentField, NumberField, TextField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { CandidateField } from './candidate-field.tsx'
import { methodNames, type PreparationValues, weightNames } from './preparation.ts'

/** 第一步: what may be drawn at all. */
export function ScopeStep() {
  const { data } = useAgency()
  return (
    <>
      <h2>对象范围</h2>
      <TextField name="title" label="批次名称" required max={60} extra="例如：2026年第四季度权力运行抽查。" />
      <Form.Item name="kinds" label="抽查哪些对象" rules={[{ required: true, message: '请选择抽查对象的种类' }]}>
        <Checkbox.Group options={objectKinds.map(kind => ({ value: kind, label: nameOfObjectKind(kind) }))} />
      </Form.Item>
      <div className="form-columns">
        <DayField name="from" label="起日" required />
        <DayField name="to" label="止日" required />
      </div>
      <ChoiceField
        name="boards"
        label="板块"
        several
        extra="不选就是全部板块。"
        choices={(data?.boards ?? []).map(({ code, fullName }) => ({ value: code, label: fullName }))}
      />
      <DepartmentField
        name="departments"
        label="处室"
        several
        extra="不选就是全部处室。"
        only={({ kind }) => kind !== 'resident-discipline'}
      />
    </>
  )
}

/** 第三步: what makes an object likelier to be drawn. */
export function WeightsStep() {
  const form = Form.useFormInstance<PreparationValues>()
  const method = Form.useWatch('method', form)
  return (
    <>
      <h2>
        权重 <Clause clause="RND-004" />
      </h2>
      <p className="act-lead">
        每个对象先有1分，有下列情形的再加分；分数越高，越容易抽到。权重表随批次一起公布，冻结后不再改。
      </p>
      <Form.Item name="method" label="抽取方法">
        <Radio.Group className="radio-lines" options={[...methodNames]} />
      </Form.Item>
      {method === 'TICKETS' && (
        <div className="form-columns">
          {weightNames.map(({ name, label, extra }) => (
            <NumberField
              key={name}
              name={['weights', name]}
              label={`${label}加几分`}
              required
              min={0}
              max={20}
              extra={extra}
            />
          ))}
        </div>
      )}
      {method === 'TICKETS' && (
        <CandidateField
          name="flagged"
          label="另有哪些对象重点关注"
          several
          range={form.getFieldsValue(true)}
          extra="按「重点关注」加分；为什么关注，不写在这里，也不公布。"
        />
      )}
    </>
  )
}

/** 第四步: who inspects. The list is the group's own members and whoever was listed besides (RND-005). */
export function InspectorsStep() {
  const { data } = useAgency()
  const members = data?.groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  const listed = (data?.sealing.inspectors ?? []).filter(({ to }) => to === undefined)
  return (
    <>
      <h2>
        检查人员 <Clause clause="RND-003" />
      </h2>
      <NumberField name="perObject" label="每个对象几名检查人" required min={2} max={9} extra="至少2人。" />
      <p className="act-lead">
        检查人从下列人员中随机抽取，以冻结当日的名单为准。经办、审核、复核过该对象的人，以及该处室的人，平台自动排除。
      </p>
      <h3>监督问责小组成员（{members.length}人）</h3>
      <People people={members} />
      <h3>检查人员名录库（{listed.length}人）</h3>
      {listed.length === 0 ? <p className="quiet">名录库里还没有人。</p> : <People people={listed} />}
    </>
  )
}

function People({
  people,
}: {
  readonly people: readonly { readonly id: string; readonly name: string; readonly title: string }[]
}) {
  return (
    <ul className="people">
      {people.map(({ id, name, title }) => (
        <li key={id}>
          {name}
          <span className="row-note">{title}</span>
        </li>
      ))}
    </ul>
  )
}
