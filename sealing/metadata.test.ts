import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { CommentRangeEnd, CommentRangeStart, CommentReference, Document, Packer, Paragraph, TextRun } from 'docx'
import JSZip from 'jszip'
import * as piexif from 'piexif-ts'
import { cleaned, uncleaned } from './metadata.ts'

/** Stands in every trace; where it is found afterwards, a trace was left. */
const MARKER = 'ZHANGSAN-13800000000'

const latin = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))
const fileOf = (bytes: Uint8Array, type = '') => new Blob([bytes as Uint8Array<ArrayBuffer>], { type })
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())
const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text)

/** A picture of one grey point. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z',
  'base64',
).toString('latin1')
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
).toString('latin1')

/** With place, owner, device and a thumbnail. */
const withExif = (picture: string) =>
  piexif.insert(
    piexif.dump({
      '0th': { [piexif.TagValues.ImageIFD.Artist]: MARKER, [piexif.TagValues.ImageIFD.Make]: MARKER },
      Exif: {
        [piexif.TagValues.ExifIFD.CameraOwnerName]: MARKER,
        [piexif.TagValues.ExifIFD.DateTimeOriginal]: '2026:11:24 09:00:00',
      },
      GPS: {
        [piexif.TagValues.GPSIFD.GPSLatitudeRef]: 'N',
        [piexif.TagValues.GPSIFD.GPSLatitude]: [
          [23, 1],
          [7, 1],
          [0, 1],
        ],
      },
      '1st': { [piexif.TagValues.ImageIFD.ImageDescription]: MARKER },
      thumbnail: JPEG,
    }),
    picture,
  )

/** A segment of a JPEG put right behind its beginning. */
const withSegment = (picture: string, marker: string, content: string) => {
  const length = content.length + 2
  return `\xff\xd8\xff${marker}${String.fromCharCode(length >> 8, length & 255)}${content}${picture.slice(2)}`
}

test('CMP-004 照片的时间、地点、设备、机主和缩略图都去掉，画面一点不变', async () => {
  const photo = withExif(JPEG)
  assert.ok(photo.includes(MARKER) && photo.includes('2026:11:24'))
  const clean = await cleaned(fileOf(latin(photo), 'image/jpeg'), '李四家门口.jpg')
  assert.ok(clean.ok)
  assert.deepEqual(Buffer.from(await bytesOf(clean.value.blob)).toString('latin1'), JPEG)
  assert.deepEqual(clean.value.removed, ['拍摄信息（时间、地点、设备、缩略图）'])
  assert.deepEqual([clean.value.warnings, clean.value.dangers], [[], []])
  assert.equal(clean.value.blob.type, 'image/jpeg')
})

test('CMP-004 本页去不掉的信息（XMP、IPTC、注释、动态照片）不装作去掉了：请先截图另存', async () => {
  const left: readonly (readonly [string, string])[] = [
    [withSegment(JPEG, '\xe1', `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${MARKER}</x:xmpmeta>`), 'XMP'],
    [withSegment(JPEG, '\xed', `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0${MARKER}`), 'IPTC'],
    [withSegment(JPEG, '\xfe', MARKER), '注释'],
    [`${JPEG}\0\0\0\x18ftypmp42${MARKER}`, '动态照片'],
    [withSegment(withExif(JPEG), '\xe2', `MPF\0${MARKER}`), '多幅图'],
    [`${JPEG}${withExif(JPEG)}`, 'Exif'],
  ]
  for (const [photo, name] of left) {
    const refused = await cleaned(fileOf(latin(photo)), '照片.jpg')
    assert.ok(!refused.ok, name)
    assert.match(refused.error.sentence, /请先截图另存/)
    assert.match(refused.error.sentence, new RegExp(name))
  }
  const broken = await cleaned(fileOf(latin('\xff\xd8\xff\xe1')), '照片.jpg')
  assert.equal(broken.ok, false)
})

