import { Checkbox, Empty, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { CatalogueView, ItemView, MatterPage } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useSession } from '../../frame/session.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { ChoiceField, TextField, WordsField } from '../../parts/fields.tsx'
import { LevelTag } from '../../parts/tags.tsx'

/** From a power item to a draft: choose the item, name the matter, and on to its page. */
export function NewMatterPage() {
  const [chosen, setChosen] = useSearchParams()
  const query = useRead<CatalogueView>('/catalogue')
  const itemCode = chosen.get('item')
  const keep = (item: string | undefined) => {
    const after = new URLSearchParams(chosen)
    if (item) after.set('item', item)
    else after.delete('item')
    setChosen(after)
  }
  return (
    <Page title="新建送审件" above={<Link to="/matters">送审件</Link>}>
      <Loaded query={query}>
        {({ items }) => {
          const item = items.find(candidate => candidate.item === itemCode)
          return item ? (
            <DraftForm item={item} previous={chosen.get('previous')} onChange={() => keep(undefined)} />
          ) : (
            <ItemChoice items={items.filter(candidate => candidate.mayDraft)} onChoose={keep} />
          )
        }}
      </Loaded>
    </Page>
  )
}

function ItemChoice({
  items,
  onChoose,
}: {
  readonly items: readonly ItemView[]
  readonly onChoose: (item: string) => void
}) {
  const [sought, setSought] = useState('')
  const found = items.filter(({ item, name }) => `${item} ${name}`.includes(sought.trim()))
  const boards = [...new Set(found.map(({ boardName }) => boardName))]
  return (
    <section className="card" aria-labelledby="choice-title">
      <h2 id="choice-title">第一步：选择职权事项</h2>
      <p className="quiet">只列出您所在处室可以送审的事项。</p>
      <Input
        type="search"
        aria-label="查找职权事项"
        placeholder="事项名称或编码"
        value={sought}
        onChange={event => setSought(event.target.value)}
      />
      {found.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={items.length === 0 ? '您所在的处室在现行职权目录中没有可以送审的事项。' : '没有这样的事项。'}
        />
      )}
      {boards.map(board => (
        <div key={board}>
          <h3>{board}</h3>
          <ul className="choices">
            {found
              .filter(({ boardName }) => boardName === board)
              .map(item => (
                <li key={item.item}>
                  <button type="button" className="choice" onClick={() => onChoose(item.item)}>
                    <LevelTag name={item.levelName} />
                    <strong>{item.name}</strong>
                    <span className="quiet">
                      {item.item} · {item.department.name} · 承诺 {item.promisedDays} 个工作日
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

interface Draft {
  readonly title: string
  readonly department: string
  readonly difference?: string
  readonly sameGround?: boolean
}

function DraftForm({
  item,
  previous,
  onChange,
}: {
  readonly item: ItemView
  readonly previous: string | null
  readonly onChange: () => void
}) {
  const navigate = useNavigate()
  const { person } = useSession()
  const own = (person?.departments ?? []).map(({ code, name }) => ({ value: code, label: name }))
  const toInput = ({ difference, sameGround, ...draft }: Draft) => ({
    item: item.item,
    ...draft,
    ...(previous ? { previous, difference, sameGround: sameGround ?? false } : {}),
  })
  return (
    <section className="card" aria-labelledby="draft-title">
      <h2 id="draft-title">第二步：写明送审什么</h2>
      <p>
        <LevelTag name={item.levelName} /> <strong>{item.name}</strong>{' '}
        <button type="button" className="link" onClick={onChange}>
          换一个事项
        </button>
      </p>
      <div className="narrow">
        <ActForm<MatterPage>
          live
          page="/matters"
          noun=""
          answers={false}
          submit="建立送审件"
          initial={{ department: item.department.code }}
          toInput={toInput}
          onDone={matter => void navigate(`/matters/${matter.id}`)}
        >
          <TextField
            name="title"
            label="标题"
            required
            max={120}
            extra="写明对象和内容，至少4个字；公开页面显示这个标题。"
          />
          <ChoiceField name="department" label="送审处室" required choices={own} />
          {previous && (
            <>
              <p>再次送审，前次件 {previous}。</p>
              <WordsField name="difference" label="与前次的区别" required max={1000} extra="至少10个字。" />
              <Form.Item name="sameGround" valuePropName="checked">
                <Checkbox>与前次是同一理由</Checkbox>
              </Form.Item>
            </>
          )}
        </ActForm>
      </div>
    </section>
  )
}
