import { NavLink } from 'react-router'
import { nameOfRole, type Role } from '../../domain/access.ts'
import type { TodoView } from '../../http/api/contract.ts'
import { useRead } from '../api/queries.ts'
import { useSession } from './session.ts'

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

/** The 监督问责小组's work, and what it has to do with everybody. */
const supervision = [
  { to: '/complaints', name: '投诉举报' },
  { to: '/spot-checks', name: '双随机抽查' },
  { to: '/inspections', name: '检查' },
  { to: '/clues', name: '问题线索' },
  { to: '/cards', name: '亮牌' },
  { to: '/register', name: '监督登记' },
] as const

/** Who may hold a key that sealed things are opened with (S122, S123, CMP-003). */
const keyHolders: readonly Role[] = ['ACCOUNTABILITY_MEMBER', 'IDENTITY_CUSTODIAN', 'AGENCY_LEADER']

export function Navigation({ open }: { readonly open: boolean }) {
  const todo = useRead<TodoView>('/todo', { every: 60_000 })
  const { person } = useSession()
  const holdsKeys = keyHolders.some(role => person?.roles.includes(nameOfRole(role)))
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
      <h2 id="navigation-supervision" className="navigation-title">
        监督问责
      </h2>
      <ul aria-labelledby="navigation-supervision">
        {supervision.map(({ to, name }) => (
          <li key={to}>
            <NavLink to={to}>{name}</NavLink>
          </li>
        ))}
        {holdsKeys && (
          <li>
            <NavLink to="/sealing-keys">密封密钥</NavLink>
          </li>
        )}
      </ul>
      <p className="navigation-foot">
        <a href="/">公开网站</a>
      </p>
    </nav>
  )
}
