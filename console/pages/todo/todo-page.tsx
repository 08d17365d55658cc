import { Empty } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { TodoView } from '../../../http/api/contract.ts'
import { newKey, write } from '../../api/client.ts'
import { queries, useAgency, useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { Clock } from '../../parts/clock.tsx'
import { LevelTag } from '../../parts/tags.tsx'
import { instantWords, meetingTimeWords } from '../../parts/time.ts'

type Entry = TodoView['entries'][number]

/** What waits for this person, the most pressing first, in letters that can be read from a metre away. */
export function TodoPage() {
  const query = useRead<TodoView>('/todo')
  return (
    <Page title="待办">
      <Loaded query={query}>
        {({ entries, counts, notices }) => (
          <>
            <Counts counts={counts} />
            <div className="todo">
              <section aria-labelledby="todo-title">
                <h2 id="todo-title" className="unseen">
                  等您办的事
                </h2>
                {entries.length === 0 ? (
                  <div className="card">
                    <Empty description="没有等您办的事。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
                  </div>
                ) : (
                  <ol className="todo-list">
                    {entries.map(entry => (
                      <TodoEntry key={`${entry.kind} ${entry.id} ${entry.noun}`} entry={entry} />
                    ))}
                  </ol>
                )}
              </section>
              <Notices notices={notices} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Counts({ counts }: Pick<TodoView, 'counts'>) {
  const tiles = [
    { name: '超期', count: counts.late, tone: 'late' },
    { name: '临期', count: counts.warn, tone: 'warn' },
    { name: '全部待办', count: counts.total, tone: 'all' },
  ]
  return (
    <dl className="counts">
      {tiles.map(({ name, count, tone }) => (
        <div key={name} className={`count-tile count-${count > 0 ? tone : 'none'}`}>
          <dt>{name}</dt>
          <dd>
            {count}
            <small>件</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function TodoEntry({ entry }: { readonly entry: Entry }) {
  const boardName = useAgency().data?.boards.find(({ code }) => code === entry.board)?.name
  const where = [entry.tierName, entry.departmentName, boardName].filter(part => part !== undefined)
  return (
    <li className={entry.clock?.late ? 'todo-entry todo-late' : 'todo-entry'}>
      <Link to={entry.link} className="todo-link">
        <span className="todo-what">{entry.what}</span>
        <span className="todo-title">{entry.title}</span>
        <span className="todo-where">
          {entry.levelName && <LevelTag name={entry.levelName} />}
          {where.length > 0 && <span>{where.join(' · ')}</span>}
          {entry.at && <span>{meetingTimeWords(entry.at)}</span>}
        </span>
      </Link>
      {entry.clock && (
        <span className="todo-clock">
          <Clock clock={entry.clock} />
        </span>
      )}
    </li>
  )
}

const noticesAtFirst = 8

function Notices({ notices }: Pick<TodoView, 'notices'>) {
  const [all, setAll] = useState(false)
  const markRead = async (source: string) => {
    await write(`/notices/${encodeURIComponent(source)}/reading`, { key: newKey() })
    await queries.invalidateQueries({ queryKey: ['/todo'] })
  }
  return (
    <aside className="card notices" aria-labelledby="notices-title">
      <h2 id="notices-title">消息</h2>
      {notices.length === 0 && <p className="quiet">没有消息。</p>}
      <ul>
        {(all ? notices : notices.slice(0, noticesAtFirst)).map(({ source, words, link, at, read }) => (
          <li key={source} className={read ? 'notice' : 'notice notice-new'}>
            <Link to={link} onClick={() => void (read || markRead(source))}>
              {!read && <span className="new">新</span>}
              {words}
            </Link>
            <time dateTime={at}>{instantWords(at)}</time>
          </li>
        ))}
      </ul>
      {!all && notices.length > noticesAtFirst && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          显示全部 {notices.length} 条
        </button>
      )}
    </aside>
  )
}
