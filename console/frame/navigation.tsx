import { NavLink } from 'react-router'
import type { TodoView } from '../../http/api/contract.ts'
import { useRead } from '../api/queries.ts'

const places = [
  { to: '/', name: '待办' },
  { to: '/matters', name: '送审件' },
  { to: '/meetings', name: '会议' },
  { to: '/follow-ups', name: '督办' },
  { to: '/summaries', name: '汇总报告' },
  { to: '/catalogue', name: '职权目录' },
  { to: '/review-groups', name: '复核小组' },
  { to: '/organisation', name: '组织与委托' },
  { to: '/rulebook', name: '规则' },
  { to: '/log', name: '透明日志' },
  { to: '/me', name: '我的' },
] as const

export function Navigation({ open }: { readonly open: boolean }) {
  const todo = useRead<TodoView>('/todo', { every: 60_000 })
  return (
    <nav id="navigation" className={open ? 'navigation open' : 'navigation'} aria-label="主导航">
      <ul>
        {places.map(({ to, name }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'}>
              {name}
              {to === '/' && (todo.data?.counts.total ?? 0) > 0 && (
                <span className="count">
                  {todo.data?.counts.total}
                  <span className="unseen">件</span>
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
      <p className="navigation-foot">
        <a href="/">公开网站</a>
      </p>
    </nav>
  )
}
