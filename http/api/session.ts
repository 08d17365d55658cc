import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { nameOfRole } from '../../domain/access.ts'
import { departmentsInOrder, departmentsOf, leadership, nameOf } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusePassword } from '../../domain/password.ts'
import { refusalOfForm } from '../../domain/perform.ts'
import { err, must, ok, type Result, refuse } from '../../domain/result.ts'
import { addDays } from '../../domain/time.ts'
import { changePassword, demoPassword, listAccounts, verifyAccount } from '../../store/accounts.ts'
import { closeSession, findSession, openSession, type Session, sweepSessions } from '../../store/sessions.ts'
import type { Store } from '../../store/store.ts'
import { edgeError } from '../errors.ts'
import { division, someone, type Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { settingOf } from '../rules.ts'
import { clearSessionCookie, mustChangeNow, setSessionCookie } from '../session.ts'
import type { SessionView } from './contract.ts'
import { viewingOf } from './viewing.ts'

const typed = (label: string, most: number) =>
  z
    .string({ error: issue => (issue.input === undefined ? `${label}必填` : `${label}应为文字`) })
    .min(1, { error: `${label}必填` })
    .max(most, { error: `${label}不得超过${most}个字符` })

export const signInForm = z.strictObject({ login: typed('登录名', 64), password: typed('口令', 200) })
export const passwordForm = z.strictObject({ current: typed('现在的口令', 200), next: typed('新口令', 200) })

/** GET /session, also when nobody is signed in. */
export async function show(store: Store, ask: Ask): Promise<Result<SessionView>> {
  return ok(await sessionView(store, await viewingOf(store, ask), ask.request.admitted.session))
}

/** POST /session. Whatever is wrong with a sign-in, the answer is the same. @throws EdgeError */
export async function signIn(
  store: Store,
  secure: boolean,
  ask: Ask,
  reply: FastifyReply,
): Promise<Result<SessionView>> {
  const form = signInForm.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm('SEC-004', form.error.issues[0]))
  const viewing = await viewingOf(store, ask)
  const rule = (key: string) => settingOf(viewing.rulebook, ask.today, key)
  const locks = { maxFail: rule('login.maxFail'), lockMinutes: rule('login.lockMinutes') }
  const account = await verifyAccount(store, form.data.login, form.data.password, locks, ask.now)
  if (!account) throw edgeError('WRONG_PASSWORD')
  const before = ask.request.admitted.token
  if (before) await closeSession(store, before, ask.now)
  // Somebody comes in: time to put away the keys of those who left without a word.
  await sweepSessions(store, rule('session.idleMinutes'), ask.now)
  return ok(await enter(store, viewing, account.login, account.person, secure, ask, reply))
}

/** A new session under a new token: an old one never becomes somebody's (session fixation). */
async function enter(
  store: Store,
  viewing: Viewing,
  login: string,
  person: string,
  secure: boolean,
  ask: Ask,
  reply: FastifyReply,
): Promise<SessionView> {
  const token = await openSession(store, login, ask.now)
  setSessionCookie(reply, token, secure)
  const session = must(await findSession(store, token, 1, ask.now), 'the session just opened')
  return sessionView(store, { ...viewing, person }, session)
}

/** DELETE /session */
export async function signOut(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<undefined>> {
  const { token } = ask.request.admitted
  if (token) await closeSession(store, token, ask.now)
  clearSessionCookie(reply)
  return ok(undefined)
}

/** POST /session/password: ends every session of the account and opens a new one here. */
export async function setPassword(
  store: Store,
  secure: boolean,
  ask: Ask,
  reply: FastifyReply,
): Promise<Result<SessionView>> {
  const form = passwordForm.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm('SEC-004', form.error.issues[0]))
  const { current, next } = form.data
  const { login, person } = must(ask.request.admitted.session, 'a session')
  const viewing = await viewingOf(store, ask)
  if (viewing.organisation.demo) {
    return err(refuse('NOT_SUPPORTED', 'SEC-005', '演示账号的口令是公开的，不能修改。'))
  }
  const rule = (key: string) => settingOf(viewing.rulebook, ask.today, key)
  const rules = { minLength: rule('password.minLength'), classes: rule('password.characterClasses') }
  const locks = { maxFail: rule('login.maxFail'), lockMinutes: rule('login.lockMinutes') }
  const known = await verifyAccount(store, login, current, locks, ask.now)
  if (!known) return err(refuse('INVALID', 'SEC-004', '现在的口令不正确。', 'current'))
  if (next === current) return err(refuse('INVALID', 'SEC-004', '新口令不得与现在的相同。', 'next'))
  const refusal = refusePassword(next, login, rules)
  if (refusal) return err(refusal)
  await changePassword(store, login, next, false, ask.now)
  return ok(await enter(store, viewing, login, person, secure, ask, reply))
}

async function sessionView(store: Store, viewing: Viewing, session: Session | undefined): Promise<SessionView> {
  const { organisation, rulebook, now, today } = viewing
  const { name, brand, platform, demo } = organisation
  const common = { demo, agency: { name, brand, platform }, now, today }
  const demoAccounts = demo ? { demoAccounts: await demoAccountsOf(store, viewing), demoPassword } : {}
  if (!session) return { signedIn: false, ...common, ...demoAccounts }
  const rotatedBefore = addDays(today, -settingOf(rulebook, today, 'password.rotateDays'))
  return {
    signedIn: true,
    ...common,
    csrf: session.csrf,
    mustChange: !demo && mustChangeNow(session, rotatedBefore),
    person: {
      ...someone(viewing, session.person),
      departments: departmentsOf(organisation, session.person, today).map(code => division(viewing, code)),
      roles: [...rolesInAgency({ ...viewing, person: session.person })].map(nameOfRole),
    },
    ...demoAccounts,
  }
}

/** Leaders first, then the divisions in the order of the plan: as one looks for a person there. */
async function demoAccountsOf(store: Store, viewing: Viewing): Promise<SessionView['demoAccounts']> {
  const { organisation, today } = viewing
  const leaders = leadership(organisation, today)
  const divisions = departmentsInOrder(organisation).map(d => d.code)
  const rank = (person: string): number => {
    const at = leaders.indexOf(person)
    if (at >= 0) return at
    return 100 + divisions.indexOf(departmentsOf(organisation, person, today)[0] ?? '')
  }
  const order = Object.keys(organisation.persons)
  return (await listAccounts(store))
    .toSorted((a, b) => rank(a.person) - rank(b.person) || order.indexOf(a.person) - order.indexOf(b.person))
    .map(({ login, person }) => ({ login, name: nameOf(organisation, person), title: someone(viewing, person).title }))
}
