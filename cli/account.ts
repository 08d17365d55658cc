import { randomInt } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Instant } from '../domain/time.ts'
import { changePassword, createAccount, disableAccount } from '../store/accounts.ts'
import { clockOf } from '../store/clock.ts'
import type { Store } from '../store/store.ts'
import { readAgency } from '../store/views/agency.ts'
import { withStore } from './support/with-store.ts'

export const summary = '建立、停用登录账号，或重设口令'
export const usage = `用法：yangguang account add <登录名> <人员编码>
      yangguang account disable <登录名>
      yangguang account reset <登录名>

add 为已登记的人员建立账号，reset 重设口令并解除锁定；两者都打印一次随机的初始口令，首次登录必须修改（SEC-005）。
disable 停用账号并立即结束其会话。人员与任职另由机关数据登记。`

/** @returns 0 done; 1 not done, with the reason; 2 when the arguments make no sense. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const [verb, login = '', person = '', ...rest] = args
  const wanted = verb === 'add' ? person !== '' : (verb === 'disable' || verb === 'reset') && person === ''
  if (!wanted || rest.length > 0 || !/^[A-Za-z0-9_.@-]{1,64}$/.test(login)) {
    console.error(usage)
    return 2
  }
  return withStore(config, async store => {
    const now = (await clockOf(store)).now()
    if (verb === 'add') return add(store, login, person, now)
    return verb === 'reset' ? reset(store, login, now) : disable(store, login, now)
  })
}

async function add(store: Store, login: string, person: string, now: Instant): Promise<number> {
  const { organisation } = await readAgency(store)
  if (!Object.hasOwn(organisation.persons, person)) return refused(`没有登记过人员 ${person}`)
  const password = initialPassword()
  const made = await createAccount(store, { login, person, password, mustChange: true }, now)
  return made ? printed(login, password) : refused(`登录名 ${login} 已经使用，或人员 ${person} 已有账号`)
}

async function reset(store: Store, login: string, now: Instant): Promise<number> {
  const password = initialPassword()
  return (await changePassword(store, login, password, true, now)) ? printed(login, password) : refused(unknown(login))
}

async function disable(store: Store, login: string, now: Instant): Promise<number> {
  if (!(await disableAccount(store, login, now))) return refused(unknown(login))
  console.log(`账号 ${login} 已停用`)
  return 0
}

const unknown = (login: string) => `没有账号 ${login}`

function refused(sentence: string): number {
  console.error(sentence)
  return 1
}

function printed(login: string, password: string): number {
  console.log(`账号 ${login} 的初始口令：${password}\n只显示这一次，首次登录必须修改`)
  return 0
}

// Without letters and digits that are taken for one another when read out: I l 1 O 0.
const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '#%+=?@']

/** 16 characters, four of each kind, in an order of their own: some 80 bits. */
function initialPassword(): string {
  const characters = kinds.flatMap(kind => Array.from({ length: 4 }, () => kind.charAt(randomInt(kind.length))))
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    const moved = characters[last] ?? ''
    characters[last] = characters[other] ?? ''
    characters[other] = moved
  }
  return characters.join('')
}
