import { refuse } from '../../../domain/result.ts'
import type { AgencyView, RegisterView } from '../../../http/api/contract.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, TextField } from '../../parts/fields.tsx'
import { circleOf, refusedHere, sendFile, sendLetter } from '../complaints/seal-and-send.ts'
import { SealedFiles, SealedWords } from '../complaints/sealed-fields.tsx'

const bodies = [
  { value: 'PARTY_GROUP', label: '厅党组' },
  { value: 'LEADING_GROUP', label: '领导小组' },
]

interface Report {
  readonly period: string
  readonly to: readonly string[]
  readonly words?: string
  readonly file?: readonly File[]
}

/** Reports are sealed to the leaders whom they are addressed to; not even the group's other members open them. */
export const registerForms = (agency: AgencyView): DeskForms<RegisterView> => ({
  quarters: {
    lead: () => <p>由平台计数，不足5件的和能推算出来的不公布（CMP-008）。公布后不再改。</p>,
    fields: () => <TextField name="quarter" label="季度" required max={7} extra="例如 2026-Q3。" />,
  },
  reports: {
    wide: true,
    lead: () => <Recipients agency={agency} />,
    initial: ({ heartbeat }) => {
      const due = heartbeat.findLast(({ unaddressed }) => unaddressed.length > 0)
      return { ...(due ? { period: due.period } : {}), to: bodies.map(({ value }) => value) }
    },
    fields: () => (
      <>
        <TextField name="period" label="报告期" required max={20} extra="例如 2026-Q3、2026-H2。" />
        <ChoiceField name="to" label="报告对象" required several choices={bodies} />
        <SealedWords
          name="words"
          label="报告正文"
          required={false}
          hint="直接写，或在下面选一个文件；在这个浏览器里密封给收件的厅领导，平台看不到内容。"
        />
        <SealedFiles name="file" label="报告文件" />
      </>
    ),
    toInput: (said: Report) => sealedReport(agency, said),
  },
  'report-receipts': {
    lead: () => <p>请先打开报告看过再签收。签收日记入登记册，报告的两方都看得到。</p>,
    fields: ({ reports }) => (
      <ChoiceField
        name="no"
        label="报告"
        required
        choices={reports.map(({ no, periodName }) => ({ value: no, label: `第${no}号　${periodName}` }))}
      />
    ),
  },
})

/** Leaders of each body, as far as everybody sees who they are; the server goes by the posts. */
function receiversOf({ groups, leaders }: AgencyView, to: readonly string[]): readonly string[] {
  const leading = groups.find(({ code }) => code === 'LEADING_GROUP')?.seats ?? []
  const ids = new Set(leaders.map(({ id }) => id))
  return [
    ...new Set([
      ...(to.includes('PARTY_GROUP') ? ids : []),
      ...(to.includes('LEADING_GROUP') ? leading.map(({ id }) => id).filter(id => ids.has(id)) : []),
    ]),
  ]
}

function Recipients({ agency }: { readonly agency: AgencyView }) {
  const holders = agency.sealing.keys.filter(({ purpose, revoked }) => purpose === 'LEADERSHIP' && !revoked)
  const names = [...new Set(holders.map(({ person }) => person.name))]
  return (
    <p>
      {names.length > 0
        ? `登记了收件公钥的厅领导：${names.join('、')}。`
        : '还没有厅领导登记收件公钥，报告无从密封：请厅领导先到「密封密钥」登记。'}
    </p>
  )
}

async function sealedReport(agency: AgencyView, { period, to, words = '', file: [file] = [] }: Report) {
  const { recipients, keys } = circleOf(agency.sealing, receiversOf(agency, to), 'LEADERSHIP')
  if (recipients.length === 0) throw refusedHere(noReader)
  if ((file === undefined) === (words.trim() === '')) throw refusedHere(oneOfTwo)
  const part = file ? await sendFile(file, recipients) : await sendLetter('PAPER', words, recipients)
  return { period, to, report: part.blob, part, keys }
}

const noReader = refuse(
  'WRONG_STATE',
  'S123',
  '还没有厅领导登记收件公钥，报告无从密封：请厅领导先到「密封密钥」登记。',
  'to',
)
const oneOfTwo = refuse('INVALID', 'S123', '报告请写正文或者选一个文件，只给其中一样。', 'words')
