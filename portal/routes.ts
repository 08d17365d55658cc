import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf, type Instant } from '../domain/time.ts'
import { readAgency } from '../store/views/agency.ts'
import { isLogTroubled } from '../store/views/log-entries.ts'
import { readSiteSettings, type Store } from '../store/views/public.ts'
import { findTranscript } from '../store/views/public-supervision.ts'
import { type Asset, FONT_BASE, findAsset } from './assets.ts'
import { flowSvg } from './flow.ts'
import { fontFile } from './fonts.ts'
import { type Frame, type Page, renderPage } from './layout.ts'
import { aboutPage } from './pages/about.ts'
import { boardPage, boardsPage } from './pages/boards.ts'
import { catalogueCsv, cataloguePage } from './pages/catalogue.ts'
import { failedPage, notFoundPage } from './pages/failures.ts'
import { homePage } from './pages/home.ts'
import { itemPage } from './pages/item.ts'
import { logPage } from './pages/log.ts'
import { matterPage } from './pages/matter.ts'
import { mattersCsv, mattersPage } from './pages/matters.ts'
import { meetingPage } from './pages/meeting.ts'
import { meetingsPage } from './pages/meetings.ts'
import { organisationPage } from './pages/organisation.ts'
import { outcomesPage } from './pages/outcomes.ts'
import { regimePage } from './pages/regime.ts'
import { rulesPage } from './pages/rules.ts'
import { spotCheckPage } from './pages/spot-check.ts'
import { spotChecksPage } from './pages/spot-checks.ts'
import { supervisionPage } from './pages/supervision.ts'
import { tiersPage } from './pages/tiers.ts'
import { findItem, publicAgencyOf } from './public-agency.ts'
import type { Query } from './query.ts'
import { boardOfSlug } from './words.ts'

export interface PortalParts {
  readonly store: Store
  /** The hour, which in a demonstration is not the machine's (docs/decisions/0005). */
  readonly clock: { readonly now: () => Instant }
  /** The verifier key of the transparency log, as `/log/vkey` says it; absent where there is no log. */
  readonly vkey?: string
}

type Found = Page | undefined

/** Every address of the portal, to be mounted at '/'. Whatever no part of the program answers is answered here. */
export function portalRoutes({ store, clock, vkey }: PortalParts): FastifyPluginAsync {
  const frameOf = async (request: FastifyRequest): Promise<Frame> => {
    const now = clock.now()
    const today = dayOf(now)
    const [agency, site, logTroubled] = await Promise.all([
      readAgency(store),
      readSiteSettings(store),
      isLogTroubled(store),
    ])
    const base = baseOf(request, site.domain)
    return { agency: publicAgencyOf(agency, today), site, now, today, path: pathOf(request), base, logTroubled }
  }

  return async app => {
    const page = (path: string, make: (frame: Frame, request: FastifyRequest) => Found | Promise<Found>) =>
      app.get(path, async (request, reply) => {
        const frame = await frameOf(request)
        return sendPage(request, reply, frame, (await make(frame, request)) ?? notFoundPage)
      })

    page('/', frame => homePage(store, frame))
    page('/boards', frame => boardsPage(store, frame))
    page('/boards/:board', (frame, request) => {
      const board = boardOfSlug(named(request, 'board'))
      return board && boardPage(store, frame, board)
    })
    page('/tiers', frame => tiersPage(store, frame))
    page('/meetings', (frame, request) => meetingsPage(store, frame, request.query as Query))
    page('/meetings/:id', (frame, request) => meetingPage(store, frame, named(request, 'id')))
    page('/catalogue', (frame, request) => cataloguePage(frame, request.query as Query))
    page('/catalogue/:item', (frame, request) => itemPage(store, frame, named(request, 'item')))
    page('/matters', (frame, request) => mattersPage(store, frame, request.query as Query))
    page('/matters/:id', (frame, request) => matterPage(store, frame, named(request, 'id')))
    page('/organisation', frame => organisationPage(store, frame))
    page('/rules', rulesPage)
    page('/rules/:document', (frame, request) => regimePage(frame, named(request, 'document')))
    page(REPORT_PAGE, frame => supervisionPage(store, frame))
    page('/spot-checks', () => spotChecksPage(store))
    page('/spot-checks/:id', (frame, request) => spotCheckPage(store, frame, named(request, 'id')))
    page('/outcomes', () => outcomesPage(store))
    page('/about', aboutPage)
    page('/log', frame => logPage(store, frame, vkey))
    // Not a route '/*': that would answer for the parts of the program that have an answer of their own (/api).
    app.setNotFoundHandler(async (request, reply) => sendPage(request, reply, await frameOf(request), notFoundPage))

    app.get('/catalogue.csv', async (request, reply) => {
      const frame = await frameOf(request)
      const name = `职权目录第${frame.agency.catalogue?.version ?? 0}版.csv`
      return sendFile(request, reply, 'text/csv; charset=utf-8', name, catalogueCsv(frame))
    })
    app.get('/matters.csv', async (request, reply) => {
      const frame = await frameOf(request)
      const text = await mattersCsv(store, frame, request.query as Query)
      return sendFile(request, reply, 'text/csv; charset=utf-8', '公开办件.csv', text)
    })
    app.get('/log/verify.py', async (request, reply) => {
      const text = await readFile(join(import.meta.dirname, '../docs/verify.py'), 'utf8')
      return sendFile(request, reply, 'text/x-python; charset=utf-8', 'verify.py', text)
    })
    app.get('/spot-checks/draw.py', async (request, reply) => {
      const text = await readFile(join(import.meta.dirname, '../docs/draw.py'), 'utf8')
      return sendFile(request, reply, 'text/x-python; charset=utf-8', 'draw.py', text)
    })
    app.get('/spot-checks/:id/transcript.json', async (request, reply) => {
      const id = named(request, 'id')
      const transcript = await findTranscript(store, id)
      if (!transcript) return sendPage(request, reply, await frameOf(request), notFoundPage)
      const text = JSON.stringify(transcript)
      return sendFile(request, reply, 'application/json; charset=utf-8', `抽取记录-${id}.json`, text)
    })
    app.get('/catalogue/:item/flow.svg', async (request, reply) => {
      const frame = await frameOf(request)
      const found = findItem(frame.agency, named(request, 'item'), frame.today)
      if (!found) return sendPage(request, reply, frame, notFoundPage)
      return sendFile(request, reply, 'image/svg+xml', `${found.item.name}流程图.svg`, flowSvg(found.item).text)
    })

    app.get(`${FONT_BASE}:file`, async (request, reply) => {
      const name = named(request, 'file')
      if (name === 'fonts.css') return sendAsset(request, reply, findAsset('fonts/fonts.css'))
      const path = fontFile(name)
      if (!path) return reply.code(404).type('text/plain').send('')
      return reply
        .header('cache-control', FOR_EVER)
        .type('font/woff2')
        .send(await readFile(path))
    })
    app.get('/assets/:file', async (request, reply) => sendAsset(request, reply, findAsset(named(request, 'file'))))

    app.addHook('onSend', async (request, reply) => {
      const headers = request.routeOptions.url === REPORT_PAGE ? reportHeaders : safetyHeaders
      for (const [name, value] of Object.entries(headers)) reply.header(name, value)
    })
    app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      // What a visitor sent wrongly is, to a reader, a page that is not there.
      const unreadable = error.statusCode !== undefined && error.statusCode < 500
      if (!unreadable) request.log.error(error)
      return sendFailure(request, reply, unreadable ? notFoundPage : failedPage, frameOf)
    })
  }
}

