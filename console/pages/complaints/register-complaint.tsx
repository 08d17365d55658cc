import { Button, Checkbox, Form, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { refuse } from '../../../domain/result.ts'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import { sealIdentity } from '../../../sealing/identity.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, DepartmentField, TextField } from '../../parts/fields.tsx'
import { registeredChannels } from './names.ts'
import {
  circleOf,
  recusalFor,
  refusedHere,
  sendAttachments,
  sendLetter,
  sendSealed,
  valueOrRefused,
} from './seal-and-send.ts'
import { SealedFiles, SealedWords } from './sealed-fields.tsx'

interface Said {
  readonly channel: string
  readonly boards?: readonly string[]
  readonly industryConduct?: boolean
  readonly departments?: readonly string[]
  readonly persons?: readonly string[]
  readonly words: string
  readonly files?: readonly File[]
  readonly mode: 'REAL_NAME' | 'ANONYMOUS'
  readonly name?: string
  readonly contact?: string
}

/** Registers what came by letter, visit, telephone or from elsewhere (S127): its words are sealed here like a reporter's own. */
export function RegisterComplaint({ agency }: { readonly agency: AgencyView }) {
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <>
      <Button type="primary" size="large" onClick={() => setOpen(true)}>
        登记来信来访来电
      </Button>
      <ActDrawer<ComplaintPage>
        open={open}
        onClose={() => setOpen(false)}
        title="登记来信来访来电"
        lead={<p>内容、附件和举报人身份都在这个浏览器里密封，涉及的处室、人员和分管领导不会看到有这一件。</p>}
        wide
        page="/complaints"
        noun=""
        answers={false}
        initial={{ mode: 'ANONYMOUS', channel: 'LETTER' }}
        toInput={(said: Said) => sealedIntake(agency, said)}
        onDone={({ id }) => void navigate(`/complaints/${id}`)}
      >
        <ChoiceField name="channel" label="来件方式" required choices={registeredChannels} />
        <ChoiceField
          name="boards"
          label="涉及的业务板块"
          several
          extra="不涉及四大板块的留空，只能转出并告知（S127）。"
          choices={agency.boards.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Form.Item name="industryConduct" valuePropName="checked">
          <Checkbox>属于行业作风问题（单独统计）</Checkbox>
        </Form.Item>
        <DepartmentField name="departments" label="反映的处室" several />
        <PersonsField agency={agency} name="persons" label="反映的人员" />
        <SealedWords name="words" label="反映的内容" />
        <SealedFiles name="files" label="附件" several />
        <IdentityFields />
      </ActDrawer>
    </>
  )
}

/** Persons whom a report may be about: members of the group, leaders, heads of divisions. */
export function PersonsField({
  agency,
  name,
  label,
}: {
  readonly agency: AgencyView
  readonly name: string
  readonly label: string
}) {
  const seats = agency.groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  const heads = agency.departments.flatMap(({ head }) => head ?? [])
  const persons = new Map([...agency.leaders, ...seats, ...heads].map(person => [person.id, person]))
  return (
    <ChoiceField
      name={name}
      label={label}
      several
      choices={[...persons.values()].map(({ id, name: person, title }) => ({
        value: id,
        label: `${person}　${title}`,
      }))}
    />
  )
}

function IdentityFields() {
  const mode = Form.useWatch<Said['mode']>('mode')
  return (
    <>
      <Form.Item name="mode" label="举报人">
        <Radio.Group
          options={[
            { value: 'ANONYMOUS', label: '匿名' },
            { value: 'REAL_NAME', label: '实名（姓名另行密封给身份受托人）' },
          ]}
        />
      </Form.Item>
      {mode === 'REAL_NAME' && (
        <div className="form-columns">
          <TextField name="name" label="举报人姓名" required max={60} />
          <TextField name="contact" label="联系方式" required max={200} />
        </div>
      )}
    </>
  )
}

/** Seals everything, sends the ciphertexts, and gives what registers them. @throws Refused */
async function sealedIntake(agency: AgencyView, said: Said) {
  const { channel, boards = [], industryConduct = false, departments = [], persons = [], files = [], mode } = said
  const { recused, upward } = recusalFor(agency, departments, persons)
  if (upward) throw refusedHere(goesUpward)
  const seats = agency.groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  const readers = seats.map(({ id }) => id).filter(id => !recused.persons.includes(id))
  const { recipients, keys } = circleOf(agency.sealing, readers)
  const { parts, listed } = await sendAttachments(files, recipients)
  const content = await sendLetter('REPORT', said.words, recipients, listed)
  const identity = mode === 'REAL_NAME' ? { identity: await sealedIdentity(agency, recused.persons, said) } : {}
  return { channel, boards, industryConduct, mode, content, attachments: parts, recused, keys, ...identity }
}

const goesUpward = refuse(
  'INVALID',
  'CMP-005',
  '本件涉及监督问责小组组长或厅主要领导，不在本机关登记，内容没有发出：请走机要渠道径送上级机关。',
  'persons',
)

async function sealedIdentity({ sealing }: AgencyView, recused: readonly string[], { name = '', contact = '' }: Said) {
  const custodians = sealing.custodians.flatMap(({ id }) => {
    const key = sealing.keys.findLast(k => k.person.id === id && k.purpose === 'IDENTITY' && !k.revoked)
    return key && !recused.includes(id) ? [{ person: id, recipient: key.recipient }] : []
  })
  const sealed = valueOrRefused(await sealIdentity({ name, contact }, custodians))
  const sent = []
  for (const { first, second, sealed: bytes } of sealed) sent.push({ first, second, part: await sendSealed(bytes) })
  return sent
}
