import { Button, Form, InputNumber, Radio } from 'antd'
import type { DisclosureChoice } from '../../../domain/matter/disclosure-attribute.ts'
import {
  disclosureAttributes,
  nameOfAttribute,
  nameOfGround,
  nonDisclosureGrounds,
} from '../../../domain/matter/disclosure-words.ts'
import type { MatterPage } from '../../../http/api/contract.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { ChoiceField, DepartmentField, LinesField, linesOf, TextField, WordsField } from '../../parts/fields.tsx'
import type { DossierProps } from './dossier.tsx'

interface Details {
  readonly title: string
  readonly coDepartments?: string[]
  readonly handlingNote?: string
  readonly handlingList?: { name?: string; quantity?: string }[]
  readonly submissionBasis?: string
  readonly counterparty?: { kind?: 'ORGANISATION' | 'PERSON' | 'NOBODY'; name?: string; uscc?: string }
  readonly amount?: number | null
  readonly location?: string
  readonly projectCode?: string
  readonly disclosure: { attribute: DisclosureChoice['attribute']; ground?: string; reason?: string }
}

const attributes = disclosureAttributes.map(value => ({ value, label: nameOfAttribute(value) }))
/** State secrets are not among them here, as they may not be entered at all. */
const grounds = nonDisclosureGrounds
  .filter(value => value !== 'ART14_STATE_SECRET')
  .map(value => ({ value, label: nameOfGround(value) }))

export function DetailsForm({ path, matter }: DossierProps) {
  return (
    <ActForm<MatterPage>
      live
      page={path}
      noun="details"
      version={matter.version}
      submit="保存送审内容"
      initial={initialOf(matter)}
      toInput={toInput}
    >
      <TextField name="title" label="标题" required max={120} />
      <LinesField name="submissionBasis" label="送审依据" extra="法规名、文号和条款，一行写一条。" />
      <WordsField name="handlingNote" label="办理说明" max={5000} rows={5} />
      <HandlingList />
      <div className="form-columns">
        <Form.Item name="amount" label="金额（元）">
          <InputNumber min={0} max={1e13} controls={false} style={{ width: '100%' }} />
        </Form.Item>
        <TextField name="projectCode" label="项目代码" max={60} />
        <TextField name="location" label="地点" max={200} />
        <DepartmentField name="coDepartments" label="联办处室" several except={[matter.department.code]} />
      </div>
      <Counterparty />
      <Disclosure />
    </ActForm>
  )
}

function HandlingList() {
  return (
    <fieldset className="fieldset">
      <legend>办理目录</legend>
      <Form.List name="handlingList">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="form-row">
                <TextField name={[row.name, 'name']} label={`第${index + 1}行 名称`} required max={200} />
                <TextField name={[row.name, 'quantity']} label={`第${index + 1}行 数量或范围`} max={80} />
                <Button onClick={() => remove(row.name)}>删除第{index + 1}行</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>添加一行办理目录</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function Counterparty() {
  const kind = Form.useWatch(['counterparty', 'kind'])
  return (
    <fieldset className="fieldset">
      <legend>行政相对人</legend>
      <Form.Item name={['counterparty', 'kind']} label="相对人类别">
        <Radio.Group
          options={[
            { value: 'NOBODY', label: '没有' },
            { value: 'ORGANISATION', label: '单位' },
            { value: 'PERSON', label: '个人' },
          ]}
        />
      </Form.Item>
      {(kind === 'ORGANISATION' || kind === 'PERSON') && (
        <div className="form-columns">
          <TextField name={['counterparty', 'name']} label="相对人名称" required max={120} />
          {kind === 'ORGANISATION' && (
            <TextField
              name={['counterparty', 'uscc']}
              label="统一社会信用代码"
              max={18}
              extra="18位，系统核对校验码。"
            />
          )}
        </div>
      )}
    </fieldset>
  )
}

function Disclosure() {
  const attribute = Form.useWatch(['disclosure', 'attribute'])
  return (
    <fieldset className="fieldset">
      <legend>公开</legend>
      <Form.Item name={['disclosure', 'attribute']} label="公开属性" extra="以公开为常态、不公开为例外。">
        <Radio.Group options={attributes} />
      </Form.Item>
      {attribute !== undefined && attribute !== 'ACTIVE' && (
        <>
          <ChoiceField name={['disclosure', 'ground']} label="法定依据" required choices={grounds} />
          <WordsField
            name={['disclosure', 'reason']}
            label="不主动公开的理由"
            max={300}
            rows={2}
            extra="至少10个字。"
          />
        </>
      )}
    </fieldset>
  )
}

function initialOf(matter: MatterPage): Details {
  const { attribute, reason } = matter.disclosure
  const ground = grounds.find(({ label }) => label === matter.disclosure.ground)
  return {
    title: matter.title,
    coDepartments: matter.coDepartments.map(({ code }) => code),
    handlingNote: matter.handlingNote ?? '',
    handlingList: matter.handlingList,
    submissionBasis: matter.submissionBasis.join('\n'),
    counterparty: matter.counterparty ?? { kind: 'NOBODY' },
    amount: matter.amount ?? null,
    location: matter.location ?? '',
    projectCode: matter.projectCode ?? '',
    disclosure: {
      attribute: attribute as DisclosureChoice['attribute'],
      ...(ground ? { ground: ground.value } : {}),
      ...(reason ? { reason } : {}),
    },
  }
}

/** What is left empty is left out: the act takes absent fields, not empty ones. */
function toInput(details: Details) {
  const { counterparty, disclosure } = details
  const given = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)
  const open = disclosure.attribute === 'ACTIVE'
  return {
    title: details.title,
    coDepartments: details.coDepartments ?? [],
    handlingNote: given(details.handlingNote),
    handlingList: (details.handlingList ?? []).map(({ name, quantity }) => ({ name, quantity: given(quantity) })),
    submissionBasis: linesOf(details.submissionBasis),
    counterparty:
      counterparty?.kind === 'ORGANISATION' || counterparty?.kind === 'PERSON'
        ? {
            kind: counterparty.kind,
            name: counterparty.name,
            uscc: counterparty.kind === 'ORGANISATION' ? given(counterparty.uscc) : undefined,
          }
        : undefined,
    amount: details.amount ?? undefined,
    location: given(details.location),
    projectCode: given(details.projectCode),
    disclosure: {
      attribute: disclosure.attribute,
      ground: open ? undefined : disclosure.ground,
      reason: open ? undefined : given(disclosure.reason),
    },
  }
}
