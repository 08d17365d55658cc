import type { FastifyInstance } from 'fastify'
import { isMigrated } from '../store/readiness.ts'
import type { Store } from '../store/store.ts'

/** /healthz: the process is alive. /readyz: it may be given work. Both without a word about what is wrong: that is logged. */
export function addHealthRoutes(app: FastifyInstance, store: Store): void {
  app.get('/healthz', { logLevel: 'silent', schema: { hide: true } }, async () => ({ status: 'alive' }))
  app.get('/readyz', { logLevel: 'warn', schema: { hide: true } }, async (request, reply) => {
    try {
      if (await isMigrated(store)) return { status: 'ready' }
      request.log.warn('migrations are not current')
    } catch (error) {
      request.log.warn(error, 'the database does not answer')
    }
    return reply.code(503).send({ status: 'not ready' })
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
