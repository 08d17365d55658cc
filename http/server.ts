import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { SignerKey } from '../domain/log/key.ts'
import type { LogSource } from '../domain/log/source.ts'
import { refusalOfForm } from '../domain/perform.ts'
import { dayOf } from '../domain/time.ts'
import type { Clock } from '../store/clock.ts'
import { drainOutbox } from '../store/outbox.ts'
import { sessionSecret } from '../store/session-secret.ts'
import type { Store } from '../store/store.ts'
import type { ReportSettings } from './api/report-desk.ts'
import { mostBodyBytes, readJsonBodies } from './body.ts'
import { answerErrors, sendProblem, withoutEcho } from './error-handler.ts'
import { edgeError, edgeProblem, nothingThere, problemOf } from './errors.ts'
import { addHealthRoutes } from './health.ts'
import { type LiveMeetings, liveMeetings } from './live.ts'
import { describeApi, schemaOf } from './openapi.ts'
import type { Ask, Route } from './route.ts'
import { routesOf } from './routes.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { admit } from './session.ts'

export interface ServerParts {
  readonly store: Store
  readonly config: {
    readonly dataDir: string
    readonly logLevel: string
    /** Whether browsers reach the platform by https only: then the session cookie is for https only as well. */
    readonly secureCookies?: boolean
    /** The address by which browsers reach the platform, where it is known. */
    readonly publicUrl?: string
  }
  readonly clock: Clock
  /** Where the log's published files are; without them, receipts carry no proofs. */
  readonly tiles?: LogSource
  /** The log's own key, which signs receipts; without it there are none. */
  readonly signer?: SignerKey
  /** How reports are taken, where not as usual. */
  readonly reports?: ReportSettings
  /** Where log lines go; standard output when absent. */
  readonly log?: { readonly write: (line: string) => void }
  /** How often those who follow a meeting are looked at; every quarter of a minute when absent. */
  readonly heartbeatMs?: number
}

export const apiBase = '/api/v1'

/** The HTTP edge with the API, /openapi.json, /healthz and /readyz. Not listening yet: more may be mounted on it first. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { store, config, clock, tiles, signer, reports, log, heartbeatMs } = parts
  const secure = config.secureCookies ?? false
  const app = Fastify({
    logger: {
      level: config.logLevel,
      ...(log ? { stream: log } : {}),
      serializers: { req: requestForLog, res: replyForLog, err: errorForLog },
    },
    bodyLimit: mostBodyBytes,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    genReqId: requestNumbers(),
  })
  app.setValidatorCompiler(() => value => ({ value }))
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('admitted')
  answerErrors(app)
  await setSecurityHeaders(app, secure)
  await app.register(cookie, { secret: sessionSecret(config.dataDir) })
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => edgeError('TOO_MANY') })
  await app.register(multipart)
  await describeApi(app)
  addHealthRoutes(app, store)
  const live = liveMeetings({ store, clock, log: app.log, heartbeatMs })
  app.addHook('preClose', live.close)
  await app.register(
    async api => {
      readJsonBodies(api)
      api.setNotFoundHandler((_request, reply) => sendProblem(reply, edgeProblem('NO_ROUTE')))
      const settings = { publicUrl: config.publicUrl, tiles, signer, reports }
      const routes = routesOf(store, config.dataDir, secure, settings)
      for (const route of routes.filter(({ stream }) => !stream)) addRoute(api, store, clock, route, live)
      await api.register(async streamed => {
        streamed.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))
        for (const route of routes.filter(({ stream }) => stream)) addRoute(streamed, store, clock, route, live)
      })
      answerUnknownReports(api)
      tellPeopleAfterWrites(api, store)
    },
    { prefix: apiBase },
  )
  return app
}

function addRoute(api: FastifyInstance, store: Store, clock: Clock, route: Route, live: LiveMeetings): void {
  api.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    ...(route.perMinute ? { config: { rateLimit: { max: route.perMinute, timeWindow: 60_000 } } } : {}),
    ...(route.access === 'UNSEEN' ? unseen(`${route.method} ${route.url}`) : {}),
    onRequest: async (request, reply) => {
      // What the API says is for this person now; no cache on the way keeps it.
      reply.header('cache-control', 'no-store')
      request.admitted = await admit(store, clock, route, request)
    },
    handler: async (request, reply) => answer(route, request, reply, live),
  })
}

/** CMP-004: no line is logged of a request, whatever happens to it. */
const unseen = (name: string) => ({ logLevel: 'silent' as const, config: { unseen: name } })

/** A wrong address below theirs is asked for by the same people. */
function answerUnknownReports(api: FastifyInstance): void {
  api.all('/report/*', { ...unseen('/report/*'), schema: { hide: true } }, (_request, reply) =>
    sendProblem(reply, edgeProblem('NO_ROUTE')),
  )
}

/** Numbers of requests in the log's lines: a gap between two of them would tell that a report came between. */
function requestNumbers(): (request: { readonly url?: string | undefined }) => string {
  let last = 0
  return ({ url = '' }) => (/^\/(?:api\/v1\/)?report(?:[/?]|$)/.test(url) ? '' : `req-${(++last).toString(36)}`)
}

async function answer(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  live: LiveMeetings,
): Promise<FastifyReply> {
  const params = request.params as Record<string, string>
  // What no id looks like names nothing; PostgreSQL would stumble over some of it.
  if (Object.values(params).some(value => !/^[A-Za-z0-9_.@/-]{1,160}$/.test(value))) {
    return sendProblem(reply, problemOf(nothingThere))
  }
  const query = route.query?.safeParse(request.query)
  if (query && !query.success) return sendProblem(reply, problemOf(refusalOfForm('SEC-009', query.error.issues[0])))
  const { session, now, key, expected } = request.admitted
  const ask: Ask<never> = {
    person: session?.person ?? '',
    now,
    today: dayOf(now),
    params,
    // Read by the route's own schema just now; which type that gives, the table knows.
    query: query?.data as never,
    body: request.body,
    key,
    expected,
    request,
  }
  const result = await route.handle(ask, reply)
  if (!result.ok) {
    const problem = problemOf(result.error)
    return sendProblem(reply, route.access === 'UNSEEN' ? withoutEcho(problem) : problem)
  }
  if (route.answers === 'EVENTS') return live.join(request, reply, String(result.value))
  return reply.code(route.status).send(result.value)
}

/** Nobody waits for notices to be made: they are made after the answer has gone, and on closing what is left. */
function tellPeopleAfterWrites(api: FastifyInstance, store: Store): void {
  let telling: Promise<unknown> = Promise.resolve()
  api.addHook('onResponse', async (request, reply) => {
    if (request.method !== 'POST' || reply.statusCode >= 300) return
    telling = telling.then(() => drainOutbox(store)).catch(error => api.log.error(error, 'notices'))
  })
  api.addHook('onClose', () => telling.then(() => undefined))
}

/** Log lines hold no query strings, no bodies and no addresses of people: what was searched for is nobody's business. */
function requestForLog({ method, url, id }: FastifyRequest) {
  return { id, method, path: url.split('?')[0] }
}

function replyForLog({ statusCode }: { readonly statusCode?: number }) {
  return { statusCode }
}

/** Database errors carry the values that they stumbled over in other fields than these. */
function errorForLog({ name, message, stack, code }: Error & { readonly code?: string }) {
  return { type: name, message, stack: stack ?? '', ...(code ? { code } : {}) }
}
