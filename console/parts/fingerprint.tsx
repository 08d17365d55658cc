/** A SHA-256 in full: it is there to be compared. */
export function Fingerprint({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <p>
      <span className="quiet">{name}</span> <code className="digest">{value}</code>
    </p>
  )
}
