import JSZip from 'jszip'
import { err, ok, type Result } from '../domain/result.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { type Danger, danger } from './file-type.ts'

export interface CleanOffice {
  readonly bytes: Uint8Array
  readonly removed: readonly string[]
  readonly dangers: readonly Danger[]
  readonly warnings: readonly string[]
}

/** What is taken for the moment at which every part was last changed: a ZIP keeps one for each. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1))
/** A picture or a text of more than that is no document of an office: it may be a bomb. */
const MOST_PART_CHARACTERS = 200_000_000

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const blanks: Readonly<Record<string, string>> = {
  'docProps/core.xml': `${XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
  'docProps/app.xml': `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`,
  'docProps/custom.xml': `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`,
}

/** Parts that belong to the machine on which it was written, not to the document: the first picture, the printer, the template. */
const machineParts = /^docProps\/thumbnail\.|printerSettings\/|printerSettings\d*\.bin$/
const machineRelations =
  /<Relationship\b[^>]*Type="[^"]*\/(?:thumbnail|printerSettings|attachedTemplate)"[^>]*?(?:\/>|>\s*<\/Relationship>)/g

/** Names, times and session numbers in the parts themselves: what to look for, and what stands there afterwards. */
const replacements: readonly (readonly [part: RegExp, what: RegExp, by: string])[] = [
  [/^word\//, /\b(w\d*:(?:author|initials|userId|providerId))="[^"]*"/g, '$1=""'],
  [/^word\//, /\s+w\d*:(?:date|dateUtc|rsid\w*)="[^"]*"/g, ''],
  [/^word\/settings\.xml$/, /<w:rsids>[\s\S]*?<\/w:rsids>|<w:attachedTemplate\b[^>]*\/>/g, ''],
  [/^xl\/comments/, /<author>[^<]*<\/author>/g, '<author/>'],
  [/^xl\/persons\//, /\b(displayName|userId|providerId)="[^"]*"/g, '$1=""'],
  [/^xl\/threadedComments\//, /\s+dT="[^"]*"/g, ''],
  [/^xl\/workbook\.xml$/, /\b(userName|url)="[^"]*"/g, '$1=""'],
  [/^xl\/revisions\//, /\b(userName|name)="[^"]*"/g, '$1=""'],
  [/^xl\/worksheets\//, /(<pageSetup\b[^>]*?)\s+r:id="[^"]*"/g, '$1'],
  [/^ppt\/(?:commentAuthors|authors)\.xml$/, /\b(name|initials|userId|providerId)="[^"]*"/g, '$1=""'],
  [/^ppt\/comments\//, /\s+(?:dt|created)="[^"]*"/g, ''],
  [/\.rels$/, machineRelations, ''],
]

/** A document of Word, Excel or PowerPoint without what tells who wrote it, where, when and with what. */
export async function cleanOffice(bytes: Uint8Array): Promise<Result<CleanOffice | undefined, 'UNREADABLE'>> {
  let zip: JSZip
  try {
    zip = await JSZip.loadAsync(bytes)
  } catch {
    return err('UNREADABLE')
  }
  if (!zip.file('[Content_Types].xml')) return ok(undefined)
  try {
    return ok(await cleanParts(zip))
  } catch {
    return err('UNREADABLE')
  }
}

async function cleanParts(zip: JSZip): Promise<CleanOffice> {
  const parts = Object.values(zip.files).filter(({ dir }) => !dir)
  const clean = new JSZip()
  let pictures = 0
  for (const part of parts) {
    const content = await contentOf(part)
    if (content === undefined) continue
    if (content === 'PICTURE_AS_IT_IS') pictures += 1
    const data = content === 'PICTURE_AS_IT_IS' ? await part.async('uint8array') : content
    clean.file(part.name, data, { date: NO_TIME, createFolders: false })
  }
  const names = parts.map(({ name }) => name)
  return {
    bytes: await clean.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }),
    removed: ['文档属性（作者、单位、软件、时间）', '批注和修订的作者、时间', '编辑过程的编号', '打印机和模板的名称'],
    dangers: [
      ...(names.some(name => /vbaProject|\/activeX\//.test(name))
        ? [danger('MACROS', '这份文件带有宏，打开时请不要启用宏。')]
        : []),
      ...(names.some(name => /\/embeddings\//.test(name)) ? [danger('EMBEDDED', '这份文件内嵌了别的文件。')] : []),
    ],
    warnings: pictures > 0 ? [`文内有 ${pictures} 幅图片自带的信息没有移除。`] : [],
  }
}

/** What a part becomes; `undefined` when it is left out. */
async function contentOf(part: JSZip.JSZipObject): Promise<string | Uint8Array | undefined> {
  const { name } = part
  if (machineParts.test(name)) return undefined
  const blank = blanks[name]
  if (blank !== undefined) return blank
  if (/\.(?:xml|rels|vml)$/.test(name)) return replaced(name, await part.async('string'))
  if (/\/media\//.test(name)) return cleanPicture(await part.async('uint8array'))
  return await part.async('uint8array')
}

function replaced(name: string, xml: string): string {
  if (xml.length > MOST_PART_CHARACTERS) throw new Error('a part that long is no text')
  return replacements.reduce((text, [part, what, by]) => (part.test(name) ? text.replace(what, by) : text), xml)
}

/** Vector pictures are text or drawing orders; those of the camera and the screen may tell more. */
function cleanPicture(bytes: Uint8Array): string | Uint8Array {
  const clean = cleanJpeg(bytes)
  return clean.ok ? clean.value.bytes : 'PICTURE_AS_IT_IS'
}
