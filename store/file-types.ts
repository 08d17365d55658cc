import { open } from 'node:fs/promises'

/** What a file is by its content, or one Chinese sentence why it is not taken. */
export type Sniffed = { readonly mime: string } | { readonly sentence: string }

const PDF = 'application/pdf'
const officeTypes: readonly { readonly folder: string; readonly mime: string }[] = [
  { folder: 'word/', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  { folder: 'xl/', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { folder: 'ppt/', mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
]

/** Programs, scripts and pages by the end of their name: refused even where the content is harmless text. */
const dangerous =
  /\.(?:exe|dll|com|scr|msi|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|sh|bash|py|pl|rb|php|jsp|asp|aspx|jar|class|apk|lnk|reg|html?|xhtml|mht|svg|swf|docm|xlsm|pptm)$/i
const DANGEROUS = '程序、脚本和网页文件不能作为送审材料上传。'
const UNKNOWN = '只能上传 PDF、Word、Excel、PPT、OFD、PNG、JPG、TXT 和 ZIP 文件；本文件的内容不是其中任何一种。'

const starts = (head: Buffer, ...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte)
const startsWith = (head: Buffer, text: string) => head.subarray(0, text.length).toString('latin1') === text

/** Looks into a file on disk: by its content and not by its name, except that a dangerous name is refused as well. */
export async function sniff(path: string, name: string): Promise<Sniffed> {
  if (dangerous.test(name)) return { sentence: DANGEROUS }
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(size, 4096))
    await file.read(head, 0, head.length, 0)
    if (startsWith(head, '%PDF-')) return { mime: PDF }
    if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { mime: 'image/png' }
    if (starts(head, 0xff, 0xd8, 0xff)) return { mime: 'image/jpeg' }
    if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return sniffZip(await namesInZip(file, size))
    if (startsWith(head, 'MZ') || startsWith(head, '\x7fELF') || startsWith(head, '#!')) return { sentence: DANGEROUS }
    if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
      return { sentence: '旧版 Office 文件（.doc、.xls、.ppt）可能带宏，请另存为 docx、xlsx、pptx 或 PDF 后上传。' }
    }
    return await sniffText(file, size, head)
  } finally {
    await file.close()
  }
}

type Handle = Awaited<ReturnType<typeof open>>

function sniffZip(names: readonly string[] | undefined): Sniffed {
  if (!names) return { sentence: '压缩文件已损坏，请重新压缩后上传。' }
  if (names.some(name => /vbaProject\.bin$/i.test(name))) return { sentence: '文件带有宏，请去掉宏后上传。' }
  if (names.some(name => dangerous.test(name))) return { sentence: '压缩文件中有程序、脚本或网页，不能上传。' }
  if (names.includes('OFD.xml')) return { mime: 'application/ofd' }
  const office = names.includes('[Content_Types].xml') && officeTypes.find(t => names.some(n => n.startsWith(t.folder)))
  return { mime: office ? office.mime : 'application/zip' }
}

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
const MOST_ENTRIES = 10_000

/** Names in a zip's central directory; `undefined` when it has none that can be read (zip64 included: too large for us). */
async function namesInZip(file: Handle, size: number): Promise<readonly string[] | undefined> {
  const tail = Buffer.alloc(Math.min(size, 65_557))
  await file.read(tail, 0, tail.length, size - tail.length)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--
  if (end < 0) return undefined
  const entries = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (entries > MOST_ENTRIES || start + length > size) return undefined
  const directory = Buffer.alloc(length)
  await file.read(directory, 0, length, start)
  const names: string[] = []
  for (let at = 0; names.length < entries; ) {
    if (at + 46 > length || directory.readUInt32LE(at) !== ENTRY) return undefined
    const nameLength = directory.readUInt16LE(at + 28)
    names.push(directory.subarray(at + 46, at + 46 + nameLength).toString('utf8'))
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}

/** Text is UTF-8 without control characters, and does not begin like a page or a script. */
async function sniffText(file: Handle, size: number, head: Buffer): Promise<Sniffed> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: telling text from other bytes is the purpose.
  const binary = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/
  if (binary.test(head.toString('latin1'))) return { sentence: UNKNOWN }
  if (/^\s*<(?:!doctype|html|head|body|script|svg|\?php|\?xml)/i.test(head.toString('utf8').replace(/^\ufeff/, ''))) {
    return { sentence: DANGEROUS }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < size; ) {
      const chunk = Buffer.alloc(Math.min(65_536, size - at))
      await file.read(chunk, 0, chunk.length, at)
      at += chunk.length
      if (binary.test(decoder.decode(chunk, { stream: at < size }))) return { sentence: UNKNOWN }
    }
  } catch {
    return { sentence: '文本文件须用 UTF-8 编码，请另存后上传。' }
  }
  return { mime: 'text/plain' }
}
