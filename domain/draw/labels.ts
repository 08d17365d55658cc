/**
 * Labels of what can be drawn: matters, divisions, inspectors, strata. A label is text that looks to everybody as it is:
 * no control or invisible character, so that a tab or a newline can part labels without doubt, and no space at either end.
 */

/** What is wrong with a label, in Chinese, to follow its name in a sentence; `undefined` when nothing is. */
export function labelFault(label: string): string | undefined {
  if (label === '') return '不能为空'
  if (!label.isWellFormed() || UNSEEN.test(label)) return '不能含控制字符或不可见字符'
  if (label !== label.trim()) return '首尾不能有空格'
  return undefined
}

// Format characters (Cf) too: with them two labels look the same and are not.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** The order of labels everywhere in a draw: by UTF-16 code units, as ECMAScript compares strings. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The first label of a sorted list that stands in it twice. */
export function firstRepeated(sorted: readonly string[]): string | undefined {
  return sorted.find((label, i) => i > 0 && label === sorted[i - 1])
}
