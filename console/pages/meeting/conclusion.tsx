import type { MeetingItemView } from '../../../http/api/contract.ts'
import { dayWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'

type Duty = NonNullable<MeetingItemView['conclusion']>['tasks'][number]

/** The conclusion as it was drawn. */
export function Conclusion({ item }: { readonly item: MeetingItemView }) {
  const { conclusion, postponed } = item
  if (postponed !== undefined) return <p className="conclusion">顺延：{postponed}</p>
  if (!conclusion) return null
  return (
    <div className="conclusion">
      <p className="conclusion-name">
        <strong>结论：{conclusion.name}</strong>
      </p>
      <p className="words">{conclusion.opinion}</p>
      <Facts
        rows={[
          ['修改内容', conclusion.changes],
          ['修改条件', duties(conclusion.conditions)],
          ['补正内容', conclusion.needed.join('；')],
          ['议定事项', duties(conclusion.tasks)],
          ['与多数意见不一致的理由', conclusion.differsReason],
          ['主持人先表态的说明', conclusion.orderViolation],
        ].map(([name, value]) => [String(name), value || undefined] as const)}
      />
    </div>
  )
}

const duties = (list: readonly Duty[]) =>
  list.length > 0 && (
    <ol className="plain-list">
      {list.map(({ words, owner, dueOn }) => (
        <li key={words}>
          {words}（{owner.name}，{dayWords(dueOn)}前）
        </li>
      ))}
    </ol>
  )
