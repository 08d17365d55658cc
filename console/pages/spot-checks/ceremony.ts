/** One throw of dice, or one lottery's draw, as it was announced: so many numbers of a range. */
export interface PlannedSource {
  readonly name: string
  readonly count: number
  readonly from: number
  readonly to: number
}

/** One die thrown so often, every throw a source of its own, which forgets nothing of their order. */
export const throwsOfDie = (times: number, faces: number): readonly PlannedSource[] =>
  Array.from({ length: times }, (_, index) => ({ name: `第${index + 1}次`, count: 1, from: 1, to: faces }))

/** Numbers as people write them: apart by blanks, commas of either kind, or lines. What is no number comes out as NaN. */
export const numbersIn = (text: string): readonly number[] =>
  text
    .split(/[\s,，、;；]+/)
    .filter(part => part !== '')
    .map(part => (/^\d+$/.test(part) ? Number(part) : Number.NaN))

/** Whether the numbers can be written down in one row: where each source gives a single one, as dice do. */
export const inOneRow = (sources: readonly PlannedSource[]): boolean =>
  sources.length > 1 && sources.every(({ count }) => count === 1)

/** One row of numbers dealt out to the sources in their order; what is too much stays with the last, so that it is refused. */
export function dealtOut(
  sources: readonly PlannedSource[],
  numbers: readonly number[],
): { name: string; numbers: number[] }[] {
  return sources.map(({ name }, index) => ({
    name,
    numbers: index === sources.length - 1 ? numbers.slice(index) : numbers.slice(index, index + 1),
  }))
}

/** What is still wrong with the numbers of one row, or `undefined`. */
export function rowFault(sources: readonly PlannedSource[], numbers: readonly number[]): string | undefined {
  if (numbers.some(Number.isNaN)) return '只能填写数字，用空格或逗号隔开'
  const wrong = numbers.findIndex((number, index) => {
    const source = sources[index]
    return source && (number < source.from || number > source.to)
  })
  const source = sources[wrong]
  if (source) return `${source.name}应在${source.from}至${source.to}之间，现为${numbers[wrong]}`
  return numbers.length === sources.length ? undefined : `应有${sources.length}个数字，现有${numbers.length}个`
}
