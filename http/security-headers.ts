import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Ant Design writes its styles into the page; only the console's pages may, and no page runs a script written into it. */
const styleSources = ({ url = '' }: { url?: string | undefined }) =>
  url === '/console' || url.startsWith('/console/') ? "'self' 'unsafe-inline'" : "'self'"

/** What browsers are told to refuse for us, on every answer. @param secure whether they reach us by https only. */
export async function setSecurityHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: [styleSources],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: secure,
    // Plain http in an office network: browsers ignore these there and complain about it.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  })
}
