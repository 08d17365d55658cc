import type { MailboxAnswer } from './api.ts'

/** An opened mailbox, in the memory of this page. */
export interface Case {
  readonly number: string
  readonly token: string
  /** `AGE-SECRET-KEY-1…` of the mailbox: opens the replies. */
  readonly identity: string
  readonly answer: MailboxAnswer
}
