import * as z from 'zod'
import { canonical, fingerprint } from '../canonical.ts'
import { err, firstRefusal, must, ok, refuse } from '../result.ts'
import { text } from '../schema.ts'
import { signature } from '../signature.ts'
import { formatDay } from '../time.ts'
import { refuseTooLong } from './acts-minutes.ts'
import { correctedMinutes, refuseCorrections, standingMinutes } from './errata.ts'
import { correction } from './events.ts'
import { defineMeetingAct, refuseUnlessStage } from './facts.ts'
import type { Erratum, Meeting } from './meeting.ts'
import type { Minutes } from './minutes.ts'

const openErratum = (state: Meeting): Erratum | undefined => state.errata.find(e => !e.issuedAt)

const minutesToday = (state: Meeting): Minutes => JSON.parse(standingMinutes(state).text) as Minutes

const proposeErratum = defineMeetingAct({
  noun: 'erratum-proposals',
  label: '提出纪要更正',
  clause: 'E-37',
  roles: ['MEETING_RECORDER', 'MEETING_CHAIR'],
  input: z.strictObject({
    corrections: z.array(correction).min(1, { error: '至少写明一处更正' }).max(30, { error: '一次更正不得超过30处' }),
    reason: text('更正理由', 300, 2),
  }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['SIGNED'], 'E-37', '提出纪要更正'),
      openErratum(state) ? refuse('WRONG_STATE', 'E-37', '已有一份更正待主持人签发，签发后才能再提。') : undefined,
    ),
  decide: (state, { corrections, reason }) => {
    const wrong = refuseCorrections(minutesToday(state), corrections)
    if (wrong) return err(wrong)
    const data = { erratum: state.errata.length + 1, corrections, reason }
    return ok([{ type: 'meeting.erratum-proposed', data }])
  },
})

/** E-37: a new version stands beside the original, which nobody touches, and names the fingerprint of what it corrects. */
const issueErratum = defineMeetingAct({
  noun: 'errata',
  label: '签发纪要更正',
  clause: 'E-37',
  roles: ['MEETING_CHAIR'],
  input: z.strictObject({
    erratum: z.int({ error: '请写明更正的序号' }).min(1, { error: '更正的序号从1开始' }),
    signature: signature.optional(),
  }),
  may: (state, { person }) =>
    firstRefusal(
      refuseUnlessStage(state, ['SIGNED'], 'E-37', '签发纪要更正'),
      state.chair === person ? undefined : refuse('FORBIDDEN', 'S145', '纪要更正由会议主持人签发，不得代签。'),
      openErratum(state) ? undefined : refuse('WRONG_STATE', 'E-37', '没有待签发的更正，请先提出更正。'),
    ),
  decide: (state, input, { today }) => {
    const { erratum: no, corrections, reason } = must(openErratum(state), 'an open erratum')
    if (input.erratum !== no) {
      return err(refuse('INVALID', 'E-37', `待签发的是第${no}号更正。`, 'erratum'))
    }
    const corrected = correctedMinutes(minutesToday(state), { no, reason, corrections }, formatDay(today))
    if (!corrected.ok) return corrected
    const minutes = canonical(corrected.value)
    const tooLong = refuseTooLong(minutes)
    if (tooLong) return err(tooLong)
    const data = { ...input, of: standingMinutes(state).hash, minutes, hash: fingerprint(corrected.value) }
    return ok([{ type: 'meeting.erratum-issued', data }])
  },
})

export const erratumActs = [proposeErratum, issueErratum] as const
