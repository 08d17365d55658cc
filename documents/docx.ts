import * as docx from 'docx'
import { checkDocx } from './check-docx.ts'
import { cleanPaper } from './clean-paper.ts'
import { fontTable } from './docx/font-table.ts'
import { withPart } from './docx/parts.ts'
import { paperStyles } from './docx/styles.ts'
import { tableOf } from './docx/table.ts'
import {
  area,
  charSpace,
  distances,
  linePitch,
  markSize,
  page,
  pointsOf,
  red,
  sizes,
  titleLines,
  twipsOf,
} from './layout.ts'
import type { Block, Paper, Run } from './paper.ts'

/**
 * The paper as DOCX, to the numbers of GB/T 9704-2012 and in the fonts that offices have, with alternates named (DOC-001,
 * DOC-003). It is read back and checked before anybody gets it (DOC-002).
 * @throws when the check finds a fault, which is a bug.
 */
export async function docxOf(given: Paper): Promise<Buffer> {
  const paper = cleanPaper(given)
  const letter = paper.form === 'LETTER'
  const document = new docx.Document({
    title: paper.title,
    creator: paper.signatory ?? paper.mark ?? '',
    lastModifiedBy: paper.signatory ?? paper.mark ?? '',
    evenAndOddHeaderAndFooters: true,
    styles: paperStyles(markSize(paper.mark ?? '')),
    sections: [
      {
        properties: {
          ...(letter ? { titlePage: true } : {}),
          page: { size: { width: twipsOf(page.width), height: twipsOf(page.height) }, margin: marginsOf(letter) },
          grid: { type: 'linesAndChars', linePitch: Math.round(linePitch * 20), charSpace },
        },
        ...(letter ? { headers: { first: new docx.Header({ children: letterHead(paper) }) } } : {}),
        footers: {
          default: footer('RIGHT', letter),
          even: footer('LEFT', letter),
          ...(letter ? { first: new docx.Footer({ children: [letterFoot()] }) } : {}),
        },
        children: [...(letter ? letterNumber(paper) : headOf(paper)), ...contentOf(paper)],
      },
    ],
  })
  const made = await withPart(await docx.Packer.toBuffer(document), 'word/fontTable.xml', fontTable())
  const faults = await checkDocx(made, paper.form)
  if (faults.length > 0) throw new Error(`a paper that is not to GB/T 9704-2012: ${faults.join('; ')}`)
  return made
}

const blank = (count: number) => Array.from({ length: count }, () => styled('PaperText', ''))
const styled = (style: string, text: string) => new docx.Paragraph({ style, children: [new docx.TextRun({ text })] })

// The dash of a page number lies seven millimetres below the text area, in the middle of a line of its size.
const numberBottom = page.bottom - distances.pageNumber - (sizes.small / 2) * (25.4 / 72)
const letterFootBottom = distances.letterFoot - 10 * (25.4 / 72)

function marginsOf(letter: boolean) {
  return {
    top: twipsOf(page.top),
    bottom: twipsOf(page.bottom),
    left: twipsOf(page.left),
    right: twipsOf(page.right),
    header: twipsOf(letter ? distances.letterMark : 15),
    footer: twipsOf(letter ? letterFootBottom : numberBottom),
    gutter: 0,
  }
}

function footer(side: 'LEFT' | 'RIGHT', letter: boolean) {
  const run = (part: string | typeof docx.PageNumber.CURRENT) => new docx.TextRun({ children: [part] })
  const above = letter ? twipsOf(numberBottom - letterFootBottom) : 0
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        style: 'PaperPageNumber',
        alignment: docx.AlignmentType[side],
        indent: { [side.toLowerCase()]: sizes.small * 20 },
        spacing: { after: above },
        children: [run('— '), run(docx.PageNumber.CURRENT), run(' —')],
      }),
    ],
  })
}

const wider = () => ({
  left: -twipsOf(page.left - (page.width - distances.letterLine) / 2),
  right: -twipsOf(page.right - (page.width - distances.letterLine) / 2),
})
const border = (style: (typeof docx.BorderStyle)[keyof typeof docx.BorderStyle], size: number, space: number) => ({
  style,
  size,
  space,
  color: red,
})
/** 4 mm in whole points, the unit of a border's distance. */
const redLineSpace = Math.round(pointsOf(distances.redLine))

function letterHead({ mark = '' }: Paper) {
  return [
    new docx.Paragraph({
      style: 'PaperMark',
      indent: wider(),
      border: { bottom: border(docx.BorderStyle.THICK_THIN_SMALL_GAP, 24, redLineSpace) },
      children: [new docx.TextRun({ text: mark })],
    }),
  ]
}

const letterFoot = () =>
  new docx.Paragraph({
    style: 'PaperLetterFoot',
    indent: wider(),
    border: { top: border(docx.BorderStyle.THIN_THICK_SMALL_GAP, 24, 0) },
  })

