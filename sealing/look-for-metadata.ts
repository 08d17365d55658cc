import { binaryString, type FileType } from './file-type.ts'

/**
 * Kinds of parts that hold words about a picture instead of the picture, by the four letters that every such part begins with. Where
 * the letters are nowhere in the file, there is no such part; where they are, there very likely is one.
 */
const tellingParts: Partial<Record<FileType, readonly (readonly [letters: string, name: string])[]>> = {
  PNG: [
    ['tEXt', '文字说明'],
    ['zTXt', '文字说明'],
    ['iTXt', '文字说明或 XMP'],
    ['eXIf', 'Exif'],
    ['tIME', '修改时间'],
  ],
  WEBP: [
    ['EXIF', 'Exif'],
    ['XMP ', 'XMP'],
  ],
}

/** What a PNG or WebP carries besides the picture, by name; nothing of it can be taken out without a library for these formats. */
export function metadataIn(bytes: Uint8Array, type: FileType): readonly string[] {
  const text = binaryString(bytes)
  const found = (tellingParts[type] ?? []).filter(([letters]) => text.includes(letters))
  return [...new Set(found.map(([, name]) => name))]
}
