import { signMinutes } from '../meeting/acts-minutes.ts'
import { whoCouldHaveActed } from './actors.ts'
import { asAnswered, keptIf, rule } from './rule.ts'
import { meetingFacts } from './told.ts'
import { nameOfActor, nameOfPerson } from './words.ts'

export const FROZEN = { clause: 'MTG-009', rule: '纪要签发后，该会议不再有新记录' }

/** Who signs is hidden; asked as by the chair, the act says whether the meeting may be signed now. */
const whenOver = rule(['meeting.minutes-signed'], 'MTG-009', '散会之后才签发纪要', told => {
  const { sitting } = told
  if (!sitting) return undefined
  return asAnswered(signMinutes.may(sitting.meeting, meetingFacts(told, sitting, undefined, sitting.meeting.chair)))
})

/** The chair follows from posts and rotations, unless somebody else took the chair. */
const byTheChair = rule(['meeting.minutes-signed'], 'S145', '纪要由会议主持人签发', told => {
  const { sitting, entry } = told
  if (!sitting || sitting.chairReplaced || sitting.meeting.members.length === 0) return undefined
  const { chair } = sitting.meeting
  return keptIf(whoCouldHaveActed(told).includes(chair), () => {
    return `纪要由${nameOfActor(told, entry.by)}签发，而会议主持人是${nameOfPerson(told, chair)}`
  })
})

export const minutesRules = [whenOver, byTheChair]
