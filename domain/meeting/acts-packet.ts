import * as z from 'zod'
import { fingerprint } from '../canonical.ts'
import type { Emitted } from '../decider.ts'
import { ok, refuse } from '../result.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage } from './facts.ts'
import type { AgendaItem } from './meeting.ts'

type Listed = Pick<AgendaItem, 'matter' | 'subject'>

/**
 * MTG-006: what members get to read, item by item, by the fingerprints of the files as they are now. A topic of the leading
 * group has no dossier of its own.
 * @returns the event that freezes it; `packet` is the SHA-256 of the canonical JSON (RFC 8785) of `papers`.
 */
export function packetFrozen(items: readonly Listed[], facts: MeetingFacts): Emitted {
  const papers = items.map(({ matter, subject }) => ({
    matter,
    materials: subject === undefined ? matterIn(facts, matter).materials.map(m => m.hash) : [],
  }))
  return { type: 'meeting.packet-frozen', data: { papers, packet: fingerprint(papers) } }
}

/** A member says that the packet arrived; one that was frozen again (E-40) is another packet. */
export const acknowledgePacket = defineMeetingAct({
  noun: 'acknowledgements',
  label: '签收会议材料',
  clause: 'MTG-006',
  roles: ['MEETING_MEMBER'],
  input: z.strictObject({}),
  may: (state, facts) => {
    const wrong = refuseUnlessStage(state, ['NOTICED', 'OPEN'], 'MTG-006', '签收会议材料')
    if (wrong) return wrong
    if (!state.packet) return refuse('WRONG_STATE', 'MTG-006', '本次会议没有冻结的材料包可签收。')
    return state.acknowledged.some(a => a.person === facts.person && a.packet === state.packet)
      ? refuse('WRONG_STATE', 'MTG-006', '您已经签收这份会议材料。')
      : undefined
  },
  decide: state => ok([{ type: 'meeting.packet-acknowledged', data: { packet: state.packet } }]),
})
