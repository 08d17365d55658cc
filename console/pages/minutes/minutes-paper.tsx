import type { ReactNode } from 'react'
import type { Minutes, MinutesItem } from '../../../domain/meeting/minutes.ts'
import { MinutesPaperItem } from './minutes-paper-item.tsx'

/** Minutes as a sheet of paper: the six elements of practice 3.9, then item by item. */
export function MinutesPaper({
  minutes,
  mark,
  foot,
}: {
  readonly minutes: Minutes
  /** Which of two versions it is, where there are two. */
  readonly mark?: string | undefined
  readonly foot: ReactNode
}) {
  const { secondRecorder, formerRecorders = [], separateItems = 0 } = minutes
  return (
    <article className="paper" aria-label={mark ? `${minutes.title}（${mark}）` : minutes.title}>
      {mark && <p className="paper-mark">{mark}</p>}
      <h2>{minutes.title}</h2>
      <p className="minutes-number">{minutes.number}</p>
      <dl className="facts">
        <Line name="时间" value={minutes.date} />
        <Line name="地点" value={minutes.place} />
        <Line name="主持" value={personWords(minutes.chair)} />
        <Line name="出席" value={minutes.attending.map(personWords).join('、')} />
        <Line name="列席" value={minutes.observing.map(personWords).join('、')} />
        <Line name="请假" value={minutes.onLeave.map(personWords).join('、')} />
        <Line name="缺席" value={minutes.absent.map(personWords).join('、')} />
        <Line name="记录" value={[minutes.recorder.name, secondRecorder?.name].filter(Boolean).join('、')} />
        <Line
          name="记录更换"
          value={formerRecorders.map(({ name, reason }) => `原由${name}记录，${reason}`).join('；')}
        />
        <Line name="另行组织" value={separateItems > 0 ? `${separateItems}项议题另行组织审议` : ''} />
      </dl>
      {minutes.items.map((item: MinutesItem) => (
        <MinutesPaperItem key={item.no} item={item} />
      ))}
      {(minutes.errata ?? []).map(({ no, reason, corrections, on }) => (
        <div key={no} className="paper-item">
          <h3>
            第{no}号更正<small>{on}</small>
          </h3>
          <p>{reason}</p>
          {corrections.map(({ was, now }) => (
            <p key={was}>
              「{was}」更正为「{now}」。
            </p>
          ))}
        </div>
      ))}
      <div className="fingerprint">{foot}</div>
    </article>
  )
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

const personWords = ({ name, title }: { readonly name: string; readonly title?: string }) =>
  title ? `${name}（${title}）` : name
