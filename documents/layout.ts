/** The numbers of GB/T 9704-2012 (practice 3.15), once for the DOCX, the PDF and the checker. */

/** Millimetres. */
export const page = {
  width: 210,
  height: 297,
  /** 天头 and 订口; the text area of 156 × 225 gives the other two. */
  top: 37,
  left: 28,
  right: 26,
  bottom: 35,
} as const
export const area = { width: 156, height: 225, lines: 22, characters: 28 } as const

/** Points. */
export const sizes = { body: 16, title: 22, small: 14, note: 10.5, table: 14 } as const
/** 固定值 28.95 磅: twenty-two lines fill 225 mm. */
export const linePitch = 28.95

/** Millimetres. */
export const distances = {
  /** 发文机关标志: from the top of the text area, or for a letter from the top of the page. */
  mark: 35,
  letterMark: 30,
  /** 版头分隔线 below the number, and the double line below a letter's mark. */
  redLine: 4,
  /** A letter's second double line, from the bottom of the page; both are so long. */
  letterFoot: 20,
  letterLine: 170,
  /** 页码 below the text area. */
  pageNumber: 7,
} as const

/** 发文机关标志: as large as fits the width of the text area, and no larger than a small agency's may be. Points. */
export function markSize(mark: string): number {
  const widest = pointsOf(area.width) / Math.max(1, [...mark].length)
  return Math.min(48, Math.floor(widest * 2) / 2)
}

/**
 * A title in as many lines as it needs, of about the same length, so that no line holds the last two characters alone.
 * Never broken inside a number or a foreign word, before a closing mark or after an opening one.
 */
export function titleLines(title: string): readonly string[] {
  const pieces = title.match(
    /[《〈“‘（〔【]*(?:第?[\x21-\x7e]+[年月日号次项期处线]?|.)[》〉”’）〕】，。、；：！？]*/gu,
  ) ?? [title]
  const width = (piece: string) => [...piece].reduce((sum, c) => sum + (c < '\u0100' ? 0.5 : 1), 0)
  const total = pieces.reduce((sum, piece) => sum + width(piece), 0)
  const longest = pointsOf(area.width) / sizes.title - 1
  const wanted = total / Math.ceil(total / longest)
  const lines = ['']
  let [before, length] = [0, 0]
  for (const piece of pieces) {
    const next = width(piece)
    const full = before + length + next / 2 > wanted * lines.length || length + next > longest
    if (length > 0 && full) {
      lines.push('')
      before += length
      length = 0
    }
    lines.push((lines.pop() ?? '') + piece)
    length += next
  }
  return lines
}

export const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4
export const twipsOf = (millimetres: number): number => Math.round(pointsOf(millimetres) * 20)
/**
 * By how much a character's pitch on Word's grid differs from its size, in 4096ths of a point, so that twenty-eight fill a
 * line. Rounded down: a twenty-eighth that does not quite fit stands on the next line.
 */
export const charSpace = Math.floor((twipsOf(area.width) / 20 / area.characters - sizes.body) * 4096)
export const red = 'FF0000'

interface Face {
  /** What offices have installed; what stands in the DOCX. */
  readonly office: string
  /** What a program takes that does not have it, in order (DOC-003); the DOCX names them as alternates. */
  readonly alternates: readonly string[]
  /** The one that ships with us, in which the PDF is set. */
  readonly ours: { readonly family: string; readonly weight: number }
}

export type FaceName = 'BIAOSONG' | 'FANG' | 'HEI' | 'KAI' | 'SONG'

export const faces: Readonly<Record<FaceName, Face>> = {
  BIAOSONG: {
    office: '方正小标宋简体',
    alternates: ['方正小标宋_GBK', 'FandolSong', '思源宋体 Heavy', 'Source Han Serif SC Heavy', '宋体'],
    ours: { family: 'Noto Serif SC', weight: 900 },
  },
  FANG: {
    office: '仿宋_GB2312',
    alternates: ['仿宋', 'FangSong', '方正仿宋_GBK', '思源宋体', 'Noto Serif SC'],
    ours: { family: 'Noto Serif SC', weight: 400 },
  },
  HEI: {
    office: '黑体',
    alternates: ['SimHei', '方正黑体_GBK', '思源黑体', 'Noto Sans SC'],
    ours: { family: 'Noto Sans SC', weight: 500 },
  },
  KAI: {
    office: '楷体_GB2312',
    alternates: ['楷体', 'KaiTi', '方正楷体_GBK', '思源宋体 SemiBold', 'Noto Serif SC SemiBold'],
    ours: { family: 'Noto Serif SC', weight: 600 },
  },
  SONG: {
    office: '宋体',
    alternates: ['SimSun', '思源宋体', 'Noto Serif SC'],
    ours: { family: 'Noto Serif SC', weight: 400 },
  },
}
