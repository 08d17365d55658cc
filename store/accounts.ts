import { hash, verify } from '@node-rs/argon2'
import type { Instant } from '../domain/time.ts'
import { logSecurity } from './security-log.ts'
import type { Store } from './store.ts'

/** Who may sign in, and as whom. People and posts are events; this is only the key to the door. */
export interface NewAccount {
  readonly login: string
  readonly person: string
  readonly password: string
  /** Whether the password must be changed before anything else is done (SEC-005). */
  readonly mustChange: boolean
}

export interface Account {
  readonly login: string
  readonly person: string
  readonly mustChange: boolean
  readonly changedAt: Instant
}

export interface LockRules {
  readonly maxFail: number
  readonly lockMinutes: number
}

/** Everybody's in a demonstration, and printed on its sign-in page. No other account ever gets it (SEC-005). */
export const demoPassword = 'Yangguang#2026'

/** @returns false when the login or the person has an account already. */
export async function createAccount(store: Store, account: NewAccount, now: Instant): Promise<boolean> {
  const made = await insertAccounts(store, [account], await hash(account.password), account.mustChange, now)
  if (made === 1) await logSecurity(store, 'ACCOUNT_CREATED', account.login, now)
  return made === 1
}

/** One account a person, the id being the login; all have the demonstration's password. Only for demo databases. */
export async function createDemoAccounts(store: Store, people: readonly string[], now: Instant): Promise<void> {
  const accounts = people.map(person => ({ login: person, person }))
  // One hash for all: the password is public, so one salt hides as much as sixty, in a sixtieth of the time.
  await insertAccounts(store, accounts, await hash(demoPassword), false, now)
}

async function insertAccounts(
  store: Store,
  accounts: readonly { login: string; person: string }[],
  password_hash: string,
  must_change: boolean,
  now: Instant,
): Promise<number> {
  const { organ } = store
  const result = await store.database.kysely
    .insertInto('account')
    .values(
      accounts.map(({ login, person }) => ({ organ, login, person, password_hash, must_change, changed_at: now })),
    )
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows)
}

// Counted before the password is looked at, so that guesses sent all at once are no more than `maxFail` either.
const ATTEMPT = `
update account
   set failures = case when failures + 1 >= $4 then 0 else failures + 1 end,
       locked_until = case when failures + 1 >= $4 then $3::timestamptz + make_interval(mins => $5) else null end
 where organ = $1 and login = $2 and not disabled and (locked_until is null or locked_until <= $3)
returning person, password_hash, must_change, changed_at, locked_until is not null as locks`

interface AttemptRow {
  readonly person: string
  readonly password_hash: string
  readonly must_change: boolean
  readonly changed_at: Date
  readonly locks: boolean
}

/**
 * Who this is, if the password is theirs (SEC-004). A wrong password, an unknown login, a locked or a disabled account all
 * answer alike and take the same time: nobody learns here which logins exist.
 */
export async function verifyAccount(
  store: Store,
  login: string,
  password: string,
  rules: LockRules,
  now: Instant,
): Promise<Account | undefined> {
  const { rows } = await store.database.pool.query<AttemptRow>(ATTEMPT, [
    store.organ,
    login,
    now,
    rules.maxFail,
    rules.lockMinutes,
  ])
  const row = rows[0]
  if (!(await verify(row?.password_hash ?? (await hashOfNobody), password)) || !row) {
    await logSecurity(store, row?.locks ? 'LOCKED' : 'LOGIN_FAILED', row ? login : UNKNOWN, now)
    return undefined
  }
  await store.database.pool.query(
    'update account set failures = 0, locked_until = null where organ = $1 and login = $2',
    [store.organ, login],
  )
  return { login, person: row.person, mustChange: row.must_change, changedAt: row.changed_at.toISOString() }
}

// What was typed into the login field of nobody's account may well be a password: it is not written down.
const UNKNOWN = '（无此账号或已锁定、停用）'
const hashOfNobody = hash('nobody signs in with this')

/** Sets a new password and ends every session of the account. @returns false when there is no such account. */
export async function changePassword(
  store: Store,
  login: string,
  password: string,
  mustChange: boolean,
  now: Instant,
): Promise<boolean> {
  const result = await store.database.kysely
    .updateTable('account')
    .set({
      password_hash: await hash(password),
      must_change: mustChange,
      changed_at: now,
      failures: 0,
      locked_until: null,
    })
    .where('organ', '=', store.organ)
    .where('login', '=', login)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return false
  await endSessionsOf(store, login)
  await logSecurity(store, 'PASSWORD_CHANGED', login, now)
  return true
}

/** Nobody signs in with it any more, and who is signed in is no longer. @returns false when there is no such account. */
export async function disableAccount(store: Store, login: string, now: Instant): Promise<boolean> {
  const result = await store.database.kysely
    .updateTable('account')
    .set({ disabled: true })
    .where('organ', '=', store.organ)
    .where('login', '=', login)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return false
  await endSessionsOf(store, login)
  await logSecurity(store, 'ACCOUNT_DISABLED', login, now)
  return true
}

async function endSessionsOf(store: Store, login: string): Promise<void> {
  await store.database.kysely
    .deleteFrom('session')
    .where('organ', '=', store.organ)
    .where('login', '=', login)
    .execute()
}

/** Every account that can sign in. */
export async function listAccounts(store: Store): Promise<readonly { login: string; person: string }[]> {
  return store.database.kysely
    .selectFrom('account')
    .select(['login', 'person'])
    .where('organ', '=', store.organ)
    .where('disabled', '=', false)
    .orderBy('login')
    .execute()
}
