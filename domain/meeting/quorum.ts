import { numberRule, type RuleSet, textRule } from '../rulebook/rulebook.ts'
import { kinds } from './kinds.ts'
import { type AgendaItem, attendanceOf, type Meeting, type Opinion } from './meeting.ts'

export interface Quorum {
  /** 应到: voting members, less those recused on this item unless the rulebook counts them (MTG-001, A9). */
  readonly expected: readonly string[]
  readonly present: readonly string[]
  /** The smallest number that is enough. */
  readonly needed: number
  readonly reached: boolean
}

/** The quorum of one item at this moment (MTG-002, E-42): item by item, recused members and who has left not counted. */
export function quorumOf(meeting: Meeting, item: AgendaItem, rules: RuleSet): Quorum {
  const recused = new Set(item.recusals.map(r => r.person))
  const voting = meeting.members.filter(m => m.voting).map(m => m.person)
  const able = voting.filter(person => !recused.has(person))
  const expected = textRule(rules, 'quorum.base') === 'DUE' ? voting : able
  const present = able.filter(person => attendanceOf(meeting, person) === 'PRESENT')
  const needed = smallestEnough(
    expected.length,
    numberRule(rules, kinds[meeting.kind].quorum),
    textRule(rules, 'quorum.operator'),
  )
  return { expected, present, needed, reached: expected.length > 0 && present.length >= needed }
}

/** «以上» includes the number itself (民法典 1259) and is `>=`; «过半数» does not and is `>`. */
export function smallestEnough(expected: number, ratio: number, operator: string): number {
  const share = expected * ratio
  return operator === '>=' ? Math.ceil(share - 1e-9) : Math.floor(share + 1e-9) + 1
}

export interface Tally {
  readonly agree: number
  readonly disagree: number
  readonly abstain: number
  /** Votes that count: the last position of each present member who is not recused. Empty where ballots were counted. */
  readonly positions: readonly Opinion[]
  /** Present members who have not voted yet. */
  readonly silent: readonly string[]
  /** Who took part in the vote. */
  readonly participants: readonly string[]
}

/** MTG-003: written opinions, observers, invitees and recused members are on record and not counted. */
export function tallyOf(item: AgendaItem, quorum: Quorum): Tally {
  return item.ballot === 'NAMED' ? tallyByName(item, quorum) : tallyByCount(item, quorum)
}

function tallyByName(item: AgendaItem, quorum: Quorum): Tally {
  const positions = quorum.present.flatMap(person => {
    const last = item.opinions.findLast(o => o.person === person && !o.beforeRecusal)
    return last ? [last] : []
  })
  const count = (position: Opinion['position']) => positions.filter(o => o.position === position).length
  return {
    agree: count('AGREE'),
    disagree: count('DISAGREE'),
    abstain: count('ABSTAIN'),
    positions,
    silent: quorum.present.filter(person => !positions.some(o => o.person === person)),
    participants: positions.map(o => o.person),
  }
}

/** In secret and by hands only the tellers' count is kept: everybody who could vote did, and nobody knows how. */
function tallyByCount({ count }: AgendaItem, { present }: Quorum): Tally {
  const { agree, disagree, abstain } = count ?? { agree: 0, disagree: 0, abstain: 0 }
  const voted = count ? present : []
  return { agree, disagree, abstain, positions: [], silent: count ? [] : present, participants: voted }
}

/** MTG-003: `VOTE`, or `HEAD_DECIDES` where the head sums up and decides. */
export function modeOf(meeting: Meeting, rules: RuleSet): string {
  return textRule(rules, kinds[meeting.kind].mode)
}

/** MTG-003: passed when those in favour are more than half of those expected, not of those present. */
export function votePassed(tally: Tally, quorum: Quorum): boolean {
  return tally.agree * 2 > quorum.expected.length
}

/** MTG-010, E-33: whether the presider spoke before somebody else did, and so did not speak last. */
export function presiderSpokeEarly(item: AgendaItem, presider: string, tally: Tally): boolean {
  const mine = item.opinions.find(o => o.person === presider && !o.beforeRecusal)
  if (!mine) return false
  const index = item.opinions.indexOf(mine)
  return tally.positions.some(o => o.person !== presider && item.opinions.findIndex(p => p.person === o.person) > index)
}
