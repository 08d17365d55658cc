import * as z from 'zod'
import { fingerprint } from '../canonical.ts'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import { rectificationAfter } from '../matter/acts-review.ts'
import { nameOfConclusion } from '../matter/conclusions.ts'
import type { Conclusion } from '../matter/events.ts'
import type { Matter } from '../matter/matter.ts'
import { err, firstRefusal, must, ok, type Refusal, refuse } from '../result.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { code, text } from '../schema.ts'
import { signature } from '../signature.ts'
import { addWorkdays } from '../time.ts'
import { minutesSection } from './events.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { followUpsOf } from './follow-ups.ts'
import { kinds } from './kinds.ts'
import { effectsOfTopic } from './leading-group.ts'
import { type AgendaItem, itemOf, type Meeting, type MinutesDraft, presiderOf } from './meeting.ts'
import { dissentsOf, excerptOf, type Minutes, minutesOf, opinionsIn } from './minutes.ts'

/** What an event can hold (`meeting.minutes-signed`). */
const MOST_CHARACTERS = 400_000

/** The draft before the members: the latest of those that were circulated. */
const circulated = (state: Meeting): MinutesDraft | undefined => state.drafts.findLast(d => d.circulatedAt)

const draftMinutes = defineMeetingAct({
  noun: 'minutes-drafts',
  label: '起草纪要',
  clause: 'E-38',
  roles: ['MEETING_RECORDER'],
  input: z.strictObject({ sections: z.array(minutesSection).max(60, { error: '纪要稿不得超过60项' }) }),
  may: state => refuseUnlessStage(state, ['ADJOURNED'], 'E-38', '起草纪要'),
  decide: (state, { sections }) =>
    oncePerItem(state, sections)
      ? ok([{ type: 'meeting.minutes-drafted', data: { draft: state.drafts.length + 1, sections } }])
      : err(refuse('INVALID', 'E-38', '纪要稿须逐项写明本次会议的全部议题，每项一段，不多不少。', 'sections')),
})

const oncePerItem = (state: Meeting, sections: MinutesDraft['sections']): boolean =>
  sections.length === state.items.length && state.items.every(i => sections.some(s => s.matter === i.matter))

const circulateMinutes = defineMeetingAct({
  noun: 'minutes-circulations',
  label: '送阅纪要稿',
  clause: 'E-34',
  roles: ['MEETING_RECORDER'],
  input: z.strictObject({}),
  may: (state, facts) => {
    const draft = state.drafts.at(-1)
    return firstRefusal(
      refuseUnlessStage(state, ['ADJOURNED'], 'E-34', '送阅纪要稿'),
      draft ? undefined : refuse('WRONG_STATE', 'E-34', '还没有纪要稿，请先起草。'),
      draft?.circulatedAt ? refuse('WRONG_STATE', 'E-34', `第${draft.draft}稿已经送阅。`) : undefined,
      refuseOtherConclusion(state, facts, '送阅'),
    )
  },
  decide: state => {
    const { draft } = must(state.drafts.at(-1), 'a draft')
    return ok([{ type: 'meeting.minutes-circulated', data: { draft } }])
  },
})

/** E-38: people change their minds about words; what was concluded is in the record, and no draft says otherwise. */
function refuseOtherConclusion(state: Meeting, facts: MeetingFacts, label: string): Refusal | undefined {
  for (const section of state.drafts.at(-1)?.sections ?? []) {
    const item = itemOf(state, section.matter)
    if (!item || section.conclusion === item.conclusion?.conclusion) continue
    const called = (conclusion: Conclusion | undefined, otherwise: string) =>
      conclusion ? nameOfConclusion(conclusion, kinds[state.kind].tier, facts.matters[item.matter]?.level) : otherwise
    return refuse(
      'INVALID',
      'E-38',
      `第${item.no}项议题，纪要稿写「${called(section.conclusion, '未写结论')}」，会议记录为「${called(item.conclusion?.conclusion, '顺延')}」，两者不一致，不能${label}，请改正后重新起草。`,
      'sections',
    )
  }
  return undefined
}

const commentOnMinutes = defineMeetingAct({
  noun: 'minutes-comments',
  label: '对纪要稿提出修改意见',
  clause: 'E-34',
  roles: ['MEETING_MEMBER', 'MEETING_CHAIR'],
  input: z.strictObject({ matter: code('件').optional(), words: text('修改意见', 1000, 2) }),
  may: state => refuseUnlessCirculated(state, '提出修改意见'),
  decide: (state, input) =>
    input.matter === undefined || itemOf(state, input.matter)
      ? ok([{ type: 'meeting.minutes-commented', data: input }])
      : err(refuse('INVALID', 'E-34', '本次会议没有这项议题。', 'matter')),
})

function refuseUnlessCirculated(state: Meeting, label: string): Refusal | undefined {
  return firstRefusal(
    refuseUnlessStage(state, ['ADJOURNED'], 'E-34', label),
    circulated(state) ? undefined : refuse('WRONG_STATE', 'E-34', `纪要稿尚未送阅，送阅后才能${label}。`),
  )
}

