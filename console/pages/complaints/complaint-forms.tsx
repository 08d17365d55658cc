import { Form, Radio } from 'antd'
import type { ComplaintClass } from '../../../domain/complaint/complaint.ts'
import { complaintClasses } from '../../../domain/complaint/events.ts'
import { nameOfClass, triageOf } from '../../../domain/complaint/triage.ts'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import type { DeskForm, DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, DepartmentField, LinesField, linesOf, TextField, WordsField } from '../../parts/fields.tsx'
import { dayWords } from '../../parts/time.ts'
import { dispositionForms } from './disposition-forms.tsx'
import { identityForms } from './identity-forms.tsx'
import { nameOfPart, resultNames } from './names.ts'
import { PersonsField } from './register-complaint.tsx'
import { circleOf, resealAll, sendLetter } from './seal-and-send.ts'
import { SealedWords, sealedHint } from './sealed-fields.tsx'

type Shown = ComplaintPage
interface WithWords {
  readonly words?: string
}
interface WithReply {
  readonly reply?: string
}

/** Keys of everybody who may read it today. */
export const readersOf = (agency: AgencyView, { readers }: Shown) =>
  circleOf(
    agency.sealing,
    readers.map(({ id }) => id),
  )

/** The form of every act on a complaint, by its noun. Words are sealed before they are sent. */
export function complaintForms(agency: AgencyView, path: string): DeskForms<Shown> {
  return {
    ...triageForms(agency),
    ...handlingForms(agency),
    ...dispositionForms(agency),
    ...identityForms(agency, path),
    ...keepingForms(agency, path),
  }
}

const sealedNote = (agency: AgencyView, shown: Shown, words: string | undefined) =>
  sendLetter('NOTE', words, readersOf(agency, shown).recipients)

/** To the reporter's mailbox, and to the members, who see what was answered. */
async function sealedReply(agency: AgencyView, shown: Shown, words: string | undefined) {
  if (!shown.replyTo) return {}
  return { reply: await sendLetter('REPLY', words, [shown.replyTo, ...readersOf(agency, shown).recipients]) }
}

/** Nothing to write where there is no mailbox: then it is said why. */
const ReplyField = ({ shown }: { readonly shown: Shown }) =>
  shown.replyTo ? (
    <SealedWords
      name="reply"
      label="给举报人的答复"
      hint="密封给举报人的信箱和可以看本件的成员。不写举报内容和承办人姓名。"
    />
  ) : (
    <p className="row-note">举报人没有留信箱，不能在网上告知；以其他方式告知的，请另记办理情况。</p>
  )

const noteForm = (agency: AgencyView, label: string): DeskForm<Shown> => ({
  fields: () => <SealedWords name="words" label={label} />,
  toInput: async ({ words }: WithWords, shown) => ({ note: await sealedNote(agency, shown, words) }),
})

