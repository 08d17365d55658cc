import type { FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod'
import type { Result } from '../domain/result.ts'
import type { Day, Instant } from '../domain/time.ts'

/** A request as a handler is told of it: who asks, when, and what. */
export interface Ask<Query = unknown> {
  /** Empty where nobody is signed in; only routes for anybody see that. */
  readonly person: string
  readonly now: Instant
  readonly today: Day
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: unknown
  /** The client's own name for what it wants done: the same key again does nothing twice. */
  readonly key: string
  /** The version that the client's page showed, where it says so. */
  readonly expected: number | undefined
  readonly request: FastifyRequest
}

export type Access =
  /** Signed in or not. */
  | 'ANYBODY'
  /**
   * Anybody, and nothing is looked at or kept of who it is (CMP-004): no cookie, no address, no line in a log. One bucket for
   * everybody stands where other routes count by address.
   */
  | 'UNSEEN'
  /** Whoever holds an invitation's one-time link (E-14): its secret comes in a header, and no session is looked for. */
  | 'INVITEE'
  /** Signed in, even with a password that must be changed first (SEC-005). */
  | 'NEWCOMER'
  | 'STAFF'

/** One line of the table in routes.ts. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below /api/v1. */
  readonly url: string
  readonly summary: string
  readonly access: Access
  readonly query?: z.ZodType
  /** For the description only: forms are read by the rules they belong to, which say what is wrong with them. */
  readonly body?: z.ZodType
  /** Multipart instead of JSON. */
  readonly form?: true
  /** The body is one stream of bytes, which the handler reads piece by piece. */
  readonly stream?: true
  readonly status: 200 | 201 | 204
  /** What is answered; absent for 204, `FILE` for a download, `EVENTS` for a meeting as it goes, whose id `handle` gives. */
  readonly answers?: z.ZodType | 'FILE' | 'EVENTS'
  /** Whether the write needs an idempotency key. */
  readonly keyed?: true
  /** At most so many a minute from one address. */
  readonly perMinute?: number
  readonly handle: (ask: Ask<never>, reply: FastifyReply) => Promise<Result<unknown>>
}
