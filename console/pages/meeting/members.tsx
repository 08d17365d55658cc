import type { MeetingPage } from '../../../http/api/contract.ts'

/** Who is called to it, before anybody is here. */
export function Members({ meeting }: { readonly meeting: MeetingPage }) {
  const voting = meeting.members.filter(member => member.voting).length
  return (
    <section className="card" aria-labelledby="members-title">
      <h2 id="members-title">
        组成人员 <small>{`${meeting.members.length} 人，其中表决 ${voting} 人`}</small>
      </h2>
      <ul className="attendance">
        {meeting.members.map(({ who, voting: votes, department }) => (
          <li key={who.id}>
            <span>
              <strong>{who.name}</strong>
              <span className="row-note">
                {who.title}
                {department && !who.title.includes(department) && ` · ${department}`}
                {!votes && '（列席，不表决）'}
                {who.id === meeting.chair.id && ' · 主持人'}
                {who.id === meeting.recorder.id && ' · 记录人'}
                {who.id === meeting.secondRecorder?.id && ' · 第二记录人'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