const confirmDissent = defineMeetingAct({
  noun: 'dissent-confirmations',
  label: '确认本人不同意见的记录',
  clause: 'E-34',
  roles: ['MEETING_MEMBER', 'MEETING_CHAIR'],
  input: z.strictObject({
    matter: code('件'),
    accurate: z.boolean({ error: '请选择记录是否准确' }),
    words: text('不符之处', 1000, 2).optional(),
  }),
  may: (state, { person }) =>
    firstRefusal(
      refuseUnlessCirculated(state, '确认不同意见'),
      state.items.some(item => dissented(item, person))
        ? undefined
        : refuse('FORBIDDEN', 'E-34', '您在本次会议上没有与结论不同的意见，无需确认。'),
    ),
  decide: (state, input, { person }) => {
    const item = itemOf(state, input.matter)
    const { draft } = must(circulated(state), 'a circulated draft')
    const { matter, accurate, words } = input
    const wrong = firstRefusal(
      item && dissented(item, person)
        ? undefined
        : refuse('INVALID', 'E-34', '您对这项议题没有与结论不同的意见。', 'matter'),
      state.confirmations.some(c => c.person === person && c.matter === matter && c.draft === draft)
        ? refuse('WRONG_STATE', 'E-34', `您已就第${draft}稿作过确认；纪要重新起草并送阅后可再次确认。`)
        : undefined,
      !accurate && !words ? refuse('INCOMPLETE', 'E-34', '记录不符的，须写明不符之处。', 'words') : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'meeting.dissent-confirmed', data: { ...input, draft } }])
  },
})

const dissented = (item: AgendaItem, person: string): boolean => dissentsOf(item).some(o => o.person === person)

/** E-34: what a dissenter called wrong must come before the members again. */
function refuseDisputed(state: Meeting): Refusal | undefined {
  const before = circulated(state)?.draft
  const disputed = state.confirmations.findLast(c => c.draft === before && !c.accurate)
  const item = disputed && itemOf(state, disputed.matter)
  return item
    ? refuse(
        'WRONG_STATE',
        'E-34',
        `第${item.no}项议题，持不同意见的成员认为第${before}稿的记录不符，请重新起草并再次送阅后签发。`,
      )
    : undefined
}

/**
 * The chair signs; from then on the minutes are frozen (MTG-009), and every conclusion goes back to its matter in the same
 * transaction, bound by the fingerprints of the minutes and of the matter's excerpt (docs/decisions/0006). Before that
 * nothing is decided for a matter (S93).
 */
export const signMinutes = defineMeetingAct({
  noun: 'minutes-signature',
  label: '签发纪要',
  clause: 'MTG-009',
  roles: ['MEETING_CHAIR'],
  input: z.strictObject({ signature: signature.optional() }),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStage(state, ['ADJOURNED'], 'MTG-009', '签发纪要'),
      state.chair === facts.person ? undefined : refuse('FORBIDDEN', 'S145', '纪要由会议主持人签发，不得代签。'),
      refuseOtherConclusion(state, facts, '签发'),
      refuseDisputed(state),
    ),
  decide: (state, input, facts) => {
    const { minutes, text: words, hash } = minutesOf(state, facts)
    const tooLong = refuseTooLong(words)
    if (tooLong) return err(tooLong)
    const excerpts = state.items.map(({ matter }) => ({ matter, hash: excerptHash(minutes, matter) }))
    const data = { minutes: words, hash, excerpts, opinions: opinionsIn(minutes), ...input }
    const back = state.items.flatMap(item =>
      item.subject === undefined
        ? concludeMatter(state, item, matterIn(facts, item.matter), hash, facts, excerptHash(minutes, item.matter))
        : effectsOfTopic(state, item, facts),
    )
    return ok([{ type: 'meeting.minutes-signed', data }, ...back, ...followUpsOf(state)])
  },
})

const excerptHash = (minutes: Minutes, matter: string): string =>
  fingerprint(must(excerptOf(minutes, matter), `the minutes of ${matter}`))

export function refuseTooLong(words: string): Refusal | undefined {
  return words.length > MOST_CHARACTERS
    ? refuse('INVALID', 'MTG-009', `纪要全文超过${MOST_CHARACTERS / 10_000}万字，请精简审议情况后再签发。`)
    : undefined
}

/** What an item's end writes to its matter when the minutes, with this fingerprint, are signed. */
export function concludeMatter(
  state: Meeting,
  item: AgendaItem,
  matter: Matter,
  minutes: string,
  facts: MeetingFacts,
  /** Of the item's part of them; minutes signed by earlier releases had none. */
  excerpt?: string,
): Emitted[] {
  const on = streams.matter(item.matter)
  const decided = item.conclusion
  if (!decided) return [{ on, type: 'matter.unlisted', data: { meeting: state.id, postponed: true } }]
  const dueOn = () => addWorkdays(facts.today, numberRule(rulesForMeeting(facts), 'supplement.dueDays')).day
  return [
    {
      on,
      type: 'matter.tier-concluded',
      data: {
        tier: kinds[state.kind].tier,
        conclusion: decided.conclusion,
        meeting: state.id,
        opinion: decided.opinion,
        ...(decided.changes ? { changes: decided.changes } : {}),
        conditions: decided.conditions,
        needed: decided.needed,
        ...(decided.conclusion === 'RETURNED' ? { supplementDueOn: dueOn() } : {}),
        presider: presiderOf(state, item),
        participants: decided.participants,
        minutes,
        ...(excerpt ? { excerpt } : {}),
      },
    },
    ...rectificationAfter(matter, decided.conclusion).map(event => ({ on, ...event })),
  ]
}

export const minutesActs = [draftMinutes, circulateMinutes, commentOnMinutes, confirmDissent, signMinutes] as const
