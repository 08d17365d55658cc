import { Form, Select } from 'antd'
import type { ReviewGroupView } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, DayField, TextField } from '../../parts/fields.tsx'

/** The office arranges a rotation: the divisions in order, the first convening (A7). */
export function EstablishGroup({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { data } = useAgency()
  const divisions = (data?.departments ?? []).filter(({ kind }) => kind === 'division' || kind === 'enforcement')
  return (
    <ActDrawer<ReviewGroupView>
      wide
      open={open}
      onClose={onClose}
      title="编排复核小组轮值"
      page="/review-groups"
      noun=""
      answers={false}
      submit="提交编排"
    >
      <ChoiceField
        name="board"
        label="板块"
        required
        choices={(data?.boards ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField name="name" label="复核小组名称" required max={60} extra="如：工程建设复核小组" />
      <div className="form-columns">
        <DayField name="from" label="轮值起日" required />
        <DayField name="to" label="轮值止日" required />
      </div>
      <ChoiceField
        name="leader"
        label="组长"
        required
        extra="由其他厅领导交叉担任；同一人不得连续两个轮值期任同一板块组长。"
        choices={(data?.leaders ?? []).map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
      />
      <Form.Item
        name="departments"
        label="成员处室"
        rules={[{ required: true, message: '请选择成员处室' }]}
        extra="按选择的先后排序，排第一的为召集人。"
      >
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={divisions.map(({ code, name, head }) => ({
            value: code,
            label: head ? `${name}（${head.name}）` : `${name}（无主要负责人）`,
            disabled: head === undefined,
          }))}
        />
      </Form.Item>
    </ActDrawer>
  )
}
