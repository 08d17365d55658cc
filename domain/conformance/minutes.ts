import { signMinutes } from '../meeting/acts-minutes.ts'
import { whoCouldHaveActed } from './actors.ts'
import { asAnswered, broken, keptIf, rule } from './rule.ts'
import { meetingFacts } from './told.ts'
import { nameOfActor, nameOfPerson } from './words.ts'

export const FROZEN = { clause: 'MTG-009', rule: '纪要签发后，除更正和受邀意见失效标记外，该会议不再有新记录' }

/** What may stand beside signed minutes and changes nothing in them: errata (E-37), and marks on an invitee's opinion (E-13). */
export const AFTER_SIGNING: readonly string[] = [
  'meeting.erratum-proposed',
  'meeting.erratum-issued',
  'meeting.invitee-opinion-voided',
]

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

/** E-37: each new version names the fingerprint of the one that stood before it. */
const ofWhatStands = rule(
  ['meeting.erratum-issued'],
  'E-37',
  '更正注明其所更正的纪要的指纹，并先经提出',
  ({ sitting }, { erratum, of }) => {
    if (!sitting) return undefined
    const { errata, hash } = sitting.meeting
    const open = errata.find(e => e.erratum === erratum && !e.issuedAt)
    if (!open) return broken(`第${erratum}号更正没有提出过，或者已经签发`)
    const stands = errata.findLast(e => e.issuedAt)?.hash ?? hash
    return keptIf(of === stands, () => `第${erratum}号更正所称的原纪要指纹${of}，不是现行纪要的指纹`)
  },
)

const erratumNumbered = rule(
  ['meeting.erratum-proposed'],
  'E-37',
  '纪要签发之后才提出更正，更正的编号连续',
  ({ sitting }, { erratum }) => {
    if (!sitting) return undefined
    if (sitting.meeting.stage !== 'SIGNED') return broken('纪要尚未签发，却提出了更正')
    const next = sitting.meeting.errata.length + 1
    return keptIf(erratum === next, () => `应为第${next}号更正，记为第${erratum}号`)
  },
)

export const minutesRules = [whenOver, byTheChair, ofWhatStands, erratumNumbered]
