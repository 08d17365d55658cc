import { addressOf } from '../api/client.ts'
import type { HeldFile } from './files-field.tsx'

/** Files of a record, each a link below the page that it belongs to. */
export function HeldFiles({ path, files }: { readonly path: string; readonly files: readonly HeldFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files">
      {files.map(({ hash, name }) => (
        <li key={hash}>
          <a href={addressOf(`${path}/files/${hash}`)}>{name}</a>
          <span className="quiet number">{hash.slice(0, 8)}</span>
        </li>
      ))}
    </ul>
  )
}
