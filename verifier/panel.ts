/**
 * The part of a matter's page that verifies it. This file is all that is downloaded by a reader who presses no button; what
 * verifies comes when one is pressed.
 */
import { banner, element, type Piece } from './elements.ts'

/** Shows what is going on while it works. */
type Say = (sentence: string) => void
type Work = (say: Say) => Promise<readonly Piece[]>

const panel = document.getElementById('verify-panel')
if (panel) mount(panel)

function mount(place: HTMLElement): void {
  const log = place.dataset.log ?? '/log'
  const shown = document.getElementById('shown')?.textContent ?? ''
  const verifying = announced()
  const replaying = announced()
  const verify = button('验证', '', verifying, async () => {
    const { verifyPage } = await import('./verify-page.ts')
    return say => verifyPage(log, shown, leafOnPaper(), say)
  })
  const replay = button('按规则重演', 'second', replaying, async () => {
    const { replayPage } = await import('./replay-page.ts')
    return say => replayPage(log, shown, say)
  })
  place.replaceChildren(element('p', 'verify-buttons', verify, replay), verifying, replaying)
  // Whoever comes from a sheet of paper came to verify.
  if (leafOnPaper() !== undefined) verify.click()
}

/** A place whose changes are read out to whoever does not see them. */
function announced(): HTMLElement {
  const made = element('div', 'verify-out')
  made.setAttribute('role', 'status')
  return made
}

function button(words: string, className: string, out: HTMLElement, load: () => Promise<Work>): HTMLButtonElement {
  const made = element('button', className, words) as HTMLButtonElement
  made.type = 'button'
  made.addEventListener('click', () => {
    // Not `disabled`: the button that has the focus would lose it.
    if (made.getAttribute('aria-disabled') === 'true') return
    made.setAttribute('aria-disabled', 'true')
    void perform(out, load).finally(() => made.removeAttribute('aria-disabled'))
  })
  return made
}

async function perform(out: HTMLElement, load: () => Promise<Work>): Promise<void> {
  const say: Say = sentence => out.replaceChildren(element('p', 'verify-working', sentence))
  // Browsers remember that a part of a program did not come, so that only a fresh page asks for it again.
  let next = '请刷新页面，再按一次。'
  try {
    say('正在下载验证程序……')
    const work = await load()
    next = '请再按一次。'
    out.replaceChildren(element('div', '', ...(await work(say))))
  } catch (error) {
    out.replaceChildren(...failure(error, next))
  }
}

function failure(error: unknown, next: string): readonly Node[] {
  const headline = navigator.onLine ? '没有做完：暂时读不到公开日志。' : '没有做完：这台设备现在没有连上网络。'
  const what = navigator.onLine ? `过一会儿${next}` : `连上网络以后${next}`
  const said = banner('open', headline, `${what}没有做完不说明本页有错，也不说明没有错。`)
  // What browsers say in words of their own helps nobody here.
  const why = error instanceof Error && /\p{Script=Han}/u.test(error.message) ? error.message : ''
  return why === '' ? [said] : [said, element('p', 'small', `原因：${why}`)]
}

/** The entry that a printed QR code names after `#leaf=`. */
function leafOnPaper(): string | undefined {
  return /^#leaf=([0-9a-f]{64})$/.exec(location.hash)?.[1]
}
