/**
 * Runs inside the page, so it uses nothing from outside itself. Returns one line for each problem found among what is
 * visible. Contrast is computed against the colours of the element's ancestors; a picture behind a text is not seen.
 */
export function accessibilityProblems(): string[] {
  type Colour = { red: number; green: number; blue: number; alpha: number }
  const problems: string[] = []
  const visible = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(selector)].filter(visible)
  const words = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const tag = (element: Element) => (element.cloneNode(false) as Element).outerHTML.slice(0, 120)

  const describedElsewhere = (element: Element) => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
    const referred = ids.map(id => document.getElementById(id)?.textContent).join('')
    return words(`${element.getAttribute('aria-label') ?? ''}${referred}${element.getAttribute('title') ?? ''}`) !== ''
  }

  if (document.documentElement.lang !== 'zh-CN') problems.push(`lang is «${document.documentElement.lang}», not zh-CN`)
  if (words(document.title) === '') problems.push('the page has no title')
  const headings = all('h1')
  if (headings.length !== 1) problems.push(`${headings.length} h1 instead of one`)

  const fields = 'input:not([type=hidden],[type=submit],[type=reset],[type=button],[type=image]), select, textarea'
  for (const field of all<HTMLInputElement>(fields)) {
    const labelled = [...(field.labels ?? [])].some(label => words(label.textContent) !== '')
    if (!labelled && !describedElsewhere(field)) problems.push(`no label: ${tag(field)}`)
  }
  for (const image of all('img')) if (!image.hasAttribute('alt')) problems.push(`no alt: ${tag(image)}`)
  for (const control of all('button, a[href], [role=button], [role=link]')) {
    const pictured = [...control.querySelectorAll('img[alt], [aria-label]')]
    const named = pictured.some(part => words(part.getAttribute('alt') ?? part.getAttribute('aria-label')) !== '')
    if (words(control.textContent) === '' && !named && !describedElsewhere(control))
      problems.push(`no name: ${tag(control)}`)
  }

  // The canvas reads every colour that CSS can write, and gives it back as four bytes.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const parsed = new Map<string, Colour>()
  const parse = (css: string): Colour => {
    const known = parsed.get(css)
    if (known || !canvas) return known ?? { red: 0, green: 0, blue: 0, alpha: 0 }
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = css
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
    const colour = { red, green, blue, alpha: alpha / 255 }
    parsed.set(css, colour)
    return colour
  }
  const over = (front: Colour, back: Colour): Colour => {
    const mix = (a: number, b: number) => a * front.alpha + b * (1 - front.alpha)
    return {
      red: mix(front.red, back.red),
      green: mix(front.green, back.green),
      blue: mix(front.blue, back.blue),
      alpha: 1,
    }
  }
  const luminance = ({ red, green, blue }: Colour) => {
    const linear = (byte: number) => (byte <= 10.31475 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const contrast = (a: Colour, b: Colour) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }
  // Every colour that may lie behind an element: of a gradient each of its stops.
  const behind = (element: Element | null): Colour[] => {
    if (!element) return [{ red: 255, green: 255, blue: 255, alpha: 1 }]
    const { backgroundColor, backgroundImage } = getComputedStyle(element)
    const own = parse(backgroundColor)
    const backs = own.alpha === 1 ? [own] : behind(element.parentElement).map(back => over(own, back))
    const stops = backgroundImage.match(/(?:rgba?|hsla?|oklab|oklch|color)\([^()]*\)/g) ?? []
    return stops.length === 0 ? backs : stops.flatMap(stop => backs.map(back => over(parse(stop), back)))
  }
  const opacity = (element: Element | null): number =>
    element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1

  const poor = new Map<string, string>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement
    const text = words(texts.currentNode.textContent)
    if (!parent || text === '' || !visible(parent) || parent.closest(':disabled, [aria-disabled=true], svg, noscript'))
      continue
    const box = parent.getBoundingClientRect()
    if (getComputedStyle(parent).display !== 'contents' && (box.width <= 1 || box.height <= 1)) continue
    const { color, fontSize, fontWeight } = getComputedStyle(parent)
    const size = Number.parseFloat(fontSize)
    const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5
    const ink = parse(color)
    const faded = { ...ink, alpha: ink.alpha * opacity(parent) }
    const ratio = Math.min(...behind(parent).map(back => contrast(over(faded, back), back)))
    if (ratio < needed)
      poor.set(
        `${color} ${tag(parent)}`,
        `contrast ${ratio.toFixed(2)} of ${needed}: «${text.slice(0, 20)}» ${tag(parent)}`,
      )
  }
  return [...problems, ...poor.values()]
}
