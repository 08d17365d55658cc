/**
 * What a file is by its first bytes, and what about it may harm whoever opens it (E-58). A dangerous file is flagged, never refused:
 * evidence may look like that, and the reporter must not lose it.
 */
export type FileType =
  | 'JPEG'
  | 'PNG'
  | 'WEBP'
  | 'GIF'
  | 'PDF'
  | 'ZIP'
  | 'OLE'
  | 'PROGRAM'
  | 'SHORTCUT'
  | 'SCRIPT'
  | 'RTF'
  | 'VIDEO'
  | 'TEXT'
  | 'OTHER'

export interface Danger {
  readonly kind: 'DISGUISED' | 'PROGRAM' | 'MACROS' | 'ACTIVE' | 'EMBEDDED' | 'ODD_NAME'
  /** For the reporter and for the member who is about to open it. */
  readonly sentence: string
}

/** How many of a file's first bytes are looked at. */
export const HEAD_BYTES = 4096

const signatures: readonly (readonly [FileType, string, offset?: number])[] = [
  ['JPEG', '\xff\xd8\xff'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['WEBP', 'WEBP', 8],
  ['GIF', 'GIF8'],
  ['PDF', '%PDF-'],
  ['ZIP', 'PK\x03\x04'],
  ['OLE', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['PROGRAM', 'MZ'],
  ['PROGRAM', '\x7fELF'],
  ['PROGRAM', '\xcf\xfa\xed\xfe'],
  ['PROGRAM', '\xca\xfe\xba\xbe'],
  ['SHORTCUT', 'L\x00\x00\x00\x01\x14\x02\x00'],
  ['SCRIPT', '#!'],
  ['RTF', '{\\rtf'],
  ['VIDEO', 'ftyp', 4],
]

export function fileTypeOf(head: Uint8Array): FileType {
  const text = binaryString(head.subarray(0, HEAD_BYTES))
  const known = signatures.find(([, signature, offset = 0]) => text.startsWith(signature, offset))
  if (known) return known[0]
  return text.length > 0 && !hasBinaryByte(head) ? 'TEXT' : 'OTHER'
}

/** One character a byte. */
export function binaryString(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

const hasBinaryByte = (head: Uint8Array): boolean =>
  head.subarray(0, HEAD_BYTES).some(byte => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b))

/** Endings under which a type usually goes; for the others any ending is as good. */
const usualEndings: Partial<Record<FileType, readonly string[]>> = {
  JPEG: ['jpg', 'jpeg', 'jpe', 'jfif'],
  PNG: ['png'],
  WEBP: ['webp'],
  GIF: ['gif'],
  PDF: ['pdf'],
  ZIP: [
    ...['zip', 'docx', 'docm', 'dotx', 'dotm', 'xlsx', 'xlsm', 'xltx', 'xlsb', 'pptx', 'pptm', 'ppsx'],
    ...['odt', 'ods', 'odp', 'ofd', 'epub', 'apk', 'jar', 'wps', 'et', 'dps'],
  ],
  OLE: ['doc', 'xls', 'ppt', 'dot', 'xlt', 'pps', 'msg', 'wps', 'et', 'dps', 'vsd'],
  RTF: ['rtf', 'doc'],
}

/** Endings that belong to one type alone: a file of another type that has one pretends to be it. */
const typeByEnding = new Map(
  (['JPEG', 'PNG', 'WEBP', 'GIF', 'PDF'] as const).flatMap(type =>
    (usualEndings[type] ?? []).map(ending => [ending, type] as const),
  ),
)

const PROGRAM_ENDINGS =
  /^(?:exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|cpl|dll|jar|apk|lnk|reg|sh|command|app|dmg|iso|chm)$/

export const endingOf = (name: string): string => /\.([^.]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** What speaks against opening a file, from its name and its first bytes. */
export function dangersOf(name: string, type: FileType): Danger[] {
  const ending = endingOf(name)
  const usual = usualEndings[type]
  const disguised = usual ? !usual.includes(ending) : typeByEnding.has(ending)
  const program = ['PROGRAM', 'SHORTCUT', 'SCRIPT'].includes(type) || PROGRAM_ENDINGS.test(ending)
  const macroEnding = /^(?:docm|dotm|xlsm|xlsb|pptm|ppsm)$/.test(ending)
  return [
    ...(disguised ? [danger('DISGUISED', `文件名的后缀「${ending || '无'}」与内容不符。`)] : []),
    ...(program ? [danger('PROGRAM', '这是程序、脚本或快捷方式，请勿直接打开，应在隔离的电脑上查看。')] : []),
    ...(macroEnding ? [danger('MACROS', '这类文件可以带宏，打开时请不要启用宏。')] : []),
    ...(type === 'OLE' ? [danger('MACROS', '旧版 Office 文件，可能带宏，打开时请不要启用宏。')] : []),
    ...(hasOddName(name) ? [danger('ODD_NAME', '文件名里有看不见的字符或两个后缀，可能伪装成别的类型。')] : []),
  ]
}

export const danger = (kind: Danger['kind'], sentence: string): Danger => ({ kind, sentence })

/** Characters that turn the writing direction or take no room, and `照片.jpg.exe`. */
const hasOddName = (name: string): boolean =>
  /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(name) ||
  (/\.[A-Za-z]{2,4}\s*\.[A-Za-z0-9]{2,4}$/.test(name) && PROGRAM_ENDINGS.test(endingOf(name)))
