import JSZip from 'jszip'

/** The same package with one part's content replaced. */
export async function withPart(file: Buffer, path: string, content: string): Promise<Buffer> {
  const zip = await JSZip.loadAsync(file)
  if (!zip.file(path)) throw new Error(`the package has no part ${path}`)
  zip.file(path, content)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** The text of a part; `undefined` when the package has none of that name. */
export async function partsOf(file: Buffer, paths: RegExp): Promise<ReadonlyMap<string, string>> {
  const zip = await JSZip.loadAsync(file)
  const found = new Map<string, string>()
  for (const name of Object.keys(zip.files)) {
    const part = paths.test(name) ? zip.file(name) : null
    if (part) found.set(name, await part.async('string'))
  }
  return found
}
