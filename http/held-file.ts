import type { FastifyReply } from 'fastify'
import { ok, type Result } from '../domain/result.ts'
import { openFile } from '../store/files.ts'
import { contentDisposition } from './content-disposition.ts'
import { notFound } from './errors.ts'

/** Sends a file that a record names, to be saved and not shown. Whoever may have it was asked before. */
export async function sendHeldFile(
  dataDir: string,
  held: { readonly hash: string; readonly name: string },
  reply: FastifyReply,
): Promise<Result<unknown>> {
  const opened = await openFile(dataDir, held.hash)
  if (!opened) return notFound()
  reply
    .header('content-type', 'application/octet-stream')
    .header('content-length', opened.size)
    .header('content-disposition', contentDisposition('attachment', held.name))
    // Should a browser open it after all, it opens as something that can do nothing.
    .header('content-security-policy', "default-src 'none'; sandbox")
  return ok(opened.stream)
}
