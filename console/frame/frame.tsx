import { Spin } from 'antd'
import { useState } from 'react'
import { Outlet, ScrollRestoration, useLocation } from 'react-router'
import type { SessionView } from '../../http/api/contract.ts'
import { PasswordPage } from '../pages/sign-in/password-page.tsx'
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx'
import { dayWords } from '../parts/time.ts'
import { Header } from './header.tsx'
import { LogBanner } from './log-banner.tsx'
import { Navigation } from './navigation.tsx'
import { Failure } from './page.tsx'
import { SessionContext, useSessionQuery } from './session.ts'

/** Banner, head, navigation and the page; without a session, the page to sign in on instead. */
export function Frame() {
  const query = useSessionQuery()
  const session = query.data
  if (!session) {
    return (
      <main className="alone">
        {query.error ? (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Spin aria-label="正在打开" size="large" />
        )}
      </main>
    )
  }
  return (
    <SessionContext value={session}>
      <a className="skip" href="#content">
        跳到正文
      </a>
      {session.demo && <DemoBanner today={session.today} />}
      {session.signedIn && !session.mustChange ? (
        <SignedIn />
      ) : (
        <main id="content" className="alone">
          {session.signedIn ? <PasswordPage /> : <SignInPage session={session} />}
        </main>
      )}
    </SessionContext>
  )
}

function SignedIn() {
  const { pathname } = useLocation()
  const [menuOpenAt, setMenuOpenAt] = useState<string>()
  return (
    <>
      <LogBanner />
      <Header menuOpen={menuOpenAt === pathname} onMenu={open => setMenuOpenAt(open ? pathname : undefined)} />
      <div className="frame">
        <Navigation open={menuOpenAt === pathname} />
        <main id="content" className="content" tabIndex={-1}>
          <Outlet />
          <p className="secrecy">本平台为非涉密系统，不得存储、处理国家秘密。</p>
        </main>
      </div>
      <ScrollRestoration />
    </>
  )
}

function DemoBanner({ today }: Pick<SessionView, 'today'>) {
  return (
    <p className="demo-banner" role="note">
      <strong>演示模式</strong> · 演示数据均为虚构 · 演示时钟 {dayWords(today)}
    </p>
  )
}
