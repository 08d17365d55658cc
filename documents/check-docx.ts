import { partsOf } from './docx/parts.ts'
import { attribute, childOf, deepOf, type Element, parseXml, textOf } from './docx/xml.ts'
import { area, distances, type FaceName, faces, linePitch, markSize, page, pointsOf, red, sizes } from './layout.ts'
import type { PaperForm } from './paper.ts'

const requiredRolls = ['出席', '请假', '列席']

/** What a style must be: face, points of the characters, points from line to line. */
const styles: readonly (readonly [id: string, face: FaceName, size: number, line: number])[] = [
  ['PaperNumber', 'FANG', sizes.body, sizes.body + 2],
  ['PaperTitle', 'BIAOSONG', sizes.title, linePitch],
  ['PaperAddressee', 'FANG', sizes.body, linePitch],
  ['PaperText', 'FANG', sizes.body, linePitch],
  ['PaperHeading1', 'HEI', sizes.body, linePitch],
  ['PaperHeading2', 'KAI', sizes.body, linePitch],
  ['PaperAnnex', 'FANG', sizes.body, linePitch],
  ['PaperRoll', 'FANG', sizes.body, linePitch],
  ['PaperSignatory', 'FANG', sizes.body, linePitch],
  ['PaperDate', 'FANG', sizes.body, linePitch],
  ['PaperImprint', 'FANG', sizes.small, sizes.small + 8],
  ['PaperPageNumber', 'SONG', sizes.small, sizes.small],
]

/**
 * Reads a DOCX back and holds it against the numbers of GB/T 9704-2012 (DOC-002).
 * @returns one Chinese sentence a fault; none when it is as it should be.
 */
export async function checkDocx(file: Buffer, form: PaperForm): Promise<readonly string[]> {
  const parts = await partsOf(file, /^word\/(?:document|styles|fontTable|settings|(?:header|footer)\d+)\.xml$/)
  const part = (name: string): Element => parseXml(parts.get(`word/${name}.xml`) ?? '')
  const edges = [...parts].filter(([name]) => /(?:header|footer)\d+\.xml$/.test(name))
  const document = part('document')
  const section = deepOf(document, 'w:sectPr')[0] ?? {}
  return [
    ...checkPage(section),
    ...checkGrid(section),
    ...checkStyles(part('styles')),
    ...checkFonts(part('fontTable')),
    ...checkHead(
      document,
      section,
      edges.map(([, xml]) => parseXml(xml)),
      form,
    ),
    ...checkPageNumbers(
      section,
      part('settings'),
      edges.map(([, xml]) => parseXml(xml)),
      form,
    ),
    ...checkWords(document),
    ...(form === 'MINUTES' ? checkMinutes(document) : []),
  ]
}

const millimetres = (twips: string | undefined): number => (Number(twips) / 20 / 72) * 25.4
const fault = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : [])
const off = (found: number, wanted: number, by: number): boolean => !(Math.abs(found - wanted) <= by)

function checkPage(section: Element): readonly string[] {
  const size = childOf(section, 'w:pgSz')
  const margin = childOf(section, 'w:pgMar')
  const at = (name: string) => millimetres(attribute(margin, name))
  const [width, height] = [millimetres(attribute(size, 'w')), millimetres(attribute(size, 'h'))]
  const [top, left] = [at('top'), at('left')]
  const inner = { width: width - left - at('right'), height: height - top - at('bottom') }
  return [
    ...fault(off(width, page.width, 0.1) || off(height, page.height, 0.1), `纸张应为A4，实为${width}×${height}毫米`),
    ...fault(off(top, page.top, 1), `天头应为37毫米±1毫米，实为${top}毫米`),
    ...fault(off(left, page.left, 1), `订口应为28毫米±1毫米，实为${left}毫米`),
    ...fault(
      off(inner.width, area.width, 0.2) || off(inner.height, area.height, 0.2),
      `版心应为156毫米×225毫米，实为${inner.width}×${inner.height}毫米`,
    ),
  ]
}

/** Twenty-two lines of twenty-eight characters, and not one more, fit into the text area. */
function checkGrid(section: Element): readonly string[] {
  const grid = childOf(section, 'w:docGrid')
  const lines = Math.floor(pointsOf(area.height) / (Number(attribute(grid, 'linePitch')) / 20))
  const pitch = sizes.body + Number(attribute(grid, 'charSpace')) / 4096
  const characters = Math.floor(pointsOf(area.width) / pitch)
  return [
    ...fault(attribute(grid, 'type') !== 'linesAndChars', '文档网格应同时指定行和字符'),
    ...fault(lines !== area.lines, `每面应为22行，实为${lines}行`),
    ...fault(characters !== area.characters, `每行应为28字，实为${characters}字`),
  ]
}

function checkStyles(document: Element): readonly string[] {
  const all = deepOf(document, 'w:style')
  return styles.flatMap(([id, face, size, line]) => {
    const style = all.find(found => attribute(found, 'styleId') === id)
    const run = childOf(style, 'w:rPr')
    const font = attribute(childOf(run, 'w:rFonts'), 'eastAsia')
    const points = Number(attribute(childOf(run, 'w:sz'), 'val')) / 2
    const spacing = childOf(childOf(style, 'w:pPr'), 'w:spacing')
    const pitch = Number(attribute(spacing, 'line')) / 20
    return [
      ...fault(font !== faces[face].office, `${id}应为${faces[face].office}，实为${font}`),
      ...fault(points !== size, `${id}应为${size}磅，实为${points}磅`),
      ...fault(
        off(pitch, line, 0.05) || attribute(spacing, 'lineRule') !== 'exact',
        `${id}行距应为固定值${line}磅，实为${pitch}磅`,
      ),
    ]
  })
}

