import { faces } from '../layout.ts'

/**
 * word/fontTable.xml: every font of the paper, and what to take where it is not installed (DOC-003). A program that knows
 * none of the names takes one with the same kind of strokes, which the family says.
 */
export function fontTable(): string {
  const fonts = Object.values(faces).map(({ office, alternates }) => {
    const family = office === '黑体' ? 'swiss' : 'roman'
    return (
      `<w:font w:name="${office}"><w:altName w:val="${alternates.join(',')}"/>` +
      `<w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="fixed"/></w:font>`
    )
  })
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="${namespace}">${fonts.join('')}</w:fonts>`
}
