import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addDays, dayOf, type Instant } from '../domain/time.ts'
import type { Clock } from '../store/clock.ts'
import { findSession, type Session } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { readAgency } from '../store/views/agency.ts'
import { edgeError } from './errors.ts'
import type { Route } from './route.ts'
import { settingOf } from './rules.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `admit`: who is signed in, when the request came, and what it wants done under which name. */
    admitted: Admission
  }
}

export interface Admission {
  readonly session: Session | undefined
  /** The token of the cookie, if it was signed by us. */
  readonly token: string | undefined
  /** SHA-256, hexadecimal, of an invitation's secret; only where the route is for those who hold one. */
  readonly link?: string | undefined
  readonly now: Instant
  readonly key: string
  readonly expected: number | undefined
}

const COOKIE = 'yangguang'

/** Everything about a request that can be judged by its headers, before its body is read. @throws EdgeError */
export async function admit(store: Store, clock: Clock, route: Route, request: FastifyRequest): Promise<Admission> {
  const now = clock.now()
  if (route.access === 'UNSEEN') return admitUnseen(now, route, request)
  if (route.access === 'INVITEE') return admitInvited(now, route, request)
  const { organisation, rulebook } = await readAgency(store)
  const today = dayOf(now)
  const token = tokenOf(request)
  const session = token && (await findSession(store, token, settingOf(rulebook, today, 'session.idleMinutes'), now))
  if (route.access !== 'ANYBODY' && !session) throw edgeError('NOT_SIGNED_IN')
  if (session && route.access === 'STAFF' && !organisation.demo) {
    const rotatedBefore = addDays(today, -settingOf(rulebook, today, 'password.rotateDays'))
    if (mustChangeNow(session, rotatedBefore)) throw edgeError('PASSWORD_CHANGE_REQUIRED')
  }
  if (route.method !== 'GET') refuseForgery(route, request, session || undefined)
  return { session: session || undefined, token, now, key: keyOf(route, request), expected: versionOf(request) }
}

/** CMP-004: nobody's cookie is read, and no key of the sender's own making is taken that could be joined with another. */
function admitUnseen(now: Instant, route: Route, request: FastifyRequest): Admission {
  if (route.method !== 'GET') refuseForeign(request)
  return { session: undefined, token: undefined, now, key: '', expected: undefined }
}

/**
 * E-14: no cookie is read, so that nobody's browser can be made to act by another site's page; a header that such a page
 * cannot set carries the secret. What is no secret finds nothing later, as an unknown one does.
 */
function admitInvited(now: Instant, route: Route, request: FastifyRequest): Admission {
  if (route.method !== 'GET') refuseForeign(request)
  const secret = /^Invitation ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
  const link = secret && hash('sha256', secret)
  return { session: undefined, token: undefined, link, now, key: keyOf(route, request), expected: versionOf(request) }
}

/** SEC-005 a first password, SEC-004 one that has served its time. */
export function mustChangeNow(session: Session, rotatedBefore: string): boolean {
  return session.mustChange || dayOf(session.passwordChangedAt) < rotatedBefore
}

function tokenOf(request: FastifyRequest): string | undefined {
  const signed = request.cookies[COOKIE]
  if (signed === undefined) return undefined
  const { valid, value } = request.unsignCookie(signed)
  return valid ? value : undefined
}

/** Another site's page can make a browser send the cookie; it cannot know the token, nor hide where it comes from. */
function refuseForgery(route: Route, request: FastifyRequest, session: Session | undefined): void {
  refuseForeign(request)
  if (route.access !== 'ANYBODY' && session?.csrf !== request.headers['x-csrf-token']) throw edgeError('CSRF')
}

function refuseForeign(request: FastifyRequest): void {
  if (request.headers['sec-fetch-site'] === 'cross-site') throw edgeError('CSRF')
}

function keyOf(route: Route, request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (!route.keyed) return ''
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{8,100}$/.test(key)) throw edgeError('KEY_MISSING')
  return key
}

function versionOf(request: FastifyRequest): number | undefined {
  const version = request.headers['if-match']
  if (version === undefined) return undefined
  const digits = /^"(\d{1,9})"$/.exec(version)?.[1]
  if (digits === undefined) throw edgeError('VERSION_MALFORMED')
  return Number(digits)
}

/** @param secure whether browsers reach the platform by https only. */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, signed: true })
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/' })
}
