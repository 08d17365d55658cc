import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

/**
 * The staff console as Vite built it: files with a content hash in their name are kept for a year, everything else under
 * /console/ is the one page whose own router takes over.
 */
export const serveConsole: FastifyPluginAsync<{ folder: string }> = async (app, { folder }) => {
  app.get('/console', (_request, reply) => reply.redirect('/console/', 308))
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/console/*', (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send('工作台尚未构建：请用 npm start 启动'),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/console/',
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      const kept = path.includes('/assets/')
      reply.header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = (_request: unknown, reply: { sendFile: (name: string) => unknown }) => reply.sendFile('index.html')
  app.get('/console/', page)
  app.get('/console/*', page)
}
