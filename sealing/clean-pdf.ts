import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream } from '@cantoo/pdf-lib'
import { err, ok, type Result } from '../domain/result.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { type Danger, danger } from './file-type.ts'

export interface CleanPdf {
  readonly bytes: Uint8Array
  readonly removed: readonly string[]
  readonly dangers: readonly Danger[]
  readonly warnings: readonly string[]
}

/** Where programs leave traces inside a document, besides its own Info and XMP: on pages, pictures and drawn objects. */
const traces = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb', 'ModDate', 'CreationDate'].map(name =>
  PDFName.of(name),
)
/** On annotations: author, dates, unique name. Of form fields, T is the field's name. */
const annotationTraces = ['T', 'M', 'NM', 'RC'].map(name => PDFName.of(name))

/**
 * A document of the same pages and nothing else: what cannot be reached from a page (earlier revisions, deleted pages,
 * Info, XMP, bookmarks, scripts of the document) is not copied. @returns `ENCRYPTED` or `UNREADABLE` when there is no way in.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<Result<CleanPdf, 'ENCRYPTED' | 'UNREADABLE'>> {
  try {
    const before = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true })
    if (before.isEncrypted) return err('ENCRYPTED')
    const dangers = dangersIn(before)
    // First the traces, then the copy: what only a trace pointed at stays behind.
    const pictures = stripped(before)
    const after = await PDFDocument.create({ updateMetadata: false })
    for (const page of await after.copyPages(before, before.getPageIndices())) after.addPage(page)
    return ok({
      bytes: await after.save({ addDefaultPage: false, updateFieldAppearances: false }),
      removed: ['文档属性（作者、单位、软件、时间）', '旧版本和页面以外的内容', '批注的作者和时间'],
      dangers,
      warnings: pictures > 0 ? [`文档里有 ${pictures} 幅图片自带的信息没有移除。`] : [],
    })
  } catch {
    return err('UNREADABLE')
  }
}

/** Takes the traces off every object. @returns how many pictures keep theirs. */
function stripped({ context }: PDFDocument): number {
  let pictures = 0
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object
    if (!(dict instanceof PDFDict)) continue
    for (const name of traces) dict.delete(name)
    const isNote =
      dict.get(PDFName.of('Rect')) !== undefined && dict.get(PDFName.of('Subtype')) !== PDFName.of('Widget')
    if (isNote) for (const name of annotationTraces) dict.delete(name)
    if (object instanceof PDFRawStream && isPhotograph(object.dict)) {
      const clean = cleanJpeg(object.contents)
      if (clean.ok) context.assign(ref, PDFRawStream.of(object.dict, clean.value.bytes))
      else pictures += 1
    }
  }
  return pictures
}

const isPhotograph = (dict: PDFDict): boolean => dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')

function dangersIn({ context }: PDFDocument): Danger[] {
  const dicts = context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFStream ? object.dict : object))
    .filter(object => object instanceof PDFDict)
  const has = (name: string) => dicts.some(dict => dict.get(PDFName.of(name)) !== undefined)
  return [
    ...(has('JS') || has('Launch')
      ? [danger('ACTIVE', '这份 PDF 原带脚本或会启动程序，查看时请用不执行脚本的阅读器。')]
      : []),
    ...(has('EF') ? [danger('EMBEDDED', '这份 PDF 内嵌了别的文件。')] : []),
  ]
}
