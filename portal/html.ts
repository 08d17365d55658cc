/** A piece of HTML that is safe to put into a page. Only {@link html} and {@link raw} make one. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** What a template may hold: text is escaped, HTML is taken as it is, lists are joined, and nothing at all is nothing. */
export type Fill = Html | string | number | false | null | undefined | readonly Fill[]

/**
 * A template whose values are escaped unless they are HTML already. Attributes must be written in double quotes; then no
 * value can leave its attribute or become an element.
 */
export function html(parts: TemplateStringsArray, ...fills: readonly Fill[]): Html {
  return new Html(parts.map((part, index) => part + textOf(fills[index])).join(''))
}

/** Text that is HTML already, of our own making: never anything that somebody typed. */
export const raw = (text: string): Html => new Html(text)

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function textOf(fill: Fill): string {
  if (fill === undefined || fill === null || fill === false) return ''
  if (fill instanceof Html) return fill.text
  return typeof fill === 'object' ? fill.map(textOf).join('') : escaped(String(fill))
}
