/**
 * 监督举报 on the portal's page 监督问责: everything is written, sealed and opened here, in the memory of this page. It needs no
 * worker, no WebAssembly and no canvas, loads nothing besides itself, and talks to nobody but this site.
 */
import '../../verifier/jitless.ts'
import { element, type Piece } from '../../verifier/elements.ts'
import { whyNoSealing } from '../seal.ts'
import { beginReport } from './begin.ts'
import { button, buttons } from './controls.ts'
import { beginQuery } from './query.ts'
import { openScreen, type Screen } from './screen.ts'

function mount(desk: HTMLElement): void {
  const refusal = whyNoSealing()
  if (refusal) {
    desk.replaceChildren(element('p', 'note', `${refusal.sentence}也可以改用信函、来访、电话。`))
    return
  }
  const offline = desk.dataset.offline ?? ''
  const screen: Screen = openScreen(desk, () =>
    closedView(
      () => beginReport(screen, offline),
      () => beginQuery(screen),
    ),
  )
  screen.close()
}

const closedView = (report: () => unknown, query: () => unknown): readonly Piece[] => [
  element(
    'p',
    '',
    '不用注册，不用登录，可以匿名。写好以后由您的浏览器加密，只有应当受理的小组成员能打开，网站管理员打不开。',
  ),
  buttons(button('我要举报', '', report), button('凭查询码查询', 'second', query)),
]

const place = document.getElementById('report-desk')
if (place) mount(place)
