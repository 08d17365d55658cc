/**
 * What to show of what is shown and what was read: a page that was asked for before something newer came in live, and is
 * answered after it, would take that back again for a moment.
 */
export function newerOf(shown: unknown, read: unknown): unknown {
  const [before, after] = [versionOf(shown), versionOf(read)]
  return before !== undefined && after !== undefined && after < before ? shown : read
}

function versionOf(page: unknown): number | undefined {
  if (typeof page !== 'object' || page === null || !('version' in page)) return undefined
  return typeof page.version === 'number' ? page.version : undefined
}