test('CMP-004 截图一般什么也不带，照收；带了文字说明的 PNG 和 WebP 请先截图另存', async () => {
  const plain = await cleaned(fileOf(latin(PNG)), '截图.png')
  assert.ok(plain.ok)
  assert.deepEqual([plain.value.removed, plain.value.warnings], [[], []])
  for (const letters of ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME']) {
    const telling = `${PNG.slice(0, 33)}\0\0\0\x14${letters}Author\0${MARKER}${PNG.slice(33)}`
    const refused = await cleaned(fileOf(latin(telling)), '图.png')
    assert.match(refused.ok ? '' : refused.error.sentence, /请先截图另存/, letters)
  }
  const webp = (part: string) => cleaned(fileOf(latin(`RIFF\0\0\0\0WEBPVP8X${part}`)), '图.webp')
  assert.equal((await webp('VP8 ')).ok, true)
  assert.equal((await webp('EXIF')).ok, false)
  assert.equal((await webp('XMP ')).ok, false)
})

/** A document with traces in every corner that we know of, and a picture. */
async function tellingPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.setAuthor(MARKER)
  pdf.setTitle(MARKER)
  pdf.setCreator(MARKER)
  const page = pdf.addPage([200, 200])
  page.drawText('kept words')
  page.drawImage(await pdf.embedJpg(latin(withExif(JPEG))), { x: 10, y: 10, width: 10, height: 10 })
  const { context } = pdf
  const xmp = () => context.register(context.stream(`<x:xmpmeta>${MARKER}</x:xmpmeta>`))
  pdf.catalog.set(PDFName.of('Metadata'), xmp())
  page.node.set(PDFName.of('Metadata'), xmp())
  page.node.set(PDFName.of('PieceInfo'), context.obj({ App: { Private: PDFString.of(MARKER) } }))
  const note = { Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], T: PDFString.of(MARKER), NM: PDFString.of(MARKER) }
  page.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(note))]))
  // What an earlier revision leaves behind: an object that nothing points at any more.
  context.register(context.stream(`deleted page of ${MARKER}`))
  const script = context.register(context.obj({ S: 'JavaScript', JS: PDFString.of(`app.alert("${MARKER}")`) }))
  pdf.catalog.set(PDFName.of('OpenAction'), script)
  return await pdf.save({ useObjectStreams: false })
}

test('CMP-004 PDF 的作者、XMP、批注人、旧版本、照片里的信息都去掉，页面还在', async () => {
  const before = await tellingPdf()
  assert.ok(holds(before, MARKER))
  const clean = await cleaned(fileOf(before, 'application/pdf'), '合同.pdf')
  assert.ok(clean.ok, JSON.stringify(clean))
  const after = await bytesOf(clean.value.blob)
  // Saved once more without compressed object streams, so that nothing hides from the search.
  const reopened = await PDFDocument.load(after, { updateMetadata: false })
  assert.equal(reopened.getPageCount(), 1)
  assert.equal(reopened.getAuthor(), undefined)
  assert.equal(reopened.getCreationDate(), undefined)
  const plain = await reopened.save({ useObjectStreams: false })
  for (const bytes of [after, plain]) {
    assert.equal(holds(bytes, MARKER), false)
    assert.equal(holds(bytes, Buffer.from(MARKER, 'utf16le').swap16().toString('hex').toUpperCase()), false)
    assert.equal(holds(bytes, 'Exif'), false)
    assert.equal(Buffer.from(bytes).toString('latin1').split('%%EOF').length, 2)
  }
  assert.deepEqual(
    clean.value.dangers.map(({ kind }) => kind),
    ['ACTIVE'],
  )
})

test('CMP-004 加密或读不出来的 PDF 说明不能移除', async () => {
  const locked = await PDFDocument.create()
  locked.addPage()
  locked.encrypt({ userPassword: 'a', ownerPassword: 'b' })
  const refused = await cleaned(fileOf(await locked.save()), '锁.pdf')
  assert.match(refused.ok ? '' : refused.error.sentence, /加了密码或权限/)
  const broken = await cleaned(fileOf(latin('%PDF-1.7 broken')), '坏.pdf')
  assert.match(broken.ok ? '' : broken.error.sentence, /读不出来/)
})

