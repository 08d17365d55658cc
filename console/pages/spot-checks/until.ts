const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** «2天3小时», «5小时12分», «4分30秒»: the two largest units of a span in milliseconds. */
export function untilWords(span: number): string {
  const units = [
    { size: DAY, name: '天' },
    { size: HOUR, name: '小时' },
    { size: MINUTE, name: '分' },
    { size: 1_000, name: '秒' },
  ]
  const first = units.findIndex(({ size }) => span >= size)
  if (first < 0) return '不到1秒'
  let rest = span
  return units
    .slice(first, first + 2)
    .map(({ size, name }) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count > 0 ? `${count}${name}` : ''
    })
    .join('')
}
