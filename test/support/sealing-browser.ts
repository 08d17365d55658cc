/** A page with the sealing room's code in it, under a policy as strict as the portal's, in the browser of the tests. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { build } from 'vite'
import { withoutEval } from '../../sealing/without-eval.config.ts'
import { openBrowser, openPage } from '../browser/support.ts'

export interface SealingPage {
  readonly page: Page
  /** To the whole browser: its processes. */
  readonly browserSession: CDPSession
  /** What the page wrote into its console, and whatever it asked for besides itself. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
const HTML =
  '<!doctype html><meta charset="utf-8"><title>演示</title><input type="file"><script src="/page.js"></script>'

export async function openSealingPage(): Promise<SealingPage> {
  const script = await bundled()
  const server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', POLICY)
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(url === '/page.js' ? script : HTML)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // WebAuthn takes no address for a name.
  const base = `http://localhost:${(server.address() as AddressInfo).port}/`
  const { browser, close } = await openBrowser()
  const page = await openPage(browser)
  const complaints: string[] = []
  page.on('console', message => complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => {
    if (!request.url().startsWith(base)) complaints.push(request.url())
  })
  await page.goto(base)
  return {
    page,
    browserSession: await browser.newBrowserCDPSession(),
    complaints,
    close: async () => {
      await close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [withoutEval()],
    build: {
      write: false,
      target: ['chrome109', 'firefox115', 'safari16'],
      rolldownOptions: {
        input: join(import.meta.dirname, '../sealing/in-browser.ts'),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}
