import { Form, Radio } from 'antd'
import { Link, useParams } from 'react-router'
import type { CardPage as Card } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { Desk, type DeskForms } from '../../parts/desk.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { FilesField } from '../../parts/files-field.tsx'
import { HeldFiles } from '../../parts/held-files.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'
import { Facts, Words } from '../../parts/words.tsx'
import { CardSign, CardStage } from './card-sign.tsx'

const forms: DeskForms<Card> = {
  defences: {
    lead: () => <p>申辩由监督问责小组中其他处室的人复核。复核期间亮牌保留。</p>,
    fields: () => (
      <>
        <WordsField name="words" label="申辩理由" required max={2000} />
        <FilesField name="files" label="佐证材料" />
      </>
    ),
  },
  reviews: {
    lead: ({ defence }) => defence && <Words text={`申辩理由：${defence.words}`} />,
    fields: () => (
      <>
        <Form.Item name="upheld" label="复核结论" rules={[{ required: true, message: '请选择复核结论' }]}>
          <Radio.Group
            options={[
              { value: false, label: '撤销亮牌' },
              { value: true, label: '维持亮牌' },
            ]}
          />
        </Form.Item>
        <WordsField name="words" label="复核意见" required max={1000} />
      </>
    ),
  },
}

/** One card: why it was shown, what the division says against it, and what the review says (E-66). */
export function CardPage() {
  const { id = '' } = useParams()
  const path = `/cards/${encodeURIComponent(id)}`
  const query = useRead<Card>(path)
  return (
    <LoadedPage query={query} title="亮牌">
      {card => (
        <Page title={card.words} above={<Link to="/cards">亮牌</Link>}>
          <div className="matter-head">
            <CardSign card={card} />
            <CardStage card={card} />
            <span>{card.department.name}</span>
            <span className="number">{card.id}</span>
          </div>
          <Desk path={path} shown={card} forms={forms} next={nextOf(card)} leading={['reviews', 'defences']}>
            {() => <About path={path} card={card} />}
          </Desk>
        </Page>
      )}
    </LoadedPage>
  )
}

const nexts: Record<Card['stage'], string> = {
  SHOWN: '处室负责人不服的，可以申辩；没有申辩，亮牌有效。',
  DEFENDED: '等待监督问责小组复核申辩。',
  UPHELD: '已经复核，维持亮牌，考核时计入。',
  REVOKED: '已经撤销，保留记录，考核时不计入。',
}
const nextOf = ({ stage }: Card) => nexts[stage]

function About({ path, card }: { readonly path: string; readonly card: Card }) {
  const { defence, review } = card
  return (
    <>
      <section className="card" aria-labelledby="ground-title">
        <h2 id="ground-title">亮牌事由</h2>
        <Words text={card.words} />
        <Facts
          rows={[
            ['种类', card.groundName],
            ['依据', <Clause key="clause" clause={card.clause} />],
            ['应于', card.dueOn && dayWords(card.dueOn)],
            ['亮牌日', dayWords(card.shownOn)],
          ]}
        />
      </section>
      <section className="card" aria-labelledby="defence-title">
        <h2 id="defence-title">申辩</h2>
        {defence ? (
          <>
            <p className="quiet">
              {instantWords(defence.at)} {defence.who.name}
            </p>
            <Words text={defence.words} />
            <HeldFiles path={path} files={defence.files} />
          </>
        ) : (
          <p className="quiet">没有申辩。</p>
        )}
      </section>
      {review && (
        <section className="card" aria-labelledby="review-title">
          <h2 id="review-title">复核</h2>
          <p>
            <span className={`status status-${review.upheld ? 'bad' : 'good'}`}>
              {review.upheld ? '维持亮牌' : '撤销亮牌'}
            </span>{' '}
            <span className="quiet">
              {instantWords(review.at)} {review.who.name}
            </span>
          </p>
          <Words text={review.words} />
        </section>
      )}
    </>
  )
}
