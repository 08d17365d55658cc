import { BarChart as Bars } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useLargePrint } from '../frame/large-print.ts'
import { fonts } from '../frame/theme.ts'

use([Bars, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** One colour of bars: a number for each name. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
}

const colours = ['#1f4e8c', '#c77700', '#b3261e']
/** Two bars and the air between rows; the letters are those of 0.8125rem. Both in pixels of ordinary print. */
const ROW_PX = 30
const LETTER_PX = 13
const LARGER = 1.25

/** Lying bars, one row a name. A picture only: the same numbers stand in a table beside it, for everybody. */
export function BarChart({
  label,
  names,
  series,
}: {
  readonly label: string
  readonly names: readonly string[]
  readonly series: readonly Series[]
}) {
  const place = useRef<HTMLDivElement>(null)
  const times = useLargePrint() ? LARGER : 1
  const data = JSON.stringify({ names, series, letterPx: LETTER_PX * times })
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current)
    chart.setOption(optionsOf(JSON.parse(data)))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [data])
  const height = (72 + names.length * ROW_PX) * times
  return <div ref={place} className="chart" role="img" aria-label={label} style={{ height }} />
}

interface Drawn {
  readonly names: string[]
  readonly series: readonly Series[]
  readonly letterPx: number
}

function optionsOf({ names, series, letterPx }: Drawn) {
  const letters = { fontFamily: fonts, fontSize: letterPx, color: '#22262b' }
  return {
    animation: false,
    color: colours,
    textStyle: letters,
    legend: { top: 0, left: 0, textStyle: letters },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    grid: { top: 3 * letterPx, right: 32, bottom: 8, left: 8, outerBoundsMode: 'same' },
    xAxis: { type: 'value', minInterval: 1, axisLabel: letters },
    yAxis: { type: 'category', inverse: true, data: names, axisLabel: letters, axisTick: { show: false } },
    series: series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values,
      barMaxWidth: 12,
      label: { show: true, position: 'right', ...letters },
    })),
  }
}
