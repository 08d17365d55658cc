/** A piece of a page, or words for one; nothing at all is left out. */
export type Piece = Node | string | undefined | false

/** Makes an element. Words become text and never markup, whatever they hold. */
export function element(tag: string, className: string, ...pieces: readonly Piece[]): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...pieces.filter(piece => piece !== undefined && piece !== false))
  return made
}

export function list(className: string, items: readonly Piece[]): HTMLElement {
  return element(
    'ul',
    className,
    ...items.map(item => (item instanceof HTMLLIElement ? item : element('li', '', item))),
  )
}

/** Something to unfold. */
export function fold(summary: string, open: boolean, ...pieces: readonly Piece[]): HTMLElement {
  const made = element('details', '', element('summary', '', summary), ...pieces) as HTMLDetailsElement
  made.open = open
  return made
}

export type Tone = 'good' | 'bad' | 'open'

const signs = { good: '✓', bad: '×', open: '!' } as const
const meanings = { good: '通过：', bad: '没有通过：', open: '未证实：' } as const

/** The result in one line, with what it rests on below. */
export function banner(tone: Tone, headline: string, summary = ''): HTMLElement {
  const words = element('p', '', element('strong', '', headline), summary !== '' && element('span', 'under', summary))
  return element('div', `verify-result ${tone}`, sign(tone), words)
}

/** One thing that was looked at: a sign for the eye, the same in words for whoever listens, and a sentence. */
export function toned(tone: Tone, sentence: string): HTMLElement {
  return element('li', tone, sign(tone), element('span', 'aside', meanings[tone]), element('span', '', sentence))
}

function sign(tone: Tone): HTMLElement {
  const made = element('span', `sign ${tone}`, signs[tone])
  made.setAttribute('aria-hidden', 'true')
  return made
}
