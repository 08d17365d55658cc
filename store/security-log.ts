import type { Instant } from '../domain/time.ts'
import type { Store } from './store.ts'

export type SecurityEvent =
  | 'LOGIN'
  | 'LOGIN_FAILED'
  | 'LOCKED'
  | 'LOGOUT'
  | 'PASSWORD_CHANGED'
  | 'ACCOUNT_CREATED'
  | 'ACCOUNT_DISABLED'

/** Entry-level security only (practice 3.16, SEC-007): what was done in business is in the events. */
export async function logSecurity(store: Store, kind: SecurityEvent, login: string, at: Instant): Promise<void> {
  await store.database.kysely.insertInto('security_log').values({ organ: store.organ, kind, login, at }).execute()
}
