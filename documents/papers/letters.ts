import { type FollowUp, nameOfFollowUpStage } from '../../domain/follow-up/follow-up.ts'
import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import type { Matter, TierRecord } from '../../domain/matter/matter.ts'
import { dayOf, formatDay, yearOf } from '../../domain/time.ts'
import { fingerprintNotes, type Paper, section, text } from '../paper.ts'

export interface LetterNames {
  readonly agency: string
  readonly department: (code: string) => string
  /** The meeting of an id, by its title. */
  readonly meeting: (id: string) => string
}

/**
 * 复核意见书 (tier 3) or 审议决定 (tier 4), as a letter to the division that submitted the matter (DOC-004): what was
 * concluded, and what the division has to do next.
 */
export function decisionPaper(matter: Matter, record: TierRecord, names: LetterNames): Paper {
  const title = record.tier === 4 ? `关于${matter.title}的审议决定` : `关于${matter.title}的复核意见书`
  const day = dayOf(record.at)
  const heard = record.meeting ? `经${names.meeting(record.meeting)}${record.tier === 4 ? '审议' : '复核'}` : '经复核'
  const conditions = matter.conditions.map(
    c => `${c.words}（责任处室：${names.department(c.owner)}，${formatDay(c.dueOn)}前）`,
  )
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['结论', [`${nameOfConclusion(record.conclusion, record.tier, matter.level)}。`]],
    ['意见', [record.opinion]],
    ['修改内容', record.changes ? [record.changes] : []],
    ['补正内容', itemised(record.needed)],
    ['须落实的条件', record.conclusion === 'AGREED_IN_PRINCIPLE' ? itemised(conditions) : []],
  ]
  const told = sections.filter(([, paragraphs]) => paragraphs.length > 0)
  return {
    form: 'LETTER',
    name: title,
    mark: names.agency,
    number: `阳光${record.tier === 4 ? '审议' : '复核'}〔${matterYear(matter)}〕${Number(matter.id.split('-')[1])}号`,
    title,
    addressee: [matter.department, ...matter.coDepartments].map(names.department).join('、'),
    body: [
      text(`你处（单位）报送的“${matter.title}”（${matter.id}）收悉。${heard}，现将结论和意见函告如下。`),
      ...told.flatMap(([head, paragraphs], n) => section(head, paragraphs, n)),
    ],
    ...(record.minutes ? { notes: fingerprintNotes('所据纪要指纹', record.minutes) } : {}),
    annexes: [],
    rolls: [],
    signatory: names.agency,
    date: formatDay(day),
  }
}

/** 督办单 (MTG-013): what was resolved, who has to do it until when, and what was said of it since. */
export function orderPaper(
  followUp: FollowUp,
  of: { readonly year: number; readonly seq: number },
  names: LetterNames,
): Paper {
  const kinds = { REPLY: '反馈', RETURN: '退回', EXTENSION: '延期' } as const
  const rows = [
    ['督办事项', followUp.words],
    ['来源', `${names.meeting(followUp.meeting)}议定事项第${followUp.no}项（${followUp.matter}）`],
    ['责任处室', names.department(followUp.owner)],
    ['完成期限', `${formatDay(followUp.dueOn)}${followUp.extensions > 0 ? `（已延期${followUp.extensions}次）` : ''}`],
    ['办理状态', nameOfFollowUpStage(followUp.stage)],
    ...followUp.said.map(s => [kinds[s.kind], `${formatDay(dayOf(s.at))}：${s.words}`]),
    ...(followUp.result ? [['办理结果', followUp.result]] : []),
  ]
  return {
    form: 'DOCUMENT',
    name: `督办单-${names.department(followUp.owner)}-${followUp.id}`,
    mark: `${names.agency}督办单`,
    number: `督〔${of.year}〕${of.seq}-${followUp.no}号`,
    title: '督办通知单',
    addressee: names.department(followUp.owner),
    body: [
      text('会议议定的下列事项由你处（单位）负责办理。请在期限内办结，并在平台上反馈办理情况。'),
      {
        kind: 'TABLE',
        columns: [
          { title: '项目', width: 36 },
          { title: '内容', width: 120, left: true },
        ],
        rows,
      },
    ],
    annexes: [],
    rolls: [],
    signatory: names.agency,
    date: formatDay(dayOf(followUp.orderedAt)),
  }
}

const itemised = (words: readonly string[]): readonly string[] =>
  words.length > 1 ? words.map((w, n) => `${n + 1}. ${w}`) : words

const matterYear = ({ id, draftedAt }: Matter): number => Number(id.split('-')[0]) || yearOf(dayOf(draftedAt))
