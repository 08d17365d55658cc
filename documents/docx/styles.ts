import { AlignmentType, type IStylesOptions, LineRuleType } from 'docx'
import { area, type FaceName, faces, linePitch, page, red, sizes, twipsOf } from '../layout.ts'

const half = (points: number): number => points * 2
const fontOf = (name: FaceName) => {
  const { office } = faces[name]
  return { ascii: office, eastAsia: office, hAnsi: office, cs: office, hint: 'eastAsia' }
}
const lineOf = (points: number) => ({
  line: Math.round(points * 20),
  lineRule: LineRuleType.EXACT,
  before: 0,
  after: 0,
})
const character = twipsOf(area.width) / area.characters

/** Every element of a paper is a style of its own: whoever edits it further keeps the layout, and the checker finds it. */
export function paperStyles(mark: number): IStylesOptions {
  const style = (
    id: string,
    name: string,
    face: FaceName,
    size: number,
    paragraph: NonNullable<NonNullable<IStylesOptions['paragraphStyles']>[number]['paragraph']>,
    color?: string,
  ) => ({
    id,
    name,
    basedOn: 'Normal',
    run: { font: fontOf(face), size: half(size), ...(color ? { color } : {}) },
    paragraph: { spacing: lineOf(linePitch), widowControl: false, ...paragraph },
  })
  const indent = { firstLine: Math.round(character * 2) }
  const centred = { alignment: AlignmentType.CENTER }
  const justified = { alignment: AlignmentType.BOTH }
  const smaller = (size: number, room: number) => ({ spacing: lineOf(size + room) })
  return {
    default: {
      document: { run: { font: fontOf('FANG'), size: half(sizes.body) }, paragraph: { spacing: lineOf(linePitch) } },
    },
    paragraphStyles: [
      style('PaperMark', '发文机关标志', 'BIAOSONG', mark, { ...centred, spacing: lineOf(mark) }, red),
      style('PaperNumber', '发文字号', 'FANG', sizes.body, { ...centred, spacing: lineOf(sizes.body + 2) }),
      style('PaperTitle', '公文标题', 'BIAOSONG', sizes.title, { ...centred, keepNext: true }),
      style('PaperAddressee', '主送机关', 'FANG', sizes.body, justified),
      style('PaperText', '公文正文', 'FANG', sizes.body, { ...justified, indent }),
      style('PaperHeading1', '一级标题', 'HEI', sizes.body, { indent, keepNext: true, outlineLevel: 0 }),
      style('PaperHeading2', '二级标题', 'KAI', sizes.body, { indent, keepNext: true, outlineLevel: 1 }),
      style('PaperAnnex', '附件说明', 'FANG', sizes.body, {}),
      style('PaperRoll', '名单', 'FANG', sizes.body, justified),
      style('PaperSignatory', '发文机关署名', 'FANG', sizes.body, signedAt(1)),
      style('PaperDate', '成文日期', 'FANG', sizes.body, signedAt(2)),
      style('PaperTable', '表格', 'FANG', sizes.table, smaller(sizes.table, 6)),
      style('PaperTableHead', '表头', 'HEI', sizes.table, { ...centred, ...smaller(sizes.table, 6) }),
      style('PaperNote', '说明', 'FANG', sizes.note, smaller(sizes.note, 6)),
      style('PaperImprint', '版记', 'FANG', sizes.small, smaller(sizes.small, 8)),
      style('PaperPageNumber', '公文页码', 'SONG', sizes.small, smaller(sizes.small, 0)),
      style('PaperLetterFoot', '信函下线', 'FANG', 8, smaller(8, 2)),
    ],
    characterStyles: [
      { id: 'PaperHei', name: '黑体字', run: { font: fontOf('HEI') } },
      { id: 'PaperKai', name: '楷体字', run: { font: fontOf('KAI') } },
    ],
  }
}

/** 署名 and 成文日期: the date four characters from the right, the signatory above its middle. */
function signedAt(lines: 1 | 2) {
  const right = Math.round(character * 4)
  const width = Math.round(character * 12)
  const left = twipsOf(page.width - page.left - page.right) - right - width
  return { alignment: AlignmentType.CENTER, indent: { left, right }, ...(lines === 1 ? { keepNext: true } : {}) }
}
