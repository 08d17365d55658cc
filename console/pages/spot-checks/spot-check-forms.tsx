import { Button, Form } from 'antd'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { Words } from '../../parts/words.tsx'
import { AnnouncementForm, type AnnouncementValues, announcementOf, firstAnnouncement } from './announcement-form.tsx'
import { CandidateField } from './candidate-field.tsx'
import { DrawForm, type DrawValues, drawOf } from './draw-form.tsx'
import type { Range } from './preparation.ts'
import { SubstitutionFields } from './substitution-fields.tsx'

const reason = (label: string, max: number) => <WordsField name="reason" label={label} required max={max} rows={3} />

/** The form of every act of a batch after its preparation, by its noun. */
export const spotCheckForms: DeskForms<SpotCheckPage> = {
  freezing: {
    wide: true,
    lead: () => <p>冻结以后，对象、权重和检查人名单固定下来，算出指纹写入透明日志。公告以前还可以解冻修改。</p>,
    fields: ({ rule }) => <Exclusions range={rule} />,
    toInput: ({ exclusions = [] }: { exclusions?: object[] }) => ({ exclusions }),
  },
  thaw: { fields: () => reason('解冻理由', 200) },
  announcement: {
    lead: () => <p>公告写入透明日志以后不能再改。随机数要在公告以后才产生，谁都不能预先知道结果。</p>,
    initial: () => firstAnnouncement,
    fields: () => <AnnouncementForm />,
    toInput: (values: AnnouncementValues) => announcementOf(values),
  },
  draw: {
    lead: () => <p>一个批次只抽一次。抽取以后立即公布结果和一次性密码，任何人都可以重算。</p>,
    fields: ({ announcement }) =>
      announcement && <DrawForm source={announcement.source} witnesses={announcement.ceremony?.witnesses ?? []} />,
    toInput: (values: DrawValues, { announcement }) => (announcement ? drawOf(values, announcement.source) : {}),
  },
  substitutions: {
    lead: () => <p>按原来抽取的顺序由下一位接替，不重新抽取。</p>,
    fields: batch => <SubstitutionFields batch={batch} />,
  },
  'void-requests': {
    danger: true,
    lead: () => <p>作废须由另一名成员同意。原批次和理由保留在案；重新抽取是另一个批次。</p>,
    fields: () => reason('作废理由', 300),
  },
  voiding: {
    danger: true,
    lead: ({ voidRequest }) => voidRequest && <Words text={`作废理由：${voidRequest.reason}`} />,
  },
  'void-refusals': { fields: () => reason('不同意的理由', 300) },
  cancellation: { danger: true, fields: () => reason('取消理由', 300) },
}

const grounds = [
  { value: 'CLASSIFIED', label: '涉及国家秘密' },
  { value: 'UNDER_INVESTIGATION', label: '正在查处' },
  { value: 'INSPECTED_RECENTLY', label: '刚检查过' },
]

/** What is left out of the pool, each with its ground; the public reads which, the group alone why. */
function Exclusions({ range }: { readonly range: Range }) {
  return (
    <Form.List name="exclusions">
      {(fields, { add, remove }) => (
        <fieldset className="fieldset">
          <legend>剔除的对象</legend>
          {fields.length === 0 && <p className="quiet">不剔除。</p>}
          {fields.map(({ key, name }, index) => (
            <div key={key} className="form-row">
              <CandidateField name={[name, 'id']} label={`${index + 1}. 对象`} range={range} required />
              <ChoiceField name={[name, 'ground']} label="理由" required choices={grounds} />
              <Button aria-label={`移去第${index + 1}个`} onClick={() => remove(name)}>
                移去
              </Button>
            </div>
          ))}
          <Button onClick={() => add({})}>剔除一个对象</Button>
        </fieldset>
      )}
    </Form.List>
  )
}
