import { Form, Radio } from 'antd'
import type { ComplaintClass, Disposition, PaperKind } from '../../../domain/complaint/complaint.ts'
import {
  dispositionsFor,
  nameOfDisposition,
  nameOfPaper,
  papersFor,
  papersMissing,
  papersOf,
} from '../../../domain/complaint/dispositions.ts'
import { refuse } from '../../../domain/result.ts'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { DayField } from '../../parts/fields.tsx'
import { circleOf, refusedHere, sendFile, sendLetter } from './seal-and-send.ts'
import { SealedFiles, SealedWords } from './sealed-fields.tsx'

type Shown = ComplaintPage
type Written = Partial<Record<PaperKind, { readonly words?: string; readonly file?: readonly File[] }>>

/** CMP-006: four ways, each with its papers; a paper is written here or is a file, and sealed either way. */
export const dispositionForms = (agency: AgencyView): DeskForms<Shown> => ({
  disposition: {
    wide: true,
    fields: ({ class: kind }) => <DispositionFields ways={dispositionsFor(kind as ComplaintClass | undefined)} />,
    toInput: async (
      { disposition, reviewOn, papers = {} }: { disposition: Disposition; reviewOn?: string; papers?: Written },
      shown,
    ) => ({
      disposition,
      ...(disposition === 'HOLD' && reviewOn ? { reviewOn } : {}),
      papers: await sealedPapers(agency, shown, papers, papersOf(disposition)),
    }),
  },
  'disposition-approval': {
    lead: shown => shown.proposal && <p>批准{shown.proposal.proposer.name}提出的处置意见。请先打开文书看过。</p>,
  },
  'disposition-return': {
    fields: () => <SealedWords name="words" label="退回的理由" />,
    toInput: async ({ words }: { words: string }, shown) => ({ note: await sealedNote(agency, shown, words) }),
  },
  papers: {
    wide: true,
    fields: shown => missingPapers(shown).map(kind => <PaperFields key={kind} kind={kind} />),
    toInput: async ({ papers = {} }: { papers?: Written }, shown) => ({
      papers: await sealedPapers(agency, shown, papers, missingPapers(shown)),
    }),
  },
  'hold-review': {
    fields: () => <HoldFields />,
    toInput: async ({ reopened, reviewOn, words }: { reopened: boolean; reviewOn?: string; words: string }, shown) => ({
      reopened,
      ...(!reopened && reviewOn ? { reviewOn } : {}),
      note: await sealedNote(agency, shown, words),
    }),
  },
})

const readers = (agency: AgencyView, shown: Shown) =>
  circleOf(
    agency.sealing,
    shown.readers.map(({ id }) => id),
  ).recipients

const sealedNote = (agency: AgencyView, shown: Shown, words: string) =>
  sendLetter('NOTE', words, readers(agency, shown))

export function missingPapers({ proposal }: Shown): readonly PaperKind[] {
  if (!proposal) return []
  const { disposition, papers } = proposal as unknown as Parameters<typeof papersMissing>[0]
  return papersMissing({ disposition, papers })
}

function DispositionFields({ ways }: { readonly ways: readonly Disposition[] }) {
  const chosen = Form.useWatch<Disposition | undefined>('disposition')
  return (
    <>
      <Form.Item name="disposition" label="处置方式" rules={[{ required: true, message: '请选择处置方式' }]}>
        <Radio.Group
          className="radio-lines"
          options={ways.map(value => ({
            value,
            label: `${nameOfDisposition(value)}：须附${papersFor(value).toPropose.map(nameOfPaper).join('、')}`,
          }))}
        />
      </Form.Item>
      {chosen === 'HOLD' && <DayField name="reviewOn" label="复查日" required />}
      {chosen && papersOf(chosen).map(kind => <PaperFields key={kind} kind={kind} later={isLater(chosen, kind)} />)}
    </>
  )
}

const isLater = (disposition: Disposition, kind: PaperKind) => papersFor(disposition).toConclude.includes(kind)

function PaperFields({ kind, later = false }: { readonly kind: PaperKind; readonly later?: boolean }) {
  const name = nameOfPaper(kind)
  return (
    <fieldset className="paper-fields">
      <legend>
        {name}
        {later && '（可以办完再补）'}
      </legend>
      <SealedWords
        name={['papers', kind, 'words']}
        label={`${name}正文`}
        required={false}
        hint="直接写，或在下面选一个文件；都在这个浏览器里密封后才发出。"
      />
      <SealedFiles name={['papers', kind, 'file']} label={`${name}文件`} />
    </fieldset>
  )
}

function HoldFields() {
  const reopened = Form.useWatch<boolean | undefined>('reopened')
  return (
    <>
      <Form.Item name="reopened" label="复查结论" rules={[{ required: true, message: '请选择复查结论' }]}>
        <Radio.Group
          options={[
            { value: true, label: '恢复办理，重新处置' },
            { value: false, label: '继续暂存' },
          ]}
        />
      </Form.Item>
      {reopened === false && <DayField name="reviewOn" label="下一个复查日" required />}
      <SealedWords name="words" label="复查情况" />
    </>
  )
}

/** Whichever papers were written or chosen, sealed and sent. @throws Refused */
async function sealedPapers(agency: AgencyView, shown: Shown, written: Written, kinds: readonly PaperKind[]) {
  const recipients = readers(agency, shown)
  const papers = []
  for (const kind of kinds) {
    const { words = '', file: [file] = [] } = written[kind] ?? {}
    if (file && words.trim() !== '') throw refusedHere(both(nameOfPaper(kind)))
    if (file) papers.push({ kind, part: await sendFile(file, recipients) })
    else if (words.trim() !== '') papers.push({ kind, part: await sendLetter('PAPER', words, recipients) })
  }
  return papers
}

const both = (name: string) => refuse('INVALID', 'CMP-006', `${name}请只写正文或者只选文件，不要两样都给。`, 'papers')
