import * as piexif from 'piexif-ts'
import { err, ok, type Result } from '../domain/result.ts'
import { binaryString } from './file-type.ts'

/** What a photograph may still carry after its Exif data is gone: looked for by the words with which each of them begins. */
const leftovers: readonly (readonly [sign: string, name: string])[] = [
  ['Exif\0\0', 'Exif'],
  ['http://ns.adobe.com/xap/', 'XMP'],
  ['http://ns.adobe.com/xmp/', 'XMP'],
  ['<x:xmpmeta', 'XMP'],
  ['Photoshop 3.0\0', 'IPTC'],
  ['8BIM', 'IPTC'],
  ['MPF\0', '多幅图'],
  // Within the picture's own data this never occurs: there, 0xff is followed by 0 or a restart marker.
  ['\xff\xfe', '注释'],
  ['ftypmp4', '动态照片'],
  ['ftypisom', '动态照片'],
]

/**
 * A photograph without its Exif data: place, time, device, owner, thumbnail. The picture itself is the same to the bit.
 * @returns what was removed; or by name what our library leaves in, so that nobody believes it gone.
 */
export function cleanJpeg(
  bytes: Uint8Array,
): Result<{ bytes: Uint8Array; removed: readonly string[] }, readonly string[]> {
  const before = binaryString(bytes)
  let after: string
  try {
    after = piexif.remove(before)
  } catch {
    return err(['无法辨认的图片结构'])
  }
  const left = [...new Set(leftovers.filter(([sign]) => after.includes(sign)).map(([, name]) => name))]
  if (left.length > 0) return err(left)
  const removed = after.length < before.length ? ['拍摄信息（时间、地点、设备、缩略图）'] : []
  return ok({ bytes: Uint8Array.from(after, character => character.charCodeAt(0)), removed })
}
