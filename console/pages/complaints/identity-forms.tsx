import { openingGrounds } from '../../../domain/complaint/events.ts'
import { refuse } from '../../../domain/result.ts'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import { openBytes } from '../../../sealing/seal.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { identitiesNow } from '../sealing-keys/unlocked.ts'
import { groundNames } from './names.ts'
import { fetchSealed, refusedHere, sendSealed, valueOrRefused } from './seal-and-send.ts'

type Shown = ComplaintPage

/** CMP-003: two custodians, a step each; the first takes the outer seal off here, the second the inner one. */
export const identityForms = (agency: AgencyView, path: string): DeskForms<Shown> => ({
  'identity-requests': {
    lead: () => <p>要另一名受托人同意，由两人各开一层。每一步都留记录，并告知举报人。</p>,
    fields: ({ identity }) => (
      <>
        <ChoiceField
          name="other"
          label="另一名受托人"
          required
          choices={custodiansAmong(agency, identity).map(({ id, name, title }) => ({
            value: id,
            label: `${name}　${title}`,
          }))}
        />
        <ChoiceField
          name="ground"
          label="事由"
          required
          choices={openingGrounds.map(value => ({ value, label: groundNames[value] ?? value }))}
        />
      </>
    ),
  },
  'identity-agreements': {
    lead: shown => {
      const opening = openingOf(shown, 'ASKED')
      return (
        opening && (
          <p>
            {opening.asker.name}申请查看举报人身份，事由：{groundNames[opening.ground] ?? opening.ground}。
          </p>
        )
      )
    },
  },
  'identity-refusals': { fields: () => <WordsField name="ground" label="不同意的理由" required max={200} rows={2} /> },
  'identity-passes': {
    lead: () => <p>用您的身份密钥打开外层，把还密封着的内层交给另一名受托人。您自己看不到姓名。</p>,
    toInput: async (_: never, shown) => ({ inner: await innerOf(path, shown) }),
  },
  'identity-openings': {
    lead: () => <p>确认后留下记录并告知举报人，再用您的身份密钥打开内层。姓名只在这个页面显示，不保存。</p>,
  },
})

const custodiansAmong = ({ sealing }: AgencyView, pairs: Shown['identity']) =>
  sealing.custodians.filter(({ id }) => pairs.some(({ first, second }) => first.id === id || second.id === id))

const openingOf = ({ openings }: Shown, stage: string) => openings.find(opening => opening.stage === stage)

/** Takes the outer seal off and sends what is inside, which is still sealed. @throws Refused */
async function innerOf(path: string, shown: Shown) {
  const opening = openingOf(shown, 'AGREED')
  const pair = shown.identity.findLast(
    ({ first, second }) => first.id === opening?.first.id && second.id === opening.second.id,
  )
  if (!pair) throw refusedHere(refuse('WRONG_STATE', 'CMP-003', '没有找到密封给您二人的身份，请刷新页面。'))
  const outer = await fetchSealed(`${path}/parts/${pair.part.blob}`)
  return sendSealed(valueOrRefused(await openBytes(outer, identitiesNow())))
}
