import * as agenda from './acts-agenda.ts'
import { countBallots } from './acts-ballot.ts'
import * as calling from './acts-calling.ts'
import * as conclusion from './acts-conclusion.ts'
import { erratumActs } from './acts-errata.ts'
import { invitationActs } from './acts-invitations.ts'
import { confirmLateItem, proposeLateItem } from './acts-late-items.ts'
import { minutesActs } from './acts-minutes.ts'
import * as opinions from './acts-opinions.ts'
import { acknowledgePacket } from './acts-packet.ts'
import * as recusal from './acts-recusal.ts'
import * as sitting from './acts-sitting.ts'
import { topicActs } from './acts-topics.ts'

/** Everything that can be done with a meeting, in the order of its life. */
export const meetingActs = [
  calling.call,
  agenda.addItem,
  ...topicActs,
  agenda.removeItem,
  agenda.orderAgenda,
  agenda.noteSeparateItem,
  agenda.assignPresider,
  calling.replaceChair,
  calling.replaceRecorder,
  calling.nameSecondRecorder,
  ...invitationActs,
  agenda.sendNotice,
  acknowledgePacket,
  proposeLateItem,
  confirmLateItem,
  sitting.open,
  sitting.recordAttendance,
  sitting.startItem,
  recusal.recordRecusal,
  recusal.requestRecusal,
  recusal.ruleOnRecusal,
  recusal.objectToRuling,
  opinions.recordOpinion,
  opinions.recordWrittenOpinion,
  opinions.supplementOpinion,
  countBallots,
  conclusion.concludeItem,
  conclusion.postponeItem,
  conclusion.adjourn,
  ...minutesActs,
  ...erratumActs,
] as const
