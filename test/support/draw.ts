import { announceDraw, type DrawAnnouncement, type RandomnessSource } from '../../domain/draw/announcement.ts'
import { conductDraw, type Reveal } from '../../domain/draw/conduct.ts'
import type { Beacon } from '../../domain/draw/drand.ts'
import { codeAt, commitmentOf } from '../../domain/draw/one-time-codes.ts'
import { type Standing, type SubstitutionRequest, standingAfter, substitute } from '../../domain/draw/substitution.ts'
import { type DrawTranscript, transcriptOf } from '../../domain/draw/transcript.ts'
import type { Result } from '../../domain/result.ts'

/** A draw for tests: its randomness is a round that drand made long ago, announced the day before. */

export const CODES = 8
export const SECRET = new TextEncoder().encode('演示：抽取组织者的秘密')

/** The i-th code that is revealed, counted from 1 for the draw itself; hexadecimal. */
export const revealed = (i: number): string => Buffer.from(codeAt(SECRET, CODES - i)).toString('hex')

export const QUICKNET = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'

/** Round 1000 of drand's quicknet, made on 2023-08-23. */
export const BEACON: Beacon = {
  round: 1_000,
  randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  signature: 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
}
export const DRAND: RandomnessSource = { kind: 'DRAND', chain: QUICKNET, round: BEACON.round }
export const BEFORE_BEACON = '2023-08-22T01:00:00.000Z'

const THROWS = 25
export const DICE: RandomnessSource = {
  kind: 'CEREMONY',
  plan: {
    kind: 'DICE',
    sources: Array.from({ length: THROWS }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
  },
}

export const drawReveal: Reveal = { code: revealed(1), beacon: BEACON }
export const diceReveal: Reveal = {
  code: revealed(1),
  ceremony: {
    kind: 'DICE',
    sources: Array.from({ length: THROWS }, (_, i) => ({ name: `第${i + 1}掷`, numbers: [((i * 5) % 6) + 1] })),
  },
}

export type DrawDraft = Omit<DrawAnnouncement, 'poolCommitment'>

/** Ten matters reviewed at tier 1 and 2, some of them filed afterwards, and six inspectors. */
export const drawDraft: DrawDraft = {
  batch: '2026-S-01',
  pool: Array.from({ length: 10 }, (_, i) => ({
    id: `YG-2026-${String(i + 1).padStart(4, '0')}`,
    stratum: i < 6 ? '初审' : '审议',
    weight: i % 3 === 0 ? 3 : 1,
  })),
  rules: [
    { stratum: '初审', rate: 0.5 },
    { stratum: '审议', count: 2 },
  ],
  method: 'TICKETS',
  inspectors: ['inspector-1', 'inspector-2', 'inspector-3', 'inspector-4', 'inspector-5', 'inspector-6'],
  conflicts: { 'YG-2026-0001': ['inspector-1', 'inspector-2'], 'YG-2026-0008': ['inspector-3'] },
  perObject: 2,
  source: DRAND,
  codeCommitment: commitmentOf(SECRET, CODES),
  codes: CODES,
}

export const announced = (changes: Partial<DrawDraft> = {}): Result<DrawAnnouncement> =>
  announceDraw({ ...drawDraft, ...changes }, BEFORE_BEACON)

/** Announced, drawn, and substituted once in each way, as far as the batch has who can take a place. */
export function played(changes: Partial<DrawDraft> = {}, reveal: Reveal = drawReveal): Played {
  const announcement = good(announced(changes))
  const transcript = good(transcriptOf(announcement, reveal))
  let standing = standingAfter(announcement, good(conductDraw(announcement, reveal)), reveal.code)
  const requests: readonly ((standing: Standing) => SubstitutionRequest)[] = [
    ({ pairs: [pair] }) => ({ kind: 'RECUSAL', object: pair?.object ?? '', inspector: pair?.inspectors[0] ?? '' }),
    ({ pairs: [, pair] }) => ({ kind: 'OBJECT_UNAVAILABLE', object: pair?.object ?? '', code: revealed(2) }),
    ({ pairs }) => ({
      kind: 'INSPECTOR_UNAVAILABLE',
      inspector: pairs.at(-1)?.inspectors[1] ?? '',
      code: revealed(3),
    }),
  ]
  const substitutions = requests.map(request => {
    const asked = request(standing)
    const done = good(substitute(standing, asked))
    standing = done.standing
    return { ...asked, reason: '演示：替补事由', pairs: done.pairs }
  })
  return { standing, transcript: { ...transcript, substitutions } }
}

export interface Played {
  readonly standing: Standing
  readonly transcript: DrawTranscript
}

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.sentence)
  return result.value
}
