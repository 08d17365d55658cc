/** Where the page shows one thing at a time. Nothing of it is in the address, the title or the history. */
import { element, type Piece } from '../../verifier/elements.ts'
import { button, buttons } from './controls.ts'

export interface Screen {
  /** Shows a heading and what belongs to it, and moves the focus there. */
  readonly show: (heading: string, ...pieces: readonly Piece[]) => void
  /** Forgets everything and shows how it began. */
  readonly close: () => void
}

/** @param closed what stands in the place when nothing is open. */
export function openScreen(place: HTMLElement, closed: () => readonly Piece[]): Screen {
  const close = () => {
    place.replaceChildren(...closed().filter(piece => piece !== undefined && piece !== false))
    place.classList.remove('open')
  }
  const show: Screen['show'] = (heading, ...pieces) => {
    const title = element('h3', '', heading)
    title.tabIndex = -1
    const leave = buttons(button('清除并关闭', 'second', close))
    leave.classList.add('report-leave')
    place.replaceChildren(title, ...pieces.filter(piece => piece !== undefined && piece !== false), leave)
    place.classList.add('open')
    title.focus()
    place.scrollIntoView({ block: 'start' })
  }
  // Neither the back button nor a page that the browser set aside shows again what was written.
  addEventListener('pagehide', close)
  return { show, close }
}
