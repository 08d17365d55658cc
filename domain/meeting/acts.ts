import * as agenda from './acts-agenda.ts'
import * as conclusion from './acts-conclusion.ts'
import * as sitting from './acts-sitting.ts'

/** Everything that can be done with a meeting, in the order of its life. */
export const meetingActs = [
  agenda.call,
  agenda.addItem,
  agenda.removeItem,
  agenda.assignPresider,
  sitting.replaceChair,
  agenda.sendNotice,
  sitting.open,
  sitting.recordAttendance,
  sitting.startItem,
  sitting.recordRecusal,
  sitting.recordOpinion,
  conclusion.concludeItem,
  conclusion.postponeItem,
  conclusion.adjourn,
  conclusion.signMinutes,
] as const
