/** The button 重算 of a batch's page: all that is downloaded by a reader who does not press it. */
import { banner, element, type Piece } from './elements.ts'

const panel = document.getElementById('recompute-panel')
if (panel) mount(panel)

function mount(place: HTMLElement): void {
  const out = element('div', 'verify-out')
  out.setAttribute('role', 'status')
  const button = element('button', '', '重算') as HTMLButtonElement
  button.type = 'button'
  button.addEventListener('click', () => {
    // Not `disabled`: the button that has the focus would lose it.
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    void redrawn(place, out).finally(() => button.removeAttribute('aria-disabled'))
  })
  place.replaceChildren(element('p', 'verify-buttons', button), out)
}

async function redrawn({ dataset }: HTMLElement, out: HTMLElement): Promise<void> {
  const say = (sentence: string) => out.replaceChildren(element('p', 'verify-working', sentence))
  const { transcript = '', batch = '', log = '/log' } = dataset
  try {
    say('正在下载重算程序……')
    const { redraw } = await import('./redraw.ts')
    const pieces: readonly Piece[] = await redraw({ transcript, batch, log }, say)
    out.replaceChildren(element('div', '', ...pieces))
  } catch {
    const next = '请过一会儿刷新页面再按一次。没有做完不说明名单有错，也不说明没有错。'
    out.replaceChildren(banner('open', '没有做完：暂时取不到抽取记录。', next))
  }
}
