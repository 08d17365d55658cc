import { utf8ToBytes } from '@noble/hashes/utils.js'
import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { labelFault } from './labels.ts'

/**
 * Randomness made before witnesses: dice thrown, or lotteries drawn, where no beacon can be had or none is trusted. What is
 * thrown, how often and in which range is announced beforehand.
 */
export type CeremonyKind = 'DICE' | 'LOTTERY'

/** What was thrown or drawn. A source is one throw of its dice, or one lottery's draw. */
export interface Ceremony {
  readonly kind: CeremonyKind
  readonly sources: readonly CeremonySource[]
}

export interface CeremonySource {
  readonly name: string
  readonly numbers: readonly number[]
}

/** What will be thrown or drawn: so many numbers of a range; of a lottery all different. */
export interface CeremonyPlan {
  readonly kind: CeremonyKind
  readonly sources: readonly PlannedSource[]
}

export interface PlannedSource {
  readonly name: string
  readonly count: number
  /** The range, both ends in it: a die of six faces is 1 to 6. */
  readonly from: number
  readonly to: number
}

/** Less, and somebody could compute every outcome beforehand and see which labels pay (the draft's «Security Considerations»). */
export const LEAST_ENTROPY_BITS = 64

/**
 * The numbers in the form of RFC 3797 §4, ASCII: of each source in its order the numbers from the smallest to the largest,
 * in decimal, each followed by a full stop, and a slash after the source. `9319./2.5.8.10.12./`
 */
export function ceremonyBytes({ kind, sources }: Ceremony): Result<Uint8Array> {
  if (sources.length === 0) return err(refuse('INCOMPLETE', 'RND-001', '还没有录入掷出或摇出的数字。', 'ceremony'))
  for (const { name, numbers } of sources) {
    const fault = numbersFault(kind, numbers)
    if (fault !== undefined) return err(refuse('INVALID', 'RND-001', `来源「${name}」${fault}。`, 'ceremony'))
  }
  return ok(
    utf8ToBytes(
      sources
        .map(
          ({ numbers }) =>
            `${inOrder(numbers)
              .map(number => `${number}.`)
              .join('')}/`,
        )
        .join(''),
    ),
  )
}

const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)

function numbersFault(kind: CeremonyKind, numbers: readonly number[]): string | undefined {
  if (numbers.length === 0) return '没有数字'
  if (numbers.some(number => !Number.isSafeInteger(number) || number < 0)) return '的数字应是0或正整数'
  if (kind === 'LOTTERY' && new Set(numbers).size < numbers.length) return '摇出的号码有重复'
  return undefined
}

/** Checks a plan before it is announced: whole, and random enough (RND-001). The bits are given back. */
export function checkPlan(plan: CeremonyPlan): Result<number> {
  const names = new Set<string>()
  for (const source of plan.sources) {
    const fault = sourceFault(plan.kind, source) ?? (names.has(source.name) ? '名称重复' : undefined)
    if (fault !== undefined) return err(refuse('INVALID', 'RND-001', `来源「${source.name}」${fault}。`, 'source'))
    names.add(source.name)
  }
  const bits = entropyBits(plan)
  if (bits >= LEAST_ENTROPY_BITS) return ok(bits)
  const sentence = `公布的骰子或彩票只有约${Math.floor(bits)}比特的随机性，不足${LEAST_ENTROPY_BITS}比特，请增加次数或来源。`
  return err(refuse('INVALID', 'RND-001', sentence, 'source'))
}

function sourceFault(kind: CeremonyKind, { name, count, from, to }: PlannedSource): string | undefined {
  const fault = labelFault(name)
  if (fault !== undefined) return `的名称${fault}`
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from) return '的号码范围不对'
  if (!Number.isInteger(count) || count < 1 || count > 1_000) return '的个数应是1至1000的整数'
  if (kind === 'LOTTERY' && count > to - from + 1) return '要摇出的号码比范围内的还多'
  return undefined
}

/**
 * How hard the outcome is to guess, in bits: minus the logarithm of the likeliest outcome's chance. Sorting the numbers
 * forgets in which order they came, so that dice give most where each throw of one die is a source of its own.
 */
export function entropyBits({ kind, sources }: CeremonyPlan): number {
  return sources.reduce((sum, { count, from, to }) => {
    const faces = to - from + 1
    return sum + (kind === 'DICE' ? diceBits(count, faces) : log2Binomial(faces, count))
  }, 0)
}

/** Of so many dice thrown together the likeliest outcome shows every face equally often, as nearly as can be. */
function diceBits(count: number, faces: number): number {
  const each = Math.floor(count / faces)
  const oneMore = count % faces
  const orders = log2Factorial(count) - (faces - oneMore) * log2Factorial(each) - oneMore * log2Factorial(each + 1)
  return count * Math.log2(faces) - orders
}

function log2Binomial(n: number, k: number): number {
  let sum = 0
  for (let i = 0; i < k; i += 1) sum += Math.log2((n - i) / (i + 1))
  return sum
}

function log2Factorial(n: number): number {
  let sum = 0
  for (let i = 2; i <= n; i += 1) sum += Math.log2(i)
  return sum
}

/** Why a ceremony is not the announced one; `undefined` when it is (RND-001). */
export function ceremonyRefusal(ceremony: Ceremony, plan: CeremonyPlan): Refusal | undefined {
  const no = (what: string) => refuse('INVALID', 'RND-001', `公开仪式与公告不符：${what}。`, 'ceremony')
  if (ceremony.kind !== plan.kind) return no('方式不同')
  if (ceremony.sources.length !== plan.sources.length) return no(`公告有${plan.sources.length}个来源`)
  for (const [index, { name, count, from, to }] of plan.sources.entries()) {
    const source = ceremony.sources[index]
    if (source?.name !== name) return no(`第${index + 1}个来源应是「${name}」`)
    if (source.numbers.length !== count) return no(`来源「${name}」应有${count}个数字`)
    if (source.numbers.some(number => number < from || number > to))
      return no(`来源「${name}」的数字应在${from}至${to}之间`)
  }
  return undefined
}
