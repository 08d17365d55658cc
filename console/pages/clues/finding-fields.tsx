import { Form } from 'antd'
import type { ChainPreview, CluePage } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded } from '../../frame/page.tsx'
import { ChoiceField, TextField, WordsField } from '../../parts/fields.tsx'
import { responsibilityChoices, tierChoices } from './choices.ts'

interface Values {
  readonly clause: string
  readonly tier: number
  readonly matter?: string
  readonly words: string
  readonly responsibilities?: Readonly<Record<string, string | undefined>>
}

/** A finding, and what the group says of each person whom the record names at that tier. */
export function FindingFields({ clue }: { readonly clue: CluePage }) {
  const form = Form.useFormInstance<Partial<Values>>()
  const matter = Form.useWatch('matter', form)
  const tier = Form.useWatch('tier', form)
  return (
    <>
      <ChoiceField
        name="matter"
        label="哪一件"
        choices={clue.matters.map(id => ({ value: id, label: id }))}
        extra="不是某一件的问题，可以不选。"
      />
      <ChoiceField name="tier" label="问题出在哪一级" required choices={tierChoices} />
      <TextField name="clause" label="违反的条款" required max={40} extra="例如 S106。" />
      <WordsField name="words" label="认定的问题" required max={1500} />
      {matter && tier !== undefined && <Responsibilities clue={clue.id} matter={matter} tier={tier} />}
    </>
  )
}

/** The chain as the record has it, and one choice a person; whoever is left out bears none. */
function Responsibilities({
  clue,
  matter,
  tier,
}: {
  readonly clue: string
  readonly matter: string
  readonly tier: number
}) {
  const query = useRead<ChainPreview>(
    `/clues/${encodeURIComponent(clue)}/chain?matter=${encodeURIComponent(matter)}&tier=${tier}`,
  )
  return (
    <fieldset className="fieldset">
      <legend>责任链</legend>
      <Loaded query={query}>
        {({ chain }) => (chain.length === 0 ? <p className="quiet">记录中没有人办过。</p> : <People chain={chain} />)}
      </Loaded>
    </fieldset>
  )
}

/** Whoever was absent, recused or overruled bears nothing, and is only named. */
function People({ chain }: { readonly chain: ChainPreview['chain'] }) {
  const parts = Map.groupBy(chain, ({ person }) => person.id)
  return [...parts.values()].map(links => {
    const [{ person } = { person: undefined }] = links
    if (!person) return null
    const did = links.map(({ tierName, partName }) => `${tierName}${partName}`).join('；')
    return links.some(({ mayAnswer }) => mayAnswer) ? (
      <ChoiceField
        key={person.id}
        name={['responsibilities', person.id]}
        label={`${person.name}：${did}`}
        choices={responsibilityChoices}
      />
    ) : (
      <p key={person.id} className="quiet">
        {person.name}：{did}，不承担责任。
      </p>
    )
  })
}

/** What the form says, as the act takes it. */
export function findingOf({ responsibilities = {}, ...values }: Values) {
  return {
    ...values,
    responsibilities: Object.entries(responsibilities).flatMap(([person, responsibility]) =>
      responsibility ? [{ person, responsibility }] : [],
    ),
  }
}
