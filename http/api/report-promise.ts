import type { SignerKey } from '../../domain/log/key.ts'
import { formatNote, signNote } from '../../domain/log/note.ts'

/**
 * «This was received on that day», signed by the log's own key at once (C2SP signed-note). The proof, the digest in the closing
 * of the day, comes the next day; whoever finds none holds this against the agency. Its first line is not the log's name, so that
 * nobody can take it for a checkpoint.
 */
export function promiseOf(
  signer: SignerKey | undefined,
  number: string,
  content: string,
  receivedOn: string,
): string | undefined {
  if (!signer) return undefined
  const text = `${signer.verifier.name}/report-receipt\n${number}\n${content}\n${receivedOn}\n`
  return formatNote({ text, signatures: [signNote(text, signer)] })
}
