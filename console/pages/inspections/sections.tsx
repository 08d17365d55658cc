import type { InspectionPage } from '../../../http/api/contract.ts'
import { Clock } from '../../parts/clock.tsx'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { HeldFiles } from '../../parts/held-files.tsx'
import { Section } from '../../parts/section.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'
import { Words } from '../../parts/words.tsx'

interface Shown {
  readonly inspection: InspectionPage
}
type WithPath = Shown & { readonly path: string }

/** What is looked at, and by which clause it is measured. */
export function Plan({ inspection: { plan } }: Shown) {
  return (
    <Section title="检查方案">
      {plan ? (
        <>
          <p className="quiet">
            {dayWords(plan.from)}至{dayWords(plan.to)}
          </p>
          <table className="table stacking">
            <caption className="unseen">检查表</caption>
            <thead>
              <tr>
                <th scope="col">检查内容</th>
                <th scope="col">依据</th>
              </tr>
            </thead>
            <tbody>
              {plan.items.map(({ no, what, clause }) => (
                <tr key={no}>
                  <th scope="row">
                    {no}. {what}
                  </th>
                  <td data-label="依据">
                    <Clause clause={clause} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p className="quiet">还没有检查方案。</p>
      )}
    </Section>
  )
}

export function Evidence({ path, inspection: { evidence } }: WithPath) {
  return (
    <Section title={`证据（${evidence.length}）`}>
      {evidence.length === 0 && <p className="quiet">还没有证据。</p>}
      {evidence.map(({ no, what, files, who, at }) => (
        <div key={no} className="record" id={`evidence-${no}`}>
          <p>
            <strong>
              {no}. {what}
            </strong>
          </p>
          <HeldFiles path={path} files={files} />
          <p className="row-note">
            {instantWords(at)} {who.name}
          </p>
        </div>
      ))}
    </Section>
  )
}

/** The conclusion, and who has signed it with their own hand. */
export function Report({ inspection: { report, inspectors } }: Shown) {
  return (
    <Section title="检查结论与签字">
      {report ? (
        <>
          <Words text={report.words} />
          <Fingerprint name="结论指纹" value={report.sha256} />
          <ul className="people">
            {inspectors.map(({ id, name }) => {
              const signedAt = report.signatures.find(({ who }) => who.id === id)?.at
              return (
                <li key={id}>
                  {name}{' '}
                  <span className={`status status-${signedAt ? 'good' : 'asks'}`}>
                    {signedAt ? '已签字' : '待签字'}
                  </span>
                  {signedAt && <span className="row-note">{instantWords(signedAt)}</span>}
                </li>
              )
            })}
          </ul>
        </>
      ) : (
        <p className="quiet">还没有检查结论。</p>
      )}
    </Section>
  )
}

export function Responses({ inspection: { responses } }: Shown) {
  if (responses.length === 0) return null
  return (
    <Section title="被检查处室的反馈">
      {responses.map(({ words, who, at }) => (
        <div key={at} className="record">
          <Words text={words} />
          <p className="row-note">
            {instantWords(at)} {who.name} {who.title}
          </p>
        </div>
      ))}
    </Section>
  )
}

/** 异议 within 30 days, decided by others than those who inspected. */
export function Objection({ path, inspection: { objection, objectBy } }: WithPath) {
  if (!objection) {
    return objectBy ? (
      <Section title="异议">
        <p className="quiet">没有异议，可在{dayWords(objectBy)}以前提出。</p>
      </Section>
    ) : null
  }
  const { words, files, who, at, reviewers, decideClock, decision } = objection
  return (
    <Section title="异议">
      <Words text={words} />
      <HeldFiles path={path} files={files} />
      <p className="row-note">
        {instantWords(at)} {who.name} {who.title}
      </p>
      <p>
        {decideClock && <Clock clock={decideClock} />} 复核人：
        {reviewers.length > 0 ? reviewers.map(({ name }) => name).join('、') : '尚未指定'}
      </p>
      {decision && (
        <>
          <p>
            <span className={`status status-${decision.upheld ? 'good' : 'bad'}`}>
              {decision.upheld ? '异议成立' : '维持检查结论'}
            </span>{' '}
            {decision.dropped.length > 0 && <>取消发现{decision.dropped.join('、')}</>}
          </p>
          <Words text={decision.words} />
        </>
      )}
    </Section>
  )
}

export function Publication({ inspection: { publication } }: Shown) {
  if (!publication) return null
  return (
    <Section title="结果公开">
      <p className="quiet">{dayWords(publication.at)}公开。</p>
      <Words text={publication.summary} />
    </Section>
  )
}
