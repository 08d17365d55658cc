import { Button } from 'antd'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { instantWords } from '../../parts/time.ts'

interface Person {
  readonly name: string
  readonly title?: string
}

/** What domain/meeting/minutes.ts makes; it is bound by its fingerprint, so its shape is part of the record. */
interface MinutesText {
  readonly title: string
  readonly number: string
  readonly date: string
  readonly place: string
  readonly chair: Person
  readonly recorder: Person
  readonly attending: readonly Person[]
  readonly observing: readonly Person[]
  readonly onLeave: readonly Person[]
  readonly absent: readonly Person[]
  readonly items: readonly MinutesItem[]
}
interface MinutesItem {
  readonly no: number
  readonly matter: string
  readonly title: string
  readonly presider: string
  readonly actingConvener?: string
  readonly recused: readonly { readonly name: string; readonly reason: string; readonly clause: string }[]
  readonly opinions: readonly {
    readonly name: string
    readonly position: string
    readonly words: string
    readonly note?: string
    readonly recordedBy?: string
  }[]
  readonly conclusion: string
  readonly opinion: string
  readonly expected?: number
  readonly present?: number
  readonly agree?: number
  readonly disagree?: number
  readonly abstain?: number
  readonly conditions?: readonly string[]
  readonly differsReason?: string
  readonly orderViolation?: string
  readonly dissents: readonly { readonly name: string; readonly words: string }[]
}

/** The signed minutes as one reads them, with the fingerprint that binds them. */
export function Minutes({ meeting }: { readonly meeting: MeetingPage }) {
  const minutes = meeting.minutes as MinutesText | undefined
  if (!minutes) return null
  return (
    <section className="card minutes" aria-labelledby="minutes-title">
      <h2 id="minutes-title">{minutes.title}</h2>
      <p className="minutes-number">{minutes.number}</p>
      <dl className="facts">
        <Line name="时间" value={minutes.date} />
        <Line name="地点" value={minutes.place} />
        <Line name="主持" value={personWords(minutes.chair)} />
        <Line name="出席" value={minutes.attending.map(personWords).join('、')} />
        <Line name="列席" value={minutes.observing.map(personWords).join('、')} />
        <Line name="请假" value={minutes.onLeave.map(personWords).join('、')} />
        <Line name="缺席" value={minutes.absent.map(personWords).join('、')} />
        <Line name="记录" value={minutes.recorder.name} />
      </dl>
      {minutes.items.map(item => (
        <MinutesOfItem key={item.no} item={item} />
      ))}
      <p className="fingerprint">
        {meeting.signedAt && `${instantWords(meeting.signedAt)}签发。`}纪要指纹（SHA-256）：
        <span className="number">{meeting.hash}</span>
      </p>
      <p className="row-actions">
        <Button onClick={() => globalThis.print()}>打印</Button>
      </p>
    </section>
  )
}

function MinutesOfItem({ item }: { readonly item: MinutesItem }) {
  return (
    <div className="minutes-item">
      <h3>
        {item.no}. {item.title}
        <small className="number">{item.matter}</small>
      </h3>
      <p>
        {item.presider}主持本议题。
        {item.actingConvener && `${item.actingConvener}代为召集。`}
        {item.recused.map(({ name, reason }) => `${name}回避（${reason}）。`).join('')}
      </p>
      <ul className="plain-list">
        {item.opinions.map(({ name, position, words, note, recordedBy }) => (
          <li key={`${name} ${words}`}>
            {name}（{position}）：{words}
            {note && `〔${note}〕`}
            {recordedBy && <span className="quiet"> {recordedBy}记录</span>}
          </li>
        ))}
      </ul>
      <p>
        <strong>{item.conclusion}。</strong>
        {item.opinion}
        {item.expected !== undefined &&
          `（应到${item.expected}人，实到${item.present}人，赞成${item.agree}、反对${item.disagree}、弃权${item.abstain}）`}
      </p>
      {(item.conditions ?? []).length > 0 && (
        <ol className="plain-list">
          {item.conditions?.map(words => (
            <li key={words}>{words}</li>
          ))}
        </ol>
      )}
      {item.differsReason && <p>与多数意见不一致的理由：{item.differsReason}</p>}
      {item.orderViolation && <p>主持人先表态的说明：{item.orderViolation}</p>}
      {item.dissents.map(({ name, words }) => (
        <p key={name} className="dissent">
          保留意见：{name}，{words}
        </p>
      ))}
    </div>
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

const personWords = ({ name, title }: Person) => (title ? `${name}（${title}）` : name)
