import type { MinutesItem } from '../../../domain/meeting/minutes.ts'
import { dayWords } from '../../parts/time.ts'

/** One item of the minutes; what did not happen is not there. */
export function MinutesPaperItem({ item }: { readonly item: MinutesItem }) {
  return (
    <section className="paper-item" aria-label={`议题${item.no}`}>
      <h3>
        {item.no}. {item.title}
        <small className="number">{item.matter}</small>
        {item.late && <small>临时增加</small>}
      </h3>
      <p>
        {item.presider}主持本议题。
        {item.actingConvener && `${item.actingConvener}代为召集。`}
        {item.recused.map(({ name, reason }) => `${name}回避（${reason}）。`).join('')}
      </p>
      {item.circumstances && <p>再次上会的新情况：{item.circumstances}</p>}
      {(item.recusalRequests ?? []).map(({ name, by, reason, ruling }) => (
        <p key={`${name} ${by}`}>
          {by}申请{name}回避（{reason}）；
          {ruling ? `${ruling.by}裁定${ruling.upheld ? '成立' : '不成立'}：${ruling.reason}` : '未作裁定'}
        </p>
      ))}
      {item.narrative && <p className="words">{item.narrative}</p>}
      <Said item={item} />
      <p>
        <strong>{item.conclusion}。</strong>
        {item.opinion}
        {item.expected !== undefined &&
          `（应到${item.expected}人，实到${item.present}人，赞成${item.agree}、反对${item.disagree}、弃权${item.abstain}）`}
      </p>
      {item.changes && <p>修改内容：{item.changes}</p>}
      <Numbered lines={item.needed ?? []} lead="须补正：" />
      <Numbered lines={item.conditions ?? []} lead="须落实的条件：" />
      {item.differsReason && <p>与多数意见不一致的理由：{item.differsReason}</p>}
      {item.orderViolation && <p>主持人先表态的说明：{item.orderViolation}</p>}
      <Numbered
        lead="议定事项："
        lines={(item.tasks ?? []).map(({ words, owner, dueOn }) => `${words}（${owner}，${dayWords(dueOn)}前）`)}
      />
      {item.dissents.map(({ name, words, confirmed }) => (
        <p key={name} className="dissent">
          保留意见：{name}，{words}
          {confirmed && '（本人已确认记载准确）'}
        </p>
      ))}
    </section>
  )
}

function Said({ item }: { readonly item: MinutesItem }) {
  const { opinions, writtenOpinions = [], supplements = [], objections = [], invitees = [] } = item
  return (
    <ul className="plain-list">
      {opinions.map(({ name, position, words, note, recordedBy }) => (
        <li key={`${name} ${words}`}>
          {name}（{position}）：{words}
          {note && `〔${note}〕`}
          {recordedBy && <span className="quiet"> {recordedBy}记录</span>}
        </li>
      ))}
      {writtenOpinions.map(({ name, channel, words, witness }) => (
        <li key={`${channel} ${name} ${words}`}>
          {name}（{channel}，不计票）：{words}
          {witness && <span className="quiet"> {witness}见证</span>}
        </li>
      ))}
      {invitees.map(({ category, name, unit, position, words, voided }) => (
        <li key={`${category} ${name}`}>
          {name}（{[category, unit, position].filter(Boolean).join('，')}，不计票）：{words ?? '没有发表意见'}
          {voided && `〔意见失效：${voided}〕`}
        </li>
      ))}
      {supplements.map(({ name, words }) => (
        <li key={`补充 ${name} ${words}`}>
          {name}补充说明：{words}
        </li>
      ))}
      {objections.map(({ name, words }) => (
        <li key={`异议 ${name} ${words}`}>
          {name}对回避裁定的异议：{words}
        </li>
      ))}
    </ul>
  )
}

function Numbered({ lead, lines }: { readonly lead: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <p>{lead}</p>
      <ol className="plain-list">
        {lines.map(words => (
          <li key={words}>{words}</li>
        ))}
      </ol>
    </>
  )
}
