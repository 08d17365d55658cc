import { Input } from 'antd'
import { useState } from 'react'
import type { SessionView } from '../../../http/api/contract.ts'

type Account = NonNullable<SessionView['demoAccounts']>[number]

/** With whom one can look around in demo mode: the leaders, then division by division. */
export function DemoAccounts({
  accounts,
  disabled,
  onChoose,
}: {
  readonly accounts: readonly Account[]
  readonly disabled: boolean
  readonly onChoose: (login: string) => void
}) {
  const [sought, setSought] = useState('')
  const found = accounts.filter(({ login, name, title }) => `${login} ${name} ${title}`.includes(sought.trim()))
  return (
    <section className="demo-accounts" aria-labelledby="demo-title">
      <h2 id="demo-title">演示账号</h2>
      <p className="quiet">点一下即以该身份登录。人员均为虚构。</p>
      <Input
        type="search"
        aria-label="查找演示账号"
        placeholder="查找姓名、处室或职务，如：综合规划处"
        value={sought}
        onChange={event => setSought(event.target.value)}
      />
      {found.length === 0 && <p className="quiet">没有这样的账号。</p>}
      <div className="demo-groups">
        {[...groupsOf(found)].map(([group, members]) => (
          <div key={group}>
            <h3>{group}</h3>
            <ul>
              {members.map(({ login, name, title }) => (
                <li key={login}>
                  <button type="button" className="account" disabled={disabled} onClick={() => onChoose(login)}>
                    <strong>{name}</strong> <span>{title}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

function groupsOf(accounts: readonly Account[]): ReadonlyMap<string, readonly Account[]> {
  const groups = new Map<string, Account[]>()
  for (const account of accounts) {
    const group = groupOf(account.title)
    groups.set(group, [...(groups.get(group) ?? []), account])
  }
  return groups
}

/** A title ends in the post and begins with the division; leaders' titles have no division. */
function groupOf(title: string): string {
  const [, division] = /^(.+?)(?:主要负责人(?:（主持工作）)?|副职|工作人员)$/.exec(title) ?? []
  if (division) return division
  if (title.startsWith('厅')) return '厅领导'
  return title.startsWith('平台') ? '平台运维' : '驻厅纪检监察'
}
