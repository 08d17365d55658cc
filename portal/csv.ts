/**
 * A table for a spreadsheet: UTF-8 with its mark, so that the office's own program reads the Chinese, and lines as RFC 4180
 * has them. A cell that a spreadsheet would take for a formula is kept from being one.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
