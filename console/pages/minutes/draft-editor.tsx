import { Form, Select } from 'antd'
import { nameOfConclusion } from '../../../domain/matter/conclusions.ts'
import { conclusions as conclusionCodes, type conclusions } from '../../../domain/matter/events.ts'
import { kinds } from '../../../domain/meeting/kinds.ts'
import type { MeetingPage, SectionView } from '../../../http/api/contract.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { instantWords } from '../../parts/time.ts'
import type { MeetingProps } from '../meeting/meeting-props.ts'

type Conclusion = (typeof conclusions)[number]
interface Written {
  readonly sections: readonly { readonly conclusion?: Conclusion | null; readonly narrative: string }[]
}

const POSTPONED = 'POSTPONED'

/** The recorder's draft, item by item; it begins with what the record suggests, or with the draft before. */
export function DraftEditor({ path, meeting }: MeetingProps) {
  const { drafts, suggested } = meeting.minutesWork
  const latest = drafts.at(-1)
  const sections = latest?.sections ?? suggested
  return (
    <section id="draft-editor" aria-labelledby="draft-editor-title">
      <h3 id="draft-editor-title">
        起草第{drafts.length + 1}稿
        <small>
          {latest ? `从第${latest.draft}稿改起，${instantWords(latest.at)}` : '平台按会议记录写了建议稿，请逐项核对'}
        </small>
      </h3>
      <ActForm<MeetingPage>
        page={path}
        noun="minutes-drafts"
        version={meeting.version}
        submit={`保存为第${drafts.length + 1}稿`}
        initial={{
          sections: sections.map(({ conclusion, narrative }) => ({ conclusion: conclusion ?? POSTPONED, narrative })),
        }}
        toInput={({ sections: written }: Written) => ({
          sections: sections.map(({ matter }, index) => ({
            matter,
            narrative: written[index]?.narrative ?? '',
            ...chosen(written[index]?.conclusion),
          })),
        })}
      >
        {sections.map((section, index) => (
          <SectionFields key={section.matter} meeting={meeting} section={section} index={index} />
        ))}
      </ActForm>
    </section>
  )
}

const chosen = (conclusion: string | null | undefined) => (conclusion && conclusion !== POSTPONED ? { conclusion } : {})

function SectionFields({
  meeting,
  section,
  index,
}: Pick<MeetingProps, 'meeting'> & { readonly section: SectionView; readonly index: number }) {
  const form = Form.useFormInstance()
  const item = meeting.items.find(({ key }) => key === section.matter)
  const recorded = item?.conclusion?.conclusion ?? POSTPONED
  const now: string | undefined = Form.useWatch(['sections', index, 'conclusion'], form)
  const name = (code: string) =>
    code === POSTPONED ? '顺延' : nameOfConclusion(code as Conclusion, kinds[meeting.kind].tier, item?.matter?.level)
  const differs = now !== undefined && now !== recorded
  return (
    <fieldset className={differs ? 'fieldset draft-section draft-wrong' : 'fieldset draft-section'}>
      <legend>
        议题{section.no} {section.title}
      </legend>
      <Form.Item
        name={['sections', index, 'conclusion']}
        label={`议题${section.no}会议结论`}
        extra={differs ? undefined : `会议记录为「${name(recorded)}」，须与记录一致。`}
        {...(differs
          ? {
              validateStatus: 'error' as const,
              help: <Mismatch no={section.no} now={name(now)} recorded={name(recorded)} />,
            }
          : {})}
      >
        <Select options={[...conclusionCodes, POSTPONED].map(code => ({ value: code, label: name(code) }))} />
      </Form.Item>
      <WordsField
        name={['sections', index, 'narrative']}
        label={`议题${section.no}审议情况`}
        required
        max={5000}
        rows={5}
      />
    </fieldset>
  )
}

/** E-38 in the domain's own sentence: said before anything is sent. */
function Mismatch({ no, now, recorded }: { readonly no: number; readonly now: string; readonly recorded: string }) {
  return (
    <span role="alert">
      第{no}项议题，纪要稿写「{now}」，会议记录为「{recorded}」，两者不一致，不能送阅，请改正后重新起草。
      <Clause clause="E-38" />
    </span>
  )
}
