import {
  AlignmentType,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { area, twipsOf } from '../layout.ts'
import type { Block } from '../paper.ts'

/** As wide as the text area; the head comes again on every page, and rows that are to be signed are never split. */
export function tableOf({ columns, rows, tall }: Extract<Block, { kind: 'TABLE' }>): Table {
  const widths = columns.map(({ width }) => twipsOf(width))
  const cell = (text: string, n: number, head: boolean) =>
    new TableCell({
      width: { size: widths[n] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: twipsOf(1.2), right: twipsOf(1.2), top: twipsOf(0.8), bottom: twipsOf(0.8) },
      children: [
        new Paragraph({
          style: head ? 'PaperTableHead' : 'PaperTable',
          alignment: !head && columns[n]?.left ? AlignmentType.LEFT : AlignmentType.CENTER,
          children: [new TextRun({ text })],
        }),
      ],
    })
  const height = { value: twipsOf(14), rule: HeightRule.ATLEAST }
  return new Table({
    width: { size: twipsOf(area.width), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, n) => cell(title, n, true)),
      }),
      ...rows.map(
        texts =>
          new TableRow({
            ...(tall ? { height, cantSplit: true } : {}),
            children: texts.map((text, n) => cell(text, n, false)),
          }),
      ),
    ],
  })
}
