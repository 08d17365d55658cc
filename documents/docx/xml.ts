import { XMLParser } from 'fast-xml-parser'

/** An element as its parts: attributes begin with `@`, children stand under their names, text under `#text`. */
export interface Element {
  readonly [name: string]: unknown
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
})

export const parseXml = (xml: string): Element => parser.parse(xml) as Element

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  const found = element?.[name]
  // An element with nothing in it is read as the empty text.
  return Array.isArray(found) ? found.map(child => (typeof child === 'object' ? child : { '#text': child })) : []
}

export const childOf = (element: Element | undefined, name: string): Element | undefined => childrenOf(element, name)[0]

/** An attribute of WordprocessingML, by its name without prefix. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  const found = element?.[`@w:${name}`]
  return typeof found === 'string' ? found : undefined
}

/** Every element of this name at any depth; those within one another are not told apart. */
export function deepOf(element: Element, name: string): readonly Element[] {
  return Object.keys(element)
    .filter(key => Array.isArray(element[key]))
    .flatMap(key =>
      childrenOf(element, key).flatMap(child => [...(key === name ? [child] : []), ...deepOf(child, name)]),
    )
}

/** The words of a paragraph, run by run. */
export function textOf(paragraph: Element): string {
  return deepOf(paragraph, 'w:r')
    .flatMap(run => childrenOf(run, 'w:t'))
    .map(({ '#text': text }) => (Array.isArray(text) ? text.join('') : String(text ?? '')))
    .join('')
}