async function partsOf(blob: Blob): Promise<Map<string, string>> {
  const zip = await JSZip.loadAsync(await blob.arrayBuffer())
  const files = Object.values(zip.files).filter(({ dir }) => !dir)
  return new Map(await Promise.all(files.map(async file => [file.name, await file.async('binarystring')] as const)))
}

test('CMP-004 Word 文档的作者、单位、批注人、修订人、编辑编号和模板路径都去掉，正文还在', async () => {
  const document = new Document({
    creator: MARKER,
    lastModifiedBy: MARKER,
    description: MARKER,
    customProperties: [{ name: 'owner', value: MARKER }],
    comments: {
      children: [{ id: 0, author: MARKER, initials: MARKER, date: new Date(), children: [new Paragraph('批注')] }],
    },
    sections: [
      {
        children: [
          new Paragraph({
            children: [
              new CommentRangeStart(0),
              new TextRun('留下的正文'),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
            ],
          }),
        ],
      },
    ],
  })
  const zip = await JSZip.loadAsync(await Packer.toBuffer(document))
  const changed = async (name: string, change: (xml: string) => string) =>
    zip.file(name, change((await zip.file(name)?.async('string')) ?? ''))
  await changed('word/document.xml', xml =>
    xml.replace(
      '<w:p>',
      `<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:ins w:id="9" w:author="${MARKER}" w:date="2026-11-24T01:00:00Z"/>`,
    ),
  )
  await changed('word/settings.xml', xml =>
    xml.replace(
      '</w:settings>',
      `<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:attachedTemplate r:id="rId9"/></w:settings>`,
    ),
  )
  zip.file(
    'word/_rels/settings.xml.rels',
    `<Relationships><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Users/${MARKER}/t.dotm" TargetMode="External"/></Relationships>`,
  )
  zip.file(
    'word/people.xml',
    `<w15:people><w15:person w15:author="${MARKER}"><w15:presenceInfo w15:providerId="AD" w15:userId="${MARKER}"/></w15:person></w15:people>`,
  )
  zip.file('docProps/thumbnail.jpeg', latin(withExif(JPEG)))
  zip.file('word/media/image1.jpg', latin(withExif(JPEG)))
  const clean = await cleaned(fileOf(await zip.generateAsync({ type: 'uint8array' })), '举报材料.docx')

  assert.ok(clean.ok, JSON.stringify(clean))
  const parts = await partsOf(clean.value.blob)
  for (const [name, text] of parts) {
    assert.equal(text.includes(MARKER), false, name)
    assert.equal(/00AB12CD|2026-11-24/.test(text), false, name)
  }
  assert.equal(parts.has('docProps/thumbnail.jpeg'), false)
  assert.ok(
    Buffer.from(parts.get('word/document.xml') ?? '', 'latin1')
      .toString()
      .includes('留下的正文'),
  )
  assert.ok(
    Buffer.from(parts.get('word/comments.xml') ?? '', 'latin1')
      .toString()
      .includes('批注'),
  )
  assert.equal(parts.get('word/media/image1.jpg'), JPEG)
  const zipped = await JSZip.loadAsync(await clean.value.blob.arrayBuffer())
  assert.deepEqual([...new Set(Object.values(zipped.files).map(({ date }) => date.getUTCFullYear()))], [1980])
  assert.deepEqual(clean.value.dangers, [])
})

