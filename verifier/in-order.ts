/**
 * Results of `read(0)`, `read(1)` … `read(count - 1)` in this order, while up to `ahead` of them are under way at a time.
 * `read` may not fail, because nobody waits for those under way when the caller stops.
 */
export async function* inOrder<T>(
  count: number,
  ahead: number,
  read: (index: number) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = []
  for (let next = 0; next < count || underWay.length > 0; ) {
    while (next < count && underWay.length < ahead) underWay.push(read(next++))
    const oldest = underWay.shift()
    if (oldest) yield await oldest
  }
}
