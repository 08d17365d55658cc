import { nameOfConclusion } from '../matter/conclusions.ts'
import { conclusions } from '../matter/events.ts'
import { err, must, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Erratum, Meeting } from './meeting.ts'
import type { Minutes, MinutesErratum, MinutesItem } from './minutes.ts'

type Corrections = Erratum['corrections']
type Change = (words: string) => string

/** What the minutes say today: as last corrected, or as signed. @throws before they are signed. */
export function standingMinutes(meeting: Meeting): { readonly text: string; readonly hash: string } {
  const last = meeting.errata.findLast(e => e.issuedAt)
  return {
    text: must(last?.minutes ?? meeting.minutes, 'signed minutes'),
    hash: must(last?.hash ?? meeting.hash, 'their fingerprint'),
  }
}

/** The minutes that an erratum makes: the words corrected in place, and all errata so far named (E-37). */
export function correctedMinutes(minutes: Minutes, erratum: Omit<MinutesErratum, 'on'>, on: string): Result<Minutes> {
  const words = correctWords(minutes, erratum.corrections)
  return words.ok ? ok({ ...words.value, errata: [...(minutes.errata ?? []), { ...erratum, on }] }) : words
}

/**
 * E-37: an erratum puts right how something was written, and never what was decided, who was there or what somebody said.
 * Conclusions, counts and names have fields of their own, which no correction reaches, and may not change inside the words
 * that it does reach either.
 */
function correctWords(minutes: Minutes, corrections: Corrections): Result<Minutes> {
  let corrected = minutes
  for (const [index, { matter, was, now }] of corrections.entries()) {
    const no = `第${index + 1}处更正`
    const refused = (sentence: string) => err(refuse('INVALID', 'E-37', `${no}：${sentence}`, 'corrections'))
    if (was === now) return refused('更正前后的文字相同。')
    if (matter !== undefined && !minutes.items.some(i => i.matter === matter)) return refused('本次会议没有这项议题。')
    const changed: (readonly [before: string, after: string])[] = []
    const next = withWords(corrected, matter, before => {
      const after = before.replaceAll(was, () => now)
      if (after !== before) changed.push([before, after])
      return after
    })
    if (changed.length === 0) {
      return refused(
        conclusionNames.includes(was)
          ? `「${was}」是会议结论，更正不得改动结论。`
          : `原文「${was}」不在纪要可以更正的文字中；结论、票数、出席人员和各人的发言不得更正。`,
      )
    }
    const wrong = changed.map(([before, after]) => touched(minutes, before, after)).find(what => what !== undefined)
    if (wrong) return refused(`更正不得改动${wrong}。`)
    corrected = next
  }
  return ok(corrected)
}

/** Every text that the record's keeper wrote, changed; what members said in their own name stays as they said it. */
function withWords(minutes: Minutes, matter: string | undefined, change: Change): Minutes {
  const items = minutes.items.map(item =>
    matter === undefined || item.matter === matter ? itemWith(item, change) : item,
  )
  return matter === undefined ? { ...minutes, place: change(minutes.place), items } : { ...minutes, items }
}

function itemWith(item: MinutesItem, change: Change): MinutesItem {
  const single = [
    'title',
    'circumstances',
    'narrative',
    'opinion',
    'changes',
    'differsReason',
    'orderViolation',
  ] as const
  const lists = ['needed', 'conditions'] as const
  const reasons = <T extends { readonly reason: string }>(said: T): T => ({ ...said, reason: change(said.reason) })
  return {
    ...item,
    ...Object.fromEntries(single.flatMap(field => (item[field] ? [[field, change(item[field])]] : []))),
    ...Object.fromEntries(lists.flatMap(field => (item[field] ? [[field, item[field].map(change)]] : []))),
    recused: item.recused.map(reasons),
    ...(item.recusalRequests
      ? {
          recusalRequests: item.recusalRequests.map(r => ({
            ...reasons(r),
            ...(r.ruling ? { ruling: reasons(r.ruling) } : {}),
          })),
        }
      : {}),
    ...(item.tasks ? { tasks: item.tasks.map(t => ({ ...t, words: change(t.words) })) } : {}),
  }
}

const conclusionNames = [
  ...new Set(conclusions.flatMap(c => [nameOfConclusion(c), nameOfConclusion(c, 4), nameOfConclusion(c, 3, 'REPORT')])),
  ...['顺延', '赞成', '反对', '弃权'],
].toSorted((a, b) => b.length - a.length)
// The longest first, so that «不同意» is not taken for «同意».
const decidedWords = new RegExp(conclusionNames.join('|'), 'g')
const countedWords = /[0-9０-９〇零一二三四五六七八九十百两]+\s*[人票名]/g

/** What of that which no erratum may touch a change of words touches. */
function touched(minutes: Minutes, before: string, after: string): string | undefined {
  const same = (pattern: RegExp) => (before.match(pattern) ?? []).join() === (after.match(pattern) ?? []).join()
  if (!same(decidedWords)) return '结论'
  if (!same(countedWords)) return '人数和票数'
  const lost = namesIn(minutes).some(name => after.split(name).length < before.split(name).length)
  return lost ? '出席、列席、请假、缺席人员和记录人的姓名' : undefined
}

function namesIn({ chair, recorder, attending, observing, onLeave, absent }: Minutes): readonly string[] {
  // 演示 marks an invented person; in running words the name stands without it.
  return [chair, recorder, ...attending, ...observing, ...onLeave, ...absent].map(p => p.name.replace(/（.*）$/, ''))
}

/** Whether these corrections could be made to the minutes as they stand. */
export function refuseCorrections(minutes: Minutes, corrections: Corrections): Refusal | undefined {
  const corrected = correctWords(minutes, corrections)
  return corrected.ok ? undefined : corrected.error
}
