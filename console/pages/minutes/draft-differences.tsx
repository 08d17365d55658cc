import { Select } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { instantWords } from '../../parts/time.ts'
import { Differing } from './differing.tsx'

type Draft = MeetingPage['minutesWork']['drafts'][number]

/** What changed between any two drafts, word by word; the last two unless others are chosen. */
export function DraftDifferences({ drafts }: { readonly drafts: readonly Draft[] }) {
  const [from, setFrom] = useState(drafts.length - 2)
  const [to, setTo] = useState(drafts.length - 1)
  const before = drafts[from] ?? drafts[0]
  const after = drafts[to] ?? drafts[0]
  if (!before || !after) return null
  const options = drafts.map((draft, index) => ({
    value: index,
    label: `第${draft.draft}稿　${instantWords(draft.at)}`,
  }))
  return (
    <section aria-labelledby="differences-title">
      <h3 id="differences-title">比较两稿</h3>
      <p className="differing-choice">
        <Select aria-label="较早的一稿" value={from} options={options} onChange={setFrom} />
        <span>改为</span>
        <Select aria-label="较晚的一稿" value={to} options={options} onChange={setTo} />
      </p>
      <p className="row-note">
        <ins>下划线</ins>是新增，<del>删除线</del>是删去。
      </p>
      {after.sections.map(section => {
        const earlier = before.sections.find(({ matter }) => matter === section.matter)
        return (
          <div key={section.matter} className="differing-item">
            <h4>
              议题{section.no} {section.title}
            </h4>
            {earlier?.narrative === section.narrative && earlier.conclusion === section.conclusion ? (
              <p className="quiet">没有改动。</p>
            ) : (
              <Differing before={earlier?.narrative ?? ''} after={section.narrative} />
            )}
          </div>
        )
      })}
    </section>
  )
}