function checkFonts(document: Element): readonly string[] {
  const named = new Map(
    deepOf(document, 'w:font').map(font => [attribute(font, 'name'), attribute(childOf(font, 'w:altName'), 'val')]),
  )
  return Object.values(faces).flatMap(({ office }) => fault(!named.get(office), `字体${office}没有写明替代字体`))
}

function checkHead(document: Element, section: Element, edges: readonly Element[], form: PaperForm): readonly string[] {
  if (form === 'SHEET') return []
  const letter = form === 'LETTER'
  const mark = (letter ? edges : [document]).flatMap(place => paragraphs(place, 'PaperMark'))[0]
  if (!mark) return ['缺少发文机关标志']
  const number = paragraphs(document, 'PaperNumber')[0]
  const line = bottomBorder(letter ? mark : number)
  const above = letter
    ? millimetres(attribute(childOf(section, 'w:pgMar'), 'header'))
    : millimetres(attribute(childOf(childOf(mark, 'w:pPr'), 'w:spacing'), 'before'))
  const wanted = letter ? distances.letterMark : distances.mark
  const space = (Number(attribute(line, 'space')) / 72) * 25.4
  const words = number ? textOf(number) : ''
  return [
    ...fault(off(above, wanted, 0.2), `发文机关标志上边距应为${wanted}毫米，实为${above}毫米`),
    ...fault(markSize(textOf(mark)) * [...textOf(mark)].length > pointsOf(area.width), '发文机关标志宽于版心'),
    ...fault(attribute(line, 'color') !== red, '版头分隔线应为红色'),
    ...fault(off(space, distances.redLine, 0.2), `版头分隔线应在4毫米处，实为${space}毫米`),
    ...fault(letter && attribute(line, 'val') !== 'thickThinSmallGap', '信函的红色双线应为上粗下细'),
    ...fault(words !== '' && !isNumber(words), `编号“${words}”不合规定：年份用六角括号〔〕，序号不编虚位、不加“第”`),
  ]
}

/** «〔2026〕5号», «督〔2026〕5-1号», or «第5号» for minutes that are numbered without a year. */
const isNumber = (words: string): boolean =>
  /^[^\d[\]()（）【】第]*〔[12]\d{3}〕[1-9]\d*(?:-[1-9]\d*)?号$|^第[1-9]\d*号$/.test(words)

const bottomBorder = (paragraph: Element | undefined): Element | undefined =>
  childOf(childOf(childOf(paragraph, 'w:pPr'), 'w:pBdr'), 'w:bottom')

function checkPageNumbers(
  section: Element,
  settings: Element,
  edges: readonly Element[],
  form: PaperForm,
): readonly string[] {
  const numbered = edges.flatMap(edge => paragraphs(edge, 'PaperPageNumber'))
  const sides = numbered.map(p => attribute(childOf(childOf(p, 'w:pPr'), 'w:jc'), 'val')).sort()
  const fields = numbered.filter(p => textOf(p).replaceAll('PAGE', '').trim().startsWith('—'))
  const title = childOf(section, 'w:titlePg')
  const first = title !== undefined && attribute(title, 'val') !== 'false'
  return [
    ...fault(sides.join() !== 'left,right', '页码应单页居右、双页居左'),
    ...fault(deepOf(settings, 'w:evenAndOddHeaders').length === 0, '页码应区分单双页'),
    ...fault(fields.length !== numbered.length, '页码左右应各放一条一字线'),
    ...fault(first !== (form === 'LETTER'), '只有信函的首页不显示页码'),
  ]
}

/** 成文日期 in Arabic numerals without leading zeros. */
function checkWords(document: Element): readonly string[] {
  const dates = paragraphs(document, 'PaperDate').map(textOf)
  const printed = paragraphs(document, 'PaperImprint')
    .map(textOf)
    .filter(words => words.endsWith('印发'))
  const isDate = /[12]\d{3}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日$/
  return [...dates, ...printed.map(words => words.replace(/印发$/, ''))].flatMap(words =>
    fault(!isDate.test(words), `日期“${words}”不合规定：用阿拉伯数字，月、日不编虚位`),
  )
}

function checkMinutes(document: Element): readonly string[] {
  const rolls = paragraphs(document, 'PaperRoll')
  const labels = rolls.map(roll => textOf(roll).split('：')[0] ?? '')
  const hanging = rolls.filter(roll => attribute(childOf(childOf(roll, 'w:pPr'), 'w:ind'), 'hanging') === undefined)
  const inOrder = labels.filter(label => requiredRolls.includes(label))
  const drawn = ['w:drawing', 'w:pict', 'w:object'].flatMap(tag => deepOf(document, tag))
  return [
    ...requiredRolls.flatMap(label => fault(!labels.includes(label), `纪要缺少“${label}”名单`)),
    ...fault(
      inOrder.length === requiredRolls.length && inOrder.join() !== requiredRolls.join(),
      '名单应按出席、请假、列席的顺序编排',
    ),
    ...fault(hanging.length > 0, '名单回行应与冒号后的首字对齐'),
    ...fault(drawn.length > 0, '纪要不加盖印章，也不放图形'),
  ]
}

const paragraphs = (place: Element, style: string): readonly Element[] =>
  deepOf(place, 'w:p').filter(p => attribute(childOf(childOf(p, 'w:pPr'), 'w:pStyle'), 'val') === style)