const letterNumber = ({ number }: Paper) => [
  ...(number
    ? [
        new docx.Paragraph({
          style: 'PaperNumber',
          alignment: docx.AlignmentType.RIGHT,
          children: [new docx.TextRun(number)],
        }),
      ]
    : []),
  ...blank(2),
]

function headOf({ mark, number }: Paper) {
  if (!mark) return []
  return [
    new docx.Paragraph({
      style: 'PaperMark',
      spacing: { before: twipsOf(distances.mark) },
      children: [new docx.TextRun({ text: mark })],
    }),
    ...blank(2),
    new docx.Paragraph({
      style: 'PaperNumber',
      border: { bottom: border(docx.BorderStyle.SINGLE, 12, redLineSpace) },
      children: [new docx.TextRun({ text: number ?? '' })],
    }),
    ...blank(2),
  ]
}

function contentOf(paper: Paper): (docx.Paragraph | docx.Table)[] {
  const { title, addressee, body, annexes, rolls, signatory, date, imprint, notes = [] } = paper
  return [
    new docx.Paragraph({
      style: 'PaperTitle',
      children: titleLines(title).map((text, n) => new docx.TextRun({ text, ...(n > 0 ? { break: 1 } : {}) })),
    }),
    ...blank(1),
    ...(addressee ? [styled('PaperAddressee', `${addressee}：`)] : []),
    ...body.flatMap(blockOf),
    ...(annexes.length > 0 ? blank(1) : []),
    ...annexes.map((name, n) =>
      labelled(n === 0 ? '附件' : '', annexes.length > 1 ? `${n + 1}. ${name}` : name, undefined),
    ),
    ...(date
      ? [
          ...blank(signatory ? 2 : 1),
          ...(signatory ? [styled('PaperSignatory', signatory)] : []),
          styled('PaperDate', date),
        ]
      : []),
    ...(rolls.length > 0 ? blank(1) : []),
    ...rolls.map(({ label, people }) => labelled(label, people.join('、'), 'HEI')),
    ...(notes.length > 0 ? blank(1) : []),
    ...notes.map(words => styled('PaperNote', words)),
    ...(imprint ? imprintOf(imprint) : []),
  ]
}

function blockOf(block: Block): (docx.Paragraph | docx.Table)[] {
  switch (block.kind) {
    case 'HEADING':
      return [styled(block.level === 1 ? 'PaperHeading1' : 'PaperHeading2', block.text)]
    case 'TEXT':
      return [new docx.Paragraph({ style: 'PaperText', children: block.runs.map(runOf) })]
    case 'LINE':
      return [labelled(block.label, block.text, 'HEI')]
    case 'TABLE':
      return [tableOf(block), styled('PaperNote', '')]
  }
}

const runOf = ({ text, font }: Run) =>
  new docx.TextRun({ text, ...(font ? { style: font === 'HEI' ? 'PaperHei' : 'PaperKai' } : {}) })

/** «出席：…», two characters in; lines after the first begin below the first character after the colon. */
function labelled(label: string, text: string, font: Run['font']): docx.Paragraph {
  const character = twipsOf(area.width) / area.characters
  const width = ([...label].length || 2) + 1
  return new docx.Paragraph({
    style: font ? 'PaperRoll' : 'PaperAnnex',
    indent: { left: Math.round(character * (2 + width)), hanging: label ? Math.round(character * width) : 0 },
    children: [
      ...(label ? [runOf({ text: `${label}：`, ...(font ? { font } : {}) })] : []),
      new docx.TextRun({ text }),
    ],
  })
}

/** 版记, at the bottom of the last page: its first and last lines are thicker than what parts them. */
function imprintOf({ copiesTo, printedBy, printedOn }: NonNullable<Paper['imprint']>): docx.Paragraph[] {
  const line = (size: number) => ({ style: docx.BorderStyle.SINGLE, size, space: 1, color: 'auto' })
  const frame = {
    type: 'alignment' as const,
    width: twipsOf(area.width),
    height: 0,
    anchor: { horizontal: docx.FrameAnchorType.MARGIN, vertical: docx.FrameAnchorType.MARGIN },
    alignment: { x: docx.HorizontalPositionAlign.CENTER, y: docx.VerticalPositionAlign.BOTTOM },
  }
  const tabStops = [{ type: docx.TabStopType.RIGHT, position: twipsOf(area.width) - sizes.small * 20 }]
  return [
    ...(copiesTo
      ? [
          new docx.Paragraph({
            style: 'PaperImprint',
            frame,
            border: { top: line(8) },
            indent: { left: sizes.small * 20 * 4, hanging: sizes.small * 20 * 3, right: sizes.small * 20 },
            children: [new docx.TextRun({ text: `分送：${copiesTo}` })],
          }),
        ]
      : []),
    new docx.Paragraph({
      style: 'PaperImprint',
      frame,
      tabStops,
      border: { top: line(copiesTo ? 6 : 8), bottom: line(8) },
      indent: { left: sizes.small * 20 },
      children: [new docx.TextRun({ children: [printedBy, new docx.Tab(), `${printedOn}印发`] })],
    }),
  ]
}
