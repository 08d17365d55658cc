import type { Ballot, Invitation, Position, WrittenOpinion } from './meeting.ts'

/** What members, papers and minutes call these by; the console lists them as choices. */
export const positionNames: Record<Position, string> = { AGREE: '赞成', DISAGREE: '反对', ABSTAIN: '弃权' }

export const ballotNames: Record<Ballot, string> = { NAMED: '记名', SECRET: '无记名', HAND: '举手' }

/** E-39. */
export const channelNames: Record<WrittenOpinion['channel'], string> = {
  WRITTEN: '书面意见',
  TELEPHONE: '电话意见',
  PAPER: '纸质表决',
}

/** S99. */
export const inviteeCategoryNames: Record<Invitation['category'], string> = {
  EXPERT: '专家学者',
  MASS_REP: '群众代表',
  NPC_DEPUTY: '人大代表',
  CPPCC_MEMBER: '政协委员',
  OTHER: '其他',
}
