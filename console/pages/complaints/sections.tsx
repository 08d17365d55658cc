import { Link } from 'react-router'
import type { Disposition } from '../../../domain/complaint/complaint.ts'
import { nameOfDisposition } from '../../../domain/complaint/dispositions.ts'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import { Clock } from '../../parts/clock.tsx'
import { Section } from '../../parts/section.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import { isPaper, messageNames, nameOfChannel, nameOfPart, replyNames, resultNames } from './names.ts'
import { SealedPart } from './sealed-part.tsx'

interface Shown {
  readonly path: string
  readonly complaint: ComplaintPage
}

/** The report itself. */
export function Content({ path, complaint }: Shown) {
  const content = complaint.parts.find(({ kind }) => kind === 'CONTENT')
  return (
    <Section title="举报内容">
      {content ? (
        <SealedPart path={path} blob={content.blob} name="举报内容" />
      ) : (
        <p className="quiet">密封件已经销毁。</p>
      )}
    </Section>
  )
}

export function Messages({ path, complaint: { messages } }: Shown) {
  if (messages.length === 0) return null
  return (
    <Section title={`举报人补充（${messages.length}）`}>
      {messages.map(({ kind, on, content }) => (
        <div key={content.blob} className="record">
          <p className="row-note">
            {dayWords(on)} {messageNames[kind] ?? kind}
          </p>
          <SealedPart path={path} blob={content.blob} name="举报人补充" />
        </div>
      ))}
    </Section>
  )
}

export function Replies({ path, complaint: { replies, replyTo } }: Shown) {
  return (
    <Section title={`给举报人的答复（${replies.length}）`}>
      {!replyTo && <p className="quiet">举报人没有留信箱，不能在网上答复。</p>}
      {replyTo && replies.length === 0 && <p className="quiet">还没有答复。</p>}
      {replies.map(({ on, about, part }) => (
        <div key={part.blob} className="record">
          <p className="row-note">
            {dayWords(on)} {replyNames[about] ?? about}
          </p>
          <SealedPart path={path} blob={part.blob} name="答复" />
        </div>
      ))}
    </Section>
  )
}

/** Notes and papers, in the order in which they were written. */
export function Records({ path, complaint: { parts } }: Shown) {
  const records = parts.filter(({ kind }) => kind === 'NOTE' || isPaper(kind))
  return (
    <Section title={`办理记录和文书（${records.length}）`}>
      {records.length === 0 && <p className="quiet">还没有办理记录。</p>}
      {records.map(({ blob, kind, on, by }) => (
        <div key={blob} className="record">
          <p className="row-note">
            <strong>{nameOfPart(kind)}</strong> {dayWords(on)} {by?.name}
          </p>
          <SealedPart path={path} blob={blob} name={nameOfPart(kind)} />
        </div>
      ))}
    </Section>
  )
}

export function Clocks({ complaint: { clocks } }: Pick<Shown, 'complaint'>) {
  if (clocks.length === 0) return null
  return (
    <Section title="期限">
      <ul className="clocks">
        {clocks.map(({ kind, label, clause, startedOn, clock }) => (
          <li key={kind}>
            <strong>{label}</strong>
            <Clause clause={clause} />
            <Clock clock={clock} />
            <span className="row-note">从{dayWords(startedOn)}起算</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What is registered of it in the open, where it went, and who may read it. */
export function About({ complaint, agency }: { readonly complaint: ComplaintPage; readonly agency: AgencyView }) {
  const { boards, recused, proposal, readers, keys } = complaint
  const names = new Map(agency.boards.map(({ code, name }) => [code as string, name]))
  const unread = readers.filter(
    ({ id }) => !agency.sealing.keys.some(({ key, person }) => person.id === id && keys.includes(key)),
  )
  const withheld = [...recused.departments, ...recused.persons].map(({ name }) => name)
  return (
    <Section title="登记情况">
      <Facts
        rows={[
          ['来件方式', nameOfChannel(complaint.channel)],
          ['业务板块', boards.map(code => names.get(code) ?? code).join('、') || '不涉及四大板块'],
          ['行风问题', complaint.industryConduct ? '是，单独统计' : undefined],
          ['举报人', complaint.mode === 'REAL_NAME' ? '实名（身份另行密封）' : '匿名'],
          ['承办人', complaint.handlers.map(({ name }) => name).join('、')],
          ['可以查看', readers.map(({ name }) => name).join('、')],
          ['还打不开', unread.length > 0 && `${unread.map(({ name }) => name).join('、')}（请由能打开的成员重新密封）`],
          ['回避', withheld.length > 0 && withheld.join('、')],
          ['受理告知', complaint.acknowledged && accepted(complaint.acknowledged)],
          [
            '处置方式',
            proposal && `${nameOfDisposition(proposal.disposition as Disposition)}（${proposal.proposer.name}提出）`,
          ],
          ['复查日', proposal?.reviewOn && dayWords(proposal.reviewOn)],
          [
            '移送',
            complaint.transfers.map(t => `${t.destination}，${t.handed.length}件材料，${dayWords(t.on)}`).join('；'),
          ],
          [
            '问题线索',
            complaint.clues.length > 0 &&
              complaint.clues.map(clue => (
                <Link key={clue} to={`/clues/${clue}`}>
                  {clue}{' '}
                </Link>
              )),
          ],
          [
            '并入主件',
            complaint.mergedInto && <Link to={`/complaints/${complaint.mergedInto}`}>{complaint.mergedInto}</Link>,
          ],
          [
            '并入本件',
            complaint.joined.length > 0 &&
              complaint.joined.map(one => (
                <Link key={one} to={`/complaints/${one}`}>
                  {one}{' '}
                </Link>
              )),
          ],
          ['原登记号', complaint.related && `${complaint.related}（举报人自述）`],
          ['要求撤回', complaint.withdrawalOn && `${dayWords(complaint.withdrawalOn)}，不影响核查已知的问题（E-54）`],
          ['反馈', complaint.feedbackOn && dayWords(complaint.feedbackOn)],
          ['办理结果', complaint.result && resultNames[complaint.result]],
          ['结案', complaint.closedOn && dayWords(complaint.closedOn)],
          ['销毁证明', complaint.certificate],
        ].map(([name, value]) => [name as string, value === false ? undefined : value] as const)}
      />
    </Section>
  )
}

const accepted = ({ accepted: yes, on }: { readonly accepted: boolean; readonly on: string }) =>
  `${yes ? '受理' : '不受理'}，${dayWords(on)}`
