import { Button } from 'antd'
import type { CluePage } from '../../../http/api/contract.ts'
import { useToday } from '../../frame/session.ts'
import { mayDo, type OpenAct } from '../../parts/desk.tsx'
import { HeldFiles } from '../../parts/held-files.tsx'
import { Section } from '../../parts/section.tsx'
import { dayWordsNear, instantWords } from '../../parts/time.ts'
import { Facts, Words } from '../../parts/words.tsx'

interface Shown {
  readonly clue: CluePage
}

/** Where it came from and why it was opened; for the group alone. */
export function About({ clue }: Shown) {
  if (!clue.whole) return null
  return (
    <Section title="线索">
      <Facts
        rows={[
          ['来源', [clue.sourceName, clue.reference].filter(Boolean).join('　')],
          ['板块', clue.boards.map(({ name }) => name).join('、')],
          ['涉及的件', clue.matters.join('、')],
          ['承办人', clue.handlers.map(({ name }) => name).join('、')],
          [clue.stage === 'NOT_OPENED' ? '不予立项' : '立项理由', clue.reasons],
          ['调离的人', clue.whereabouts.map(({ person, where }) => `${person.name}现在${where}`).join('；')],
        ]}
      />
    </Section>
  )
}

/** What was asked of a division, and what it says. */
export function Explanations({ path, clue, open }: Shown & { readonly path: string; readonly open: OpenAct }) {
  const today = useToday()
  if (clue.explanations.length === 0) return null
  return (
    <Section title="情况说明">
      {clue.explanations.map(({ department, question, dueOn, answer }) => (
        <div key={`${department.code} ${question}`} className="record">
          <h3>
            <span className={`status status-${answer ? 'good' : dueOn < today ? 'bad' : 'asks'}`}>
              {answer ? '已说明' : dueOn < today ? '逾期未说明' : '待说明'}
            </span>
            {department.name}
            <small>{dayWordsNear(dueOn, today)}到期</small>
          </h3>
          <Words text={question} />
          {answer ? (
            <div className="rectification">
              <p className="quiet">
                {instantWords(answer.at)} {answer.who.name}
              </p>
              <Words text={answer.words} />
              <HeldFiles path={path} files={answer.files} />
            </div>
          ) : (
            mayDo(clue, 'explanations') && (
              <Button onClick={() => open('explanations', { department: department.code })}>说明情况</Button>
            )
          )}
        </div>
      ))}
    </Section>
  )
}

/** S62: what the rules and the risk points should learn from it. */
export function Improvements({ clue, open }: Shown & { readonly open: OpenAct }) {
  if (clue.improvements.length === 0) return null
  return (
    <Section title={`改进建议（${clue.improvements.length}）`}>
      {clue.improvements.map(({ no, kindName, subject, words, answer }) => (
        <div key={no} className="record">
          <h3>
            {no}. {kindName}：{subject}
          </h3>
          <Words text={words} />
          {answer ? (
            <p>
              <span className={`status status-${answer.adopted ? 'good' : 'over'}`}>
                {answer.adopted ? '采纳' : '不采纳'}
              </span>{' '}
              {answer.words}
            </p>
          ) : (
            mayDo(clue, 'improvement-answers') && (
              <Button onClick={() => open('improvement-answers', { no })}>答复这条建议</Button>
            )
          )}
        </div>
      ))}
    </Section>
  )
}

/** How it ended, and what the public reads of it. */
export function Outcome({ clue: { closure, nothingFound } }: Shown) {
  if (!closure && !nothingFound) return null
  return (
    <Section title={closure ? '办结' : '查核结论'}>
      {nothingFound && <Words text={nothingFound} />}
      {closure && (
        <>
          <Facts
            rows={[
              ['方式', closure.wayName],
              ['办结', instantWords(closure.at)],
            ]}
          />
          <Words text={closure.summary} />
        </>
      )}
    </Section>
  )
}
