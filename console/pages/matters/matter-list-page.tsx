import { Checkbox, Empty, Form, Input, Pagination, Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { matterStatuses } from '../../../domain/matter/matter.ts'
import { nameOfStatus } from '../../../domain/matter/route.ts'
import type { MatterList } from '../../../http/api/contract.ts'
import { useAgency, useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import type { Choice } from '../../parts/fields.tsx'
import { MatterTable } from '../../parts/matter-table.tsx'

const pageSize = 50
const statuses = matterStatuses
  .filter(status => status !== 'NONE')
  .map(status => ({ value: status, label: nameOfStatus(status) }))

/** Matters by status, board, level, division, tier and words. What is chosen stands in the address and can be kept. */
export function MatterListPage() {
  const [chosen, setChosen] = useSearchParams()
  const query = useRead<MatterList>(`/matters?${chosen}`, { keep: true })
  const choose = (name: string, value: string | undefined) =>
    setChosen(before => {
      const after = new URLSearchParams(before)
      if (name !== 'page') after.delete('page')
      if (value) after.set(name, value)
      else after.delete(name)
      return after
    })
  return (
    <Page
      title="送审件"
      beside={
        <Link to="/matters/new" className="link-button">
          新建送审件
        </Link>
      }
    >
      <Filters chosen={chosen} choose={choose} />
      <Loaded query={query}>
        {({ rows, total, more, page }) => (
          <section className="card" aria-label="查询结果">
            <p className="quiet" role="status">
              {more ? `共 ${total} 件以上，请缩小范围` : `共 ${total} 件`}
            </p>
            {rows.length === 0 ? (
              <Empty description="没有符合条件的件。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
            ) : (
              <MatterTable rows={rows} caption="送审件" />
            )}
            {total > pageSize && (
              <Pagination
                className="pagination"
                current={page}
                total={total}
                pageSize={pageSize}
                showSizeChanger={false}
                onChange={next => choose('page', String(next))}
              />
            )}
          </section>
        )}
      </Loaded>
    </Page>
  )
}

function Filters({
  chosen,
  choose,
}: {
  readonly chosen: URLSearchParams
  readonly choose: (name: string, value: string | undefined) => void
}) {
  const { data } = useAgency()
  const named = (list: readonly { readonly code: string; readonly name: string }[] | undefined) =>
    (list ?? []).map(({ code, name }) => ({ value: code, label: name }))
  const tiers = (data?.tiers ?? []).map(({ tier, name }) => ({ value: String(tier), label: name }))
  const filter = (name: string, label: string, choices: readonly Choice[]) => (
    <Form.Item label={label}>
      <Select
        aria-label={label}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部"
        options={[...choices]}
        value={chosen.get(name)}
        onChange={value => choose(name, value)}
      />
    </Form.Item>
  )
  return (
    <Form layout="vertical" role="search" className="filters card" aria-label="筛选送审件">
      <Form.Item label="关键字" className="filter-wide">
        <Input.Search
          aria-label="关键字"
          allowClear
          defaultValue={chosen.get('q') ?? ''}
          placeholder="标题、件号"
          enterButton="查询"
          onSearch={words => choose('q', words.trim())}
        />
      </Form.Item>
      {filter('status', '状态', statuses)}
      {filter('board', '板块', named(data?.boards))}
      {filter('level', '审议层级', named(data?.levels))}
      {filter('department', '送审处室', named(data?.departments))}
      {filter('tier', '所在级次', tiers)}
      <Form.Item className="filter-mine">
        <Checkbox
          checked={chosen.get('mine') === '1'}
          onChange={event => choose('mine', event.target.checked ? '1' : undefined)}
        >
          只看我经办的
        </Checkbox>
      </Form.Item>
    </Form>
  )
}