test('CMP-004 Excel 和 PowerPoint 的作者、批注人、文件路径、打印机也去掉；带宏的提醒', async () => {
  const zip = new JSZip()
  zip.file('[Content_Types].xml', '<Types/>')
  zip.file('docProps/app.xml', `<Properties><Company>${MARKER}</Company></Properties>`)
  zip.file(
    'xl/workbook.xml',
    `<workbook><fileSharing userName="${MARKER}"/><x15ac:absPath url="C:\\Users\\${MARKER}\\"/><sheets><sheet name="台账"/></sheets></workbook>`,
  )
  zip.file(
    'xl/comments1.xml',
    `<comments><authors><author>${MARKER}</author></authors><commentList>批注</commentList></comments>`,
  )
  zip.file(
    'xl/persons/person.xml',
    `<personList><person displayName="${MARKER}" id="{1}" userId="${MARKER}" providerId="AD"/></personList>`,
  )
  zip.file('xl/printerSettings/printerSettings1.bin', latin(MARKER))
  zip.file('xl/worksheets/sheet1.xml', '<worksheet><pageSetup orientation="portrait" r:id="rId1"/></worksheet>')
  zip.file(
    'xl/worksheets/_rels/sheet1.xml.rels',
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>',
  )
  zip.file(
    'ppt/commentAuthors.xml',
    `<p:cmAuthorLst><p:cmAuthor id="0" name="${MARKER}" initials="${MARKER}"/></p:cmAuthorLst>`,
  )
  zip.file('xl/vbaProject.bin', latin('macro'))
  const clean = await cleaned(fileOf(await zip.generateAsync({ type: 'uint8array' })), '台账.xlsx')

  assert.ok(clean.ok)
  const parts = await partsOf(clean.value.blob)
  for (const [name, text] of parts) assert.equal(text.includes(MARKER), false, name)
  assert.ok(
    Buffer.from(parts.get('xl/workbook.xml') ?? '', 'latin1')
      .toString()
      .includes('<sheet name="台账"/>'),
  )
  assert.equal(parts.get('xl/worksheets/sheet1.xml'), '<worksheet><pageSetup orientation="portrait"/></worksheet>')
  assert.equal(parts.get('xl/worksheets/_rels/sheet1.xml.rels'), '<Relationships></Relationships>')
  assert.deepEqual(
    clean.value.dangers.map(({ kind }) => kind),
    ['MACROS'],
  )
})

test('E-58 别的类型原样保留，说明什么也没有移除；普通的压缩包不拆', async () => {
  const zip = new JSZip()
  zip.file('录音.amr', latin(MARKER))
  const archive = await zip.generateAsync({ type: 'uint8array' })
  for (const [bytes, name] of [
    [archive, '证据.zip'],
    [latin('MZ\x90\0'), '照片.jpg'],
    [latin('\0\0\0\x18ftypmp42'), '录像.mp4'],
  ] as const) {
    const kept = await cleaned(fileOf(bytes), name)
    assert.ok(kept.ok)
    assert.deepEqual(await bytesOf(kept.value.blob), bytes)
    assert.deepEqual(kept.value.removed, [])
    assert.match(kept.value.warnings.join(), /没有移除，请确认它不会暴露您/)
  }
  const text = await cleaned(fileOf(new TextEncoder().encode('演示：说明')), '说明.txt')
  assert.deepEqual(text.ok && [text.value.removed, text.value.warnings], [[], []])
})

test('E-58 退回过的照片，举报人确认后可以原样附上：材料不丢，提醒还在', async () => {
  const photo = latin(withSegment(JPEG, '\xfe', MARKER))
  const kept = await uncleaned(fileOf(photo), '照片.png')
  assert.deepEqual(await bytesOf(kept.blob), photo)
  assert.match(kept.warnings.join(), /没有移除/)
  assert.deepEqual(
    kept.dangers.map(({ kind }) => kind),
    ['DISGUISED'],
  )
})

test('CMP-004 文件名可以换成看不出什么的，后缀还在；文件自己的名字和时间不跟着走', async () => {
  const file = new File([latin(JPEG) as Uint8Array<ArrayBuffer>], '张三拍的李四.JPG', {
    type: 'image/jpeg',
    lastModified: 1,
  })
  const clean = await cleaned(file, file.name, { neutralNumber: 3 })
  assert.ok(clean.ok)
  assert.equal(clean.value.name, '附件3.jpg')
  assert.equal(clean.value.blob instanceof File, false)
  const bare = await cleaned(new Blob(['x']), '没有后缀', { neutralNumber: 4 })
  assert.equal(bare.ok && bare.value.name, '附件4')
})
