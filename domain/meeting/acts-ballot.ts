import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, hash } from '../schema.ts'
import { refuseWhileAsked } from './acts-recusal.ts'
import { seatPresider, underWay } from './acts-sitting.ts'
import { defineMeetingAct, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { type AgendaItem, attendanceOf, type Meeting, presiderOf } from './meeting.ts'
import { quorumOf } from './quorum.ts'

const votes = (label: string) =>
  z
    .int({ error: `${label}票数应为整数` })
    .min(0, { error: `${label}票数不得为负` })
    .max(60, { error: `${label}票数不得超过60` })

/** MTG-003: two who were there and neither preside nor keep the record. */
function refuseTellers(state: Meeting, item: AgendaItem, tellers: readonly string[]): Refusal | undefined {
  if (new Set(tellers).size !== 2) {
    return refuse('INVALID', 'MTG-003', '监票人、计票人须为两名不同的到会成员。', 'tellers')
  }
  const seated = seatPresider(state, presiderOf(state, item))
  const away = tellers.find(
    person =>
      !seated.members.some(m => m.person === person) ||
      attendanceOf(seated, person) !== 'PRESENT' ||
      item.recusals.some(r => r.person === person),
  )
  if (away) return refuse('INVALID', 'MTG-003', '监票人、计票人须为在场且未回避的成员。', 'tellers')
  return tellers.some(p => p === presiderOf(state, item) || p === state.recorder || p === state.secondRecorder)
    ? refuse('INVALID', 'MTG-003', '主持人、记录人不得监票、计票。', 'tellers')
    : undefined
}

/** MTG-003: of a secret or a raised-hands vote only the count is kept. Counted again until the item is concluded. */
export const countBallots = defineMeetingAct({
  noun: 'ballot-counts',
  label: '登记计票结果',
  clause: 'MTG-003',
  roles: ['MEETING_RECORDER'],
  input: z.strictObject({
    matter: code('件'),
    agree: votes('赞成'),
    disagree: votes('反对'),
    abstain: votes('弃权'),
    tellers: z.array(code('监票、计票人')).length(2, { error: '监票人、计票人须为两人' }),
    scan: hash('扫描件').optional(),
  }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'MTG-003', '登记计票结果'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    const quorum = quorumOf(seatPresider(state, presiderOf(state, item)), item, rulesForMeeting(facts))
    const cast = input.agree + input.disagree + input.abstain
    const wrong = firstRefusal(
      item.ballot === 'NAMED'
        ? refuse('INVALID', 'MTG-003', '本议题记名表态，逐人登记意见，不另计票。', 'matter')
        : undefined,
      refuseWhileAsked(item, facts.organisation),
      refuseTellers(state, item, input.tellers),
      cast !== quorum.present.length
        ? refuse(
            'INVALID',
            'MTG-003',
            `在场有表决权的成员${quorum.present.length}人，赞成、反对、弃权合计${cast}票，两者须相等。`,
            'agree',
          )
        : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'meeting.ballots-counted', data: input }])
  },
})
