/** What a person wrote, with their line breaks. */
export function Words({ text }: { readonly text: string }) {
  return <p className="words">{text}</p>
}

/** «1,250,000元（125万元）» */
export function amountWords(amount: number): string {
  const plain = `${new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(amount)}元`
  if (amount < 10_000) return plain
  const [unit, size] = amount >= 1e8 ? (['亿元', 1e8] as const) : (['万元', 1e4] as const)
  return `${plain}（${new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(amount / size)}${unit}）`
}

/** «1.2 MB» */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** A table of names and values, for what has few words. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, React.ReactNode])[] }) {
  const given = rows.filter(([, value]) => value !== undefined && value !== '' && value !== null)
  return (
    <dl className="facts">
      {given.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