const FOR_EVER = 'public, max-age=31536000, immutable'
// A shared cache may keep a page for half a minute; a browser asks each time and mostly hears «unchanged».
const BRIEFLY = 'public, max-age=0, must-revalidate, s-maxage=30'

const safetyHeaders = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const

/** Where reports are written. */
const REPORT_PAGE = '/supervision'

/**
 * S122, CMP-004: on the page where somebody writes a report, no script but the site's own files runs, it can talk to nobody
 * else, tells nobody where it was, and is kept by no cache: not to be found there, and never an old script.
 */
const reportHeaders = {
  ...safetyHeaders,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const

/** Where the public reaches this site: by its own name, once that is filled in; until then as this reader did. */
function baseOf(request: FastifyRequest, domain: string): string {
  if (domain !== '') return `https://${domain.replace(/^https?:\/\//i, '').replace(/\/+$/, '')}`
  return `${request.protocol}://${/^[\w.:[\]-]{1,255}$/.test(request.host) ? request.host : 'localhost'}`
}

const pathOf = (request: FastifyRequest): string => request.url.replace(/[?#].*$/s, '')

/** A parameter of the path. What has a character that no code has, or is too long for one, names nothing. */
function named(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, string | undefined>)[name] ?? ''
  return /^[A-Za-z0-9_.@/-]{1,64}$/.test(value) ? value : ''
}

function sendPage(request: FastifyRequest, reply: FastifyReply, frame: Frame, page: Page): FastifyReply {
  reply.code(page.status ?? 200).type('text/html; charset=utf-8')
  return sendTagged(request, reply, renderPage(page, frame))
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  name: string,
  text: string,
): FastifyReply {
  reply.type(type).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return sendTagged(request, reply, text)
}

function sendTagged(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  reply.header('cache-control', BRIEFLY).header('etag', tag)
  return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.send(text)
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset | undefined): FastifyReply {
  if (!asset) return reply.code(404).type('text/plain').send('')
  const current = asset.named || (request.query as Query).v === asset.digest
  reply
    .type(asset.type)
    .header('cache-control', current ? FOR_EVER : BRIEFLY)
    .header('etag', `"${asset.digest}"`)
  if (request.headers['if-none-match'] === `"${asset.digest}"`) return reply.code(304).send()
  reply.header('vary', 'accept-encoding')
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    ? reply.header('content-encoding', 'gzip').send(asset.zipped)
    : reply.send(asset.content)
}

/** The page of a failure needs the agency's name, which may be what failed: then it says so without a frame. */
async function sendFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  frameOf: (request: FastifyRequest) => Promise<Frame>,
): Promise<FastifyReply> {
  try {
    return sendPage(request, reply, await frameOf(request), page)
  } catch {
    return reply.code(503).type('text/plain; charset=utf-8').send('平台暂时打不开，请过几分钟再试。')
  }
}