const triageForms = (agency: AgencyView): DeskForms<Shown> => ({
  triage: {
    lead: ({ class: now }) =>
      now ? <p>已分流为「{nameOfClass(now as ComplaintClass)}」，可以改一次，须另写说明。</p> : undefined,
    fields: () => (
      <>
        <ChoiceField
          name="class"
          label="类别"
          required
          choices={complaintClasses.map(kind => ({
            value: kind,
            label: `${nameOfClass(kind)}（${triageOf(kind).destination}）`,
          }))}
        />
        <SealedWords name="words" label="分流说明" />
      </>
    ),
    toInput: async ({ words, class: kind }: WithWords & { class: string }, shown) => ({
      class: kind,
      note: await sealedNote(agency, shown, words),
    }),
  },
  assignment: {
    lead: () => <p>至少两人，都是无须回避的小组成员。</p>,
    initial: ({ handlers }) => ({ handlers: handlers.map(({ id }) => id) }),
    fields: ({ readers }) => (
      <ChoiceField
        name="handlers"
        label="承办人（至少两人）"
        required
        several
        choices={readers.map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
      />
    ),
  },
  merger: {
    lead: () => <p>后收的并入先收的。本件不删除，期限和反馈各自计算（E-56）。</p>,
    fields: () => <TextField name="into" label="主件登记号" required max={11} extra="例如 JB-12345678。" />,
  },
  transfer: {
    initial: ({ class: kind }) => {
      const way = kind ? triageOf(kind as ComplaintClass) : undefined
      return way?.way === 'TRANSFER' ? { destination: way.destination, reply: way.told } : {}
    },
    fields: shown => (
      <>
        <TextField name="destination" label="移送去向" required max={80} />
        <ChoiceField
          name="handed"
          label="移送的材料"
          several
          choices={shown.parts
            .filter(({ kind }) => kind !== 'REPLY')
            .map(({ blob, kind, on }) => ({
              value: blob,
              label: `${nameOfPart(kind)}　${dayWords(on)}　${blob.slice(0, 8)}`,
            }))}
          extra="材料从各件里解密保存后，经机要渠道交接。"
        />
        <SealedWords name="words" label="移送说明" />
        <ReplyField shown={shown} />
      </>
    ),
    toInput: async (
      { destination, handed = [], words, reply }: WithWords & WithReply & { destination: string; handed?: string[] },
      shown,
    ) => ({
      destination,
      handed,
      note: await sealedNote(agency, shown, words),
      ...(await sealedReply(agency, shown, reply)),
    }),
  },
  extension: noteForm(agency, '延长的理由'),
  recusals: {
    lead: () => <p>增加后这些处室和人员再也看不到本件。请随后「重新密封」，使他们的密钥打不开新的密封件。</p>,
    fields: () => (
      <>
        <DepartmentField name="departments" label="须回避的处室" several />
        <PersonsField agency={agency} name="persons" label="须回避的人员" />
      </>
    ),
    toInput: ({ departments = [], persons = [] }: { departments?: string[]; persons?: string[] }) => ({
      departments,
      persons,
    }),
  },
})

const handlingForms = (agency: AgencyView): DeskForms<Shown> => ({
  acknowledgement: {
    fields: shown => (
      <>
        <Form.Item name="accepted" label="是否受理" rules={[{ required: true, message: '请选择受理或者不受理' }]}>
          <Radio.Group
            options={[
              { value: true, label: '受理' },
              { value: false, label: '不受理' },
            ]}
          />
        </Form.Item>
        <ReplyField shown={shown} />
      </>
    ),
    toInput: async ({ accepted, reply }: WithReply & { accepted: boolean }, shown) => ({
      accepted,
      ...(await sealedReply(agency, shown, reply)),
    }),
  },
  replies: {
    fields: shown => <ReplyField shown={shown} />,
    toInput: async ({ reply }: WithReply, shown) => sealedReply(agency, shown, reply),
  },
  notes: noteForm(agency, '办理情况'),
  clue: {
    wide: true,
    lead: () => <p>线索里的问题由小组另写：举报内容仍然密封，须回避的人在线索里照样回避（S129）。</p>,
    initial: ({ recused, boards }) => ({ departments: recused.departments.map(({ code }) => code), boards }),
    fields: () => (
      <>
        <DepartmentField name="departments" label="涉及的处室" required several />
        <ChoiceField
          name="boards"
          label="涉及的业务板块"
          several
          choices={agency.boards.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <LinesField name="matters" label="涉及的件号" />
        <WordsField
          name="question"
          label="需要查明的问题"
          required
          max={1000}
          extra="这一段不密封，办理线索的人都能看到：不写能认出举报人的内容。"
        />
      </>
    ),
    toInput: ({ matters, ...said }: { matters?: string }) => ({ ...said, matters: linesOf(matters) }),
  },
  feedback: {
    fields: shown => <ReplyField shown={shown} />,
    toInput: async ({ reply }: WithReply, shown) => sealedReply(agency, shown, reply),
  },
  closure: {
    fields: ({ stage }) => (
      <ChoiceField
        name="result"
        label="办理结果"
        required
        choices={resultsFor(stage).map(value => ({ value, label: resultNames[value] ?? value }))}
      />
    ),
  },
})

const resultsFor = (stage: string): readonly string[] =>
  stage === 'TRANSFERRED' || stage === 'MERGED' ? [stage] : ['SUBSTANTIATED', 'PARTLY', 'UNSUBSTANTIATED', 'CLARIFIED']

const keepingForms = (agency: AgencyView, path: string): DeskForms<Shown> => ({
  reseals: {
    lead: shown => <WhoReadsAnew agency={agency} shown={shown} />,
    toInput: async (_: never, shown) => {
      const { recipients, keys } = readersOf(agency, shown)
      const blobs = shown.parts.filter(({ kind }) => kind !== 'REPLY').map(({ blob }) => blob)
      return { parts: await resealAll(path, blobs, recipients), keys }
    },
  },
  'destruction-proposals': { danger: true, lead: () => <p>保管期满后由两人销毁全部密封件，只留登记和销毁证明。</p> },
  destruction: {
    danger: true,
    lead: () => <p>核准后密封件全部删除，不能恢复。</p>,
    fields: () => <TextField name="certificate" label="销毁证明号" required max={60} extra={undefined} />,
  },
})

function WhoReadsAnew({ agency, shown }: { readonly agency: AgencyView; readonly shown: Shown }) {
  const { without } = readersOf(agency, shown)
  const names = shown.readers.filter(({ id }) => without.includes(id)).map(({ name }) => name)
  return (
    <>
      <p>
        将在这个浏览器里打开全部材料，再密封给今天可以看本件的成员：
        {shown.readers.map(({ name }) => name).join('、')}。{sealedHint}
      </p>
      {names.length > 0 && <p>{names.join('、')}还没有登记密封公钥，登记后再密封一次才能打开。</p>}
    </>
  )
}
