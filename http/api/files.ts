import type { FastifyReply } from 'fastify'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { mostBytes, saveFile } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { edgeError } from '../errors.ts'
import type { Ask } from '../route.ts'
import type { FileView } from './contract.ts'

/** POST /files: one file in the form field `file`. @throws EdgeError */
export async function upload(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<FileView>> {
  const { request } = ask
  if (!request.isMultipart()) throw edgeError('WRONG_FORM')
  // The store counts bytes itself and says the limit in its own words; the parser's is one byte later.
  const part = await request.file({
    limits: { files: 1, fields: 0, fileSize: mostBytes + 1 },
    throwFileSizeLimit: false,
  })
  if (!part) return err(refuse('INCOMPLETE', 'S79', '没有选择文件。', 'file'))
  try {
    const saved = await saveFile(store, dataDir, part.file, part.filename ?? '', ask.person, ask.now)
    if (saved.ok) return ok(saved.value)
    // The rest of a refused file may still be on its way: nobody should send the next request behind it.
    reply.header('connection', 'close')
    return saved
  } finally {
    part.file.resume()
  }
}
