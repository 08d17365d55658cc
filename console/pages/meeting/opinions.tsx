import { positionNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView } from '../../../http/api/contract.ts'
import { Clause } from '../../parts/tags.tsx'
import { instantWords } from '../../parts/time.ts'
import { spokeAfterPresider } from './positions.ts'

/** What each member said in the room: who, how, in their own words. */
export function Opinions({ item }: { readonly item: MeetingItemView }) {
  const later = spokeAfterPresider(item)
  return (
    <div className="opinions">
      <h4>
        意见 <small>{item.opinions.length} 条</small>
      </h4>
      {item.opinions.length === 0 && <p className="quiet">还没有人表态。</p>}
      {later.length > 0 && (
        <p className="order-broken" role="note">
          主持人{item.presider.name}没有末位表态，{later.join('、')}在其后表态；作结论时须说明。
          <Clause clause="E-33" />
        </p>
      )}
      <ul className="opinion-list">
        {item.opinions.map(opinion => (
          <li key={`${opinion.who.id} ${opinion.at}`} className={`opinion opinion-${opinion.position.toLowerCase()}`}>
            <strong>{opinion.who.name}</strong>
            <span className="position">{positionNames[opinion.position]}</span>
            <span className="said">
              <span className="words">{opinion.words}</span>{' '}
              <span className="row-note">
                {opinion.beforeRecusal && '回避前发言，不计票　'}
                {opinion.recordedBy && `${opinion.recordedBy.name}记录　`}
                {opinion.signed?.words}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is on record and never counted: said in writing or by telephone, added later, or said by invitees. */
export function Heard({ item }: { readonly item: MeetingItemView }) {
  const invited = item.invitees.flatMap(({ opinion, ...who }) => (opinion ? [{ ...who, opinion }] : []))
  return (
    <>
      {item.writtenOpinions.length > 0 && (
        <section className="heard" aria-label="书面意见">
          <h4>
            书面意见 <NotCounted />
            <Clause clause="E-39" />
          </h4>
          <ul className="plain-list">
            {item.writtenOpinions.map(({ who, words, channelName, witness, at }) => (
              <li key={`${who.id} ${at}`}>
                <strong>{who.name}</strong>（{channelName}
                {witness && `，见证人${witness.name}`}）：<span className="words">{words}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {invited.length > 0 && (
        <section className="heard" aria-label="受邀人员意见">
          <h4>
            受邀人员意见 <NotCounted />
            <Clause clause="A10" />
          </h4>
          <ul className="plain-list">
            {invited.map(({ id, name, categoryName, opinion, voided }) => (
              <li key={id} className={voided ? 'voided' : undefined}>
                <strong>{name}</strong>（{categoryName}
                {opinion.positionName && `，${opinion.positionName}`}）：<span className="words">{opinion.words}</span>
                {voided && <span className="voided-why">　已失效：{voided.reason}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {item.supplements.length > 0 && (
        <section className="heard" aria-label="补充说明">
          <h4>
            补充说明
            <Clause clause="E-35" />
          </h4>
          <ul className="plain-list">
            {item.supplements.map(({ who, words, at }) => (
              <li key={`${who.id} ${at}`}>
                <strong>{who.name}</strong>（{instantWords(at)}）：<span className="words">{words}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const NotCounted = () => <span className="not-counted">不计票</span>
