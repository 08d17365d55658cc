import { type Refusal, refuse } from '../result.ts'
import { type Meeting, type MeetingStage, nameOfStage } from './meeting.ts'

/** The papers of a meeting (DOC-004); an erratum is one more for each that was issued (E-37). */
export const meetingPapers = ['notice', 'agenda', 'sign-in', 'votes', 'minutes', 'minutes-original'] as const
export type MeetingPaper = (typeof meetingPapers)[number]

const called: readonly MeetingStage[] = ['PLANNED', 'NOTICED', 'OPEN', 'ADJOURNED', 'SIGNED']

/** From which stages on a paper exists, and the clause that makes it so. */
const papers: Record<MeetingPaper, { name: string; from: MeetingStage; clause: string; missing: string }> = {
  notice: { name: '会议通知', from: 'NOTICED', clause: 'MTG-006', missing: '尚未发出' },
  agenda: { name: '议题清单', from: 'PLANNED', clause: 'DOC-004', missing: '尚未编制' },
  'sign-in': { name: '签到表', from: 'PLANNED', clause: 'DOC-004', missing: '尚未编制' },
  // While people still vote, nobody reads how others did from a paper.
  votes: { name: '表决记录', from: 'ADJOURNED', clause: 'MTG-003', missing: '散会后才能形成' },
  minutes: { name: '纪要', from: 'SIGNED', clause: 'MTG-009', missing: '尚未签发' },
  'minutes-original': { name: '纪要', from: 'SIGNED', clause: 'MTG-009', missing: '尚未签发' },
}

/** Why a paper of the meeting cannot be had yet. */
export function refuseMeetingPaper({ stage }: Meeting, paper: MeetingPaper): Refusal | undefined {
  const { name, from, clause, missing } = papers[paper]
  if (called.indexOf(stage) >= called.indexOf(from)) return undefined
  return refuse('WRONG_STATE', clause, `会议现为「${nameOfStage(stage)}」，${name}${missing}。`)
}

/** Why an erratum cannot be had: it was proposed, and the chair has not signed it. */
export function refuseErratumPaper(meeting: Meeting, no: number): Refusal | undefined {
  const erratum = meeting.errata.find(e => e.erratum === no)
  if (!erratum || erratum.issuedAt !== undefined) return undefined
  return refuse('WRONG_STATE', 'E-37', `第${no}次更正尚未由主持人签发，签发后才能下载。`)
}
