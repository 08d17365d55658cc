import { type Html, html } from './html.ts'
import { figure, percent } from './words.ts'

export interface Bar {
  readonly label: string
  /** One number for each series, in their order. */
  readonly values: readonly number[]
}

export interface BarChart {
  readonly title: string
  readonly series: readonly string[]
  readonly bars: readonly Bar[]
}

const ROW = 58
const BAR = 22

/**
 * Stacked bars, drawn by the server. Widths are in per cent of the page and letters keep their size, so that the chart reads
 * as well on a telephone. It is a picture for those who see it; the table beside it says the same in numbers (WEB-003).
 */
export function barChart({ title, series, bars }: BarChart): Html {
  const total = (bar: Bar) => bar.values.reduce((sum, value) => sum + value, 0)
  const most = Math.max(1, ...bars.map(total))
  const words = bars.map(bar => `${bar.label}${figure(total(bar))}件`).join('，')
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
<svg role="img" aria-label="${title}：${words}" width="100%" height="${bars.length * ROW}">
${bars.map((bar, index) => drawnBar(bar, index * ROW, most, series))}
</svg>
<ul class="legend" aria-hidden="true">${series.map((name, index) => html`<li><svg width="14" height="14"><rect class="series-${index}" width="14" height="14" rx="2"/></svg>${name}</li>`)}</ul>
</figure>`
}

// The longest bar leaves room for its own figure on the right.
const LONGEST = 88

function drawnBar({ label, values }: Bar, top: number, most: number, series: readonly string[]): Html {
  let left = 0
  const pieces = values.map((value, index) => {
    const width = percent(value, most) * (LONGEST / 100)
    const x = left
    left += width
    return value === 0
      ? html``
      : html`<rect class="series-${index}" x="${x.toFixed(2)}%" y="${top + 26}" width="${width.toFixed(2)}%" height="${BAR}"><title>${label}，${series[index]}：${figure(value)}件</title></rect>`
  })
  const sum = values.reduce((all, value) => all + value, 0)
  return html`<text class="bar-label" x="0" y="${top + 18}">${label}</text>
<rect class="bar-ground" x="0" y="${top + 26}" width="100%" height="${BAR}"/>${pieces}
<text class="bar-figure" x="${(left + 1).toFixed(2)}%" y="${top + 43}">${figure(sum)}件</text>
`
}
