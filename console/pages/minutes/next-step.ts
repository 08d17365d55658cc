import type { MeetingPage } from '../../../http/api/contract.ts'

/** The one thing to be done next with the minutes, for whoever looks; `does` is where the button beside it leads. */
export interface MinutesStep {
  readonly words: string
  readonly does?: 'draft' | 'circulate' | 'confirm' | 'sign' | 'issue'
}

/** What comes next of the minutes of a meeting that is over (3.9, E-34, E-37, E-38). */
export function nextOfMinutes(meeting: MeetingPage): MinutesStep | undefined {
  const may = (noun: string) => meeting.actions.some(action => action.noun === noun && action.allowed)
  if (meeting.stage === 'SIGNED') return nextOfSigned(meeting, may)
  const { drafts, dissents } = meeting.minutesWork
  const latest = drafts.at(-1)
  const mine = dissents.filter(dissent => dissent.mine && !dissent.confirmed)
  const circulated = drafts.findLast(draft => draft.circulatedAt)
  if (circulated && mine.length > 0) {
    return { words: `请核对您对议题${mine[0]?.no}的不同意见记载得对不对。`, does: 'confirm' }
  }
  const disputed = dissents.find(dissent => dissent.confirmed?.accurate === false)
  const reworked = latest !== undefined && circulated !== undefined && latest.draft > circulated.draft
  if (disputed && !reworked) {
    return may('minutes-drafts')
      ? { words: `${disputed.who.name}说议题${disputed.no}的记载不符，请改正后再次送阅。`, does: 'draft' }
      : { words: `${disputed.who.name}说议题${disputed.no}的记载不符，等待记录人改正。` }
  }
  if (may('minutes-circulations')) return { words: `第${latest?.draft}稿已保存，请送阅。`, does: 'circulate' }
  if (!latest) {
    return may('minutes-drafts')
      ? { words: '请核对建议稿，改好后保存为第1稿。', does: 'draft' }
      : may('minutes-signature')
        ? { words: '还没有纪要稿。可以等待记录人起草，也可以按会议记录直接签发。', does: 'sign' }
        : { words: '等待记录人起草纪要。' }
  }
  const waiting = dissents.filter(dissent => !dissent.confirmed)
  if (may('minutes-signature')) {
    return waiting.length > 0 && circulated
      ? { words: `还有${waiting.length}位不同意见者没有确认记载。可以再等，也可以签发。`, does: 'sign' }
      : { words: '请通读纪要，无误后签发。', does: 'sign' }
  }
  if (!circulated) return { words: '等待记录人改好纪要稿并送阅。' }
  return waiting.length > 0
    ? { words: `等待${waiting.map(({ who }) => who.name).join('、')}确认不同意见的记载。` }
    : { words: '等待会议主持人签发。' }
}

function nextOfSigned(meeting: MeetingPage, may: (noun: string) => boolean): MinutesStep | undefined {
  const open = meeting.minutesWork.errata.find(({ issuedAt }) => !issuedAt)
  if (!open) return undefined
  return may('errata')
    ? { words: `第${open.erratum}号更正等您签发。`, does: 'issue' }
    : { words: `第${open.erratum}号更正等待会议主持人签发。` }
}
