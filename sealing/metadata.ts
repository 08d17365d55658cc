/**
 * Attachments without the traces of whoever made them (CMP-004), before they are sealed. Everything happens in this page;
 * what cannot be cleaned is refused with what to do instead, or kept with a warning: never called clean.
 */
import { err, ok, type Result, refuse } from '../domain/result.ts'
import { cleanJpeg } from './clean-jpeg.ts'
import { cleanOffice } from './clean-office.ts'
import { cleanPdf } from './clean-pdf.ts'
import { type Danger, dangersOf, endingOf, type FileType, fileTypeOf, HEAD_BYTES } from './file-type.ts'
import { metadataIn } from './look-for-metadata.ts'

export type { Danger } from './file-type.ts'

export interface CleanFile {
  readonly blob: Blob
  readonly name: string
  /** What was taken out, each in a few words. */
  readonly removed: readonly string[]
  /** What is left in, or may be: whole sentences for the reporter. */
  readonly warnings: readonly string[]
  /** E-58: what to beware of when opening it; sealed along with it, for the member. */
  readonly dangers: readonly Danger[]
}

export interface Cleaning {
  /** Gives the file a name that tells nothing, with this number: `附件3.pdf`. */
  readonly neutralNumber?: number
}

/** More is not taken into memory to be cleaned. */
export const MOST_CLEANED_BYTES = 100 * 1024 * 1024

/** The file without its traces; refused when it has some that stay. */
export async function cleaned(file: Blob, name: string, options: Cleaning = {}): Promise<Result<CleanFile>> {
  const type = fileTypeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
  const kept = asItIs(file, name, type, options)
  if (!cleanable.has(type)) return ok(kept)
  if (file.size > MOST_CLEANED_BYTES) return ok({ ...kept, warnings: [tooLarge] })
  const bytes = new Uint8Array(await file.arrayBuffer())
  switch (type) {
    case 'JPEG':
      return photograph(bytes, kept)
    case 'PDF':
      return await document(bytes, kept)
    case 'ZIP':
      return await officeFile(bytes, kept)
    default:
      return picture(bytes, type, kept)
  }
}

/** The file unchanged, for a reporter who decided so after a refusal: with the warning, and with what to beware of. */
export async function uncleaned(file: Blob, name: string, options: Cleaning = {}): Promise<CleanFile> {
  const type = fileTypeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
  return { ...asItIs(file, name, type, options), warnings: [nothingRemoved] }
}

const cleanable: ReadonlySet<FileType> = new Set(['JPEG', 'PNG', 'WEBP', 'PDF', 'ZIP'])

const nothingRemoved = '这份文件原样保留：其中的作者、时间、设备等信息没有移除，请确认它不会暴露您。'
const tooLarge = `文件超过 ${MOST_CLEANED_BYTES / 1024 / 1024} MB，原样保留：其中的作者、时间、设备等信息没有移除，请确认它不会暴露您。`

function asItIs(file: Blob, name: string, type: FileType, { neutralNumber }: Cleaning): CleanFile {
  const ending = endingOf(name)
  const given = neutralNumber === undefined ? name : `附件${neutralNumber}${ending ? `.${ending}` : ''}`
  // A blob of its own, since a File brings its name and the time of its last change along.
  const blob = file.slice(0, file.size, file.type)
  const warnings = type === 'TEXT' ? [] : [nothingRemoved]
  return { blob, name: given, removed: [], warnings, dangers: dangersOf(name, type) }
}

function photograph(bytes: Uint8Array, kept: CleanFile): Result<CleanFile> {
  const clean = cleanJpeg(bytes)
  if (!clean.ok) return err(screenshotFirst(`这张照片里还有本页不能移除的信息（${clean.error.join('、')}）`))
  return ok({ ...kept, blob: blobOf(clean.value.bytes, kept), removed: clean.value.removed, warnings: [] })
}

/** A screenshot usually carries nothing; what carries something, we cannot clean. */
function picture(bytes: Uint8Array, type: FileType, kept: CleanFile): Result<CleanFile> {
  const found = metadataIn(bytes, type)
  return found.length === 0
    ? ok({ ...kept, warnings: [] })
    : err(screenshotFirst(`这张图片自带本页不能移除的信息（${found.join('、')}）`))
}

async function document(bytes: Uint8Array, kept: CleanFile): Promise<Result<CleanFile>> {
  const clean = await cleanPdf(bytes)
  if (!clean.ok) {
    const why = clean.error === 'ENCRYPTED' ? '这份 PDF 加了密码或权限' : '这份 PDF 读不出来'
    return err(screenshotFirst(`${why}，其中的信息不能移除`))
  }
  return ok(merged(kept, clean.value))
}

async function officeFile(bytes: Uint8Array, kept: CleanFile): Promise<Result<CleanFile>> {
  const clean = await cleanOffice(bytes)
  if (!clean.ok) return err(screenshotFirst('这份文件读不出来，其中的信息不能移除'))
  // An archive of other things: what is in it is nobody's business here.
  return ok(clean.value ? merged(kept, clean.value) : kept)
}

interface Cleaned {
  readonly bytes: Uint8Array
  readonly removed: readonly string[]
  readonly dangers: readonly Danger[]
  readonly warnings: readonly string[]
}

const merged = (kept: CleanFile, { bytes, removed, dangers, warnings }: Cleaned): CleanFile => ({
  ...kept,
  blob: blobOf(bytes, kept),
  removed,
  warnings,
  dangers: [...kept.dangers, ...dangers],
})

const blobOf = (bytes: Uint8Array, { blob }: CleanFile): Blob =>
  new Blob([bytes as Uint8Array<ArrayBuffer>], { type: blob.type })

const screenshotFirst = (why: string) =>
  refuse(
    'NOT_SUPPORTED',
    'CMP-004',
    `${why}：请先截图另存，再选择截图；也可以确认不会暴露您之后原样附上。`,
    'attachments',
  )
