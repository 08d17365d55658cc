import { MenuOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { SessionView } from '../../http/api/contract.ts'
import { newKey, Refused, write } from '../api/client.ts'
import { enterSession, readSession } from '../api/queries.ts'
import { Emblem } from './emblem.tsx'
import { setLargePrint, useLargePrint } from './large-print.ts'
import { useSession } from './session.ts'

export function Header({ menuOpen, onMenu }: { readonly menuOpen: boolean; readonly onMenu: (open: boolean) => void }) {
  const { agency, person } = useSession()
  const navigate = useNavigate()
  const signOut = async () => {
    try {
      await write('/session', { method: 'DELETE', key: newKey() })
    } catch (error) {
      // A session that ended by itself in the meantime has nothing left to leave.
      if (!(error instanceof Refused && error.problem.status === 401)) throw error
    }
    await enterSession(await readSession())
    await navigate('/')
  }
  return (
    <header className="header">
      <button
        type="button"
        className="menu-button"
        aria-expanded={menuOpen}
        aria-controls="navigation"
        onClick={() => onMenu(!menuOpen)}
      >
        <MenuOutlined aria-hidden /> 菜单
      </button>
      <Link to="/" className="brand">
        <Emblem />
        <span>
          <strong>{agency.platform}</strong>
          <small>{agency.name} · 工作台</small>
        </span>
      </Link>
      <div className="header-tools">
        <LargePrintSwitch />
        {person && (
          <span className="whoami">
            <strong>{person.name}</strong>
            <small>{person.title}</small>
          </span>
        )}
        <Link to="/password" className="header-link">
          修改密码
        </Link>
        <Button ghost size="small" onClick={() => void signOut()}>
          退出
        </Button>
      </div>
    </header>
  )
}

export function LargePrintSwitch() {
  const large = useLargePrint()
  return (
    <button type="button" className="large-print-switch" aria-pressed={large} onClick={() => setLargePrint(!large)}>
      大字版
    </button>
  )
}

/** What a page says of whose it is, before one has signed in. */
export function AgencyNames({ agency }: Pick<SessionView, 'agency'>) {
  return (
    <p className="agency-names">
      <Emblem />
      <span>
        <strong>{agency.platform}</strong>
        <small>
          {agency.name} · {agency.brand}
        </small>
      </span>
    </p>
  )
}
