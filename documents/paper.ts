/** In which of the layouts of GB/T 9704-2012 a paper is set. */
export const paperForms = [
  'DOCUMENT', // 文件格式: red head, number, red line
  'MINUTES', // 纪要格式: the same, never sealed
  'LETTER', // 信函格式: red double lines at the top and the bottom of the first page
  'SHEET', // no head at all: lists and forms that accompany another paper
] as const
export type PaperForm = (typeof paperForms)[number]

/** 仿宋 where nothing is said; 黑体 and 楷体 for what introduces. */
export interface Run {
  readonly text: string
  readonly font?: 'HEI' | 'KAI'
}

export interface Column {
  readonly title: string
  /** Millimetres; those of a table add up to the 156 of the text area. */
  readonly width: number
  /** For sentences; a word or a number stands in the middle. */
  readonly left?: true
}

export type Block =
  /** 一、in 黑体, （一）in 楷体: the number is part of the text. */
  | { readonly kind: 'HEADING'; readonly level: 1 | 2; readonly text: string }
  /** One paragraph, its first line indented by two characters. */
  | { readonly kind: 'TEXT'; readonly runs: readonly Run[] }
  /** «时间：…»: lines after the first begin below the first character after the colon. */
  | { readonly kind: 'LINE'; readonly label: string; readonly text: string }
  /** Rows of cells; `tall` where somebody is to write in them by hand. */
  | {
      readonly kind: 'TABLE'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
      readonly tall?: boolean
    }

/** 出席、请假、列席: one list of people, each as they are to be named. */
export interface Roll {
  readonly label: string
  readonly people: readonly string[]
}

/**
 * A paper as data: what stands in it and in which element of GB/T 9704-2012, nothing about where. The DOCX and the PDF are
 * both made from it. All words are plain text, whatever characters they hold.
 */
export interface Paper {
  readonly form: PaperForm
  /** The file's name without an ending. */
  readonly name: string
  /** 发文机关标志. A SHEET has none. */
  readonly mark?: string
  /** 发文字号 or 编号: «〔2026〕5号», never a number with leading zeros. */
  readonly number?: string
  readonly title: string
  /** 主送机关, without the colon. */
  readonly addressee?: string
  readonly body: readonly Block[]
  /** 附件说明: names without punctuation after them. */
  readonly annexes: readonly string[]
  readonly rolls: readonly Roll[]
  /** 发文机关署名. */
  readonly signatory?: string
  /** 成文日期: «2026年9月1日». */
  readonly date?: string
  /** What is not the text itself, in small characters after it: fingerprints. */
  readonly notes?: readonly string[]
  /** 版记. */
  readonly imprint?: { readonly copiesTo?: string; readonly printedBy: string; readonly printedOn: string }
}

export const text = (words: string): Block => ({ kind: 'TEXT', runs: [{ text: words }] })

/** A paragraph that begins with its subject in 楷体: «（一）审议情况。…». */
export const led = (lead: string, words: string): Block => ({
  kind: 'TEXT',
  runs: [{ text: lead, font: 'KAI' }, { text: words }],
})

/** A SHA-256 with what it is of, on a line of its own so that it can be copied. */
export const fingerprintNotes = (of: string, hash: string): readonly string[] => [`${of}（SHA-256）：`, hash]

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** 1 → 一, 10 → 十, 42 → 四十二. @throws outside 1…99. */
export function numeral(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 99) throw new RangeError(`no numeral for ${number}`)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`
  return `${ten}${ones === 0 ? '' : digits[ones]}`
}

/** Sections of one level, numbered 一、or （一）; `from` is how many stand before them. */
export function numbered(level: 1 | 2, texts: readonly string[], from = 0): readonly Block[] {
  return texts.map((words, n) => {
    const number = numeral(from + n + 1)
    return { kind: 'HEADING', level, text: level === 1 ? `${number}、${words}` : `（${number}）${words}` }
  })
}

/** «一、会议时间：…» where one paragraph says it all; else the heading, and the paragraphs below it. */
export function section(head: string, paragraphs: readonly string[], before: number): readonly Block[] {
  const [only = '', ...others] = paragraphs
  if (others.length > 0) return [...numbered(1, [head], before), ...paragraphs.map(text)]
  return [{ kind: 'TEXT', runs: [{ text: `${numeral(before + 1)}、${head}：`, font: 'HEI' }, { text: only }] }]
}
