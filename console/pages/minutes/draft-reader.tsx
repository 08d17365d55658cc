import type { MeetingPage } from '../../../http/api/contract.ts'
import { instantWords } from '../../parts/time.ts'
import { Words } from '../../parts/words.tsx'
import type { MeetingProps } from '../meeting/meeting-props.ts'

type Draft = MeetingPage['minutesWork']['drafts'][number]

/** A draft to be read, item by item, with what was said of each item beside it. */
export function DraftReader({ meeting, draft }: MeetingProps & { readonly draft: Draft }) {
  const { comments } = meeting.minutesWork
  return (
    <section aria-labelledby="draft-reader-title">
      <h3 id="draft-reader-title">
        纪要第{draft.draft}稿
        <small>
          {draft.by.name}，{instantWords(draft.at)}
          {draft.circulatedAt ? `；${instantWords(draft.circulatedAt)}送阅` : '；尚未送阅'}
        </small>
      </h3>
      {draft.sections.map(section => {
        const said = comments.filter(({ no }) => no === section.no)
        return (
          <div key={section.matter} className="draft-read">
            <div>
              <h4>
                议题{section.no} {section.title}
              </h4>
              <Words text={section.narrative} />
              <p>
                会议结论：<strong>{section.conclusionName}</strong>
              </p>
            </div>
            {said.length > 0 && (
              <ul className="draft-beside" aria-label={`对议题${section.no}的修改意见`}>
                {said.map(({ who, words, at }) => (
                  <li key={`${who.id} ${at}`}>
                    <strong>{who.name}</strong>：{words}
                    <span className="row-note">{instantWords(at)}</span>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )
      })}
    </section>
  )
}
