/**
 * Trust policies (C2SP tlog-policy): which logs are believed, and which of the witnesses must have cosigned.
 *
 * Names, URLs and comments are opaque: two names are the same only if they are the same code points.
 */
import { ok, type Refusal, type Result } from '../result.ts'
import { sameBytes } from './hashing.ts'
import { COSIGNATURE_V1, ML_DSA_44, parseVerifierKey, type VerifierKey } from './key.ts'
import { hasControlCharacter, malformed } from './lines.ts'

export interface PolicyLog {
  /** Its name is the origin of the log. */
  readonly key: VerifierKey
  readonly url?: string
}

export interface PolicyWitness {
  /** Has a meaning only within the policy; the name that signs is the key's. */
  readonly name: string
  readonly key: VerifierKey
  readonly url?: string
}

export interface PolicyGroup {
  readonly name: string
  /** How many of the members must have witnessed: 1 to all of them. */
  readonly threshold: number
  /** Names of witnesses, and of groups that stand before this one. */
  readonly members: readonly string[]
}

export interface Policy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** The name of a witness or a group, or `none`. */
  readonly quorum: string
}

/** What has been read so far. The lines are believed in their order: what a line names must stand before it. */
interface Draft {
  readonly logs: PolicyLog[]
  readonly witnesses: PolicyWitness[]
  readonly groups: PolicyGroup[]
  readonly defined: Set<string>
  readonly members: Set<string>
  quorum: string | undefined
}

const NO_QUORUM = 'none'

/** tlog-policy forbids to define `none`; the others would make a line read as another (transparency-dev/formats refuses them too). */
const KEYWORDS: readonly string[] = ['log', 'witness', 'group', 'quorum', 'all', 'any', NO_QUORUM]

/** Reads a policy. The refusal names the line. Octets that are not UTF-8, which tlog-policy allows, the caller cannot hand over. */
export function parsePolicy(text: string): Result<Policy> {
  if (!text.isWellFormed() || text.includes('\x7f') || hasControlCharacter(text, '\t\n')) {
    return malformed('policy', '策略含有换行和制表符以外的控制字符（例如回车或空字符）。')
  }
  if (!text.endsWith('\n')) return malformed('policy', '策略的末尾缺少换行符，可能没有传完。')
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    defined: new Set(),
    members: new Set(),
    quorum: undefined,
  }
  for (const [index, line] of text.split('\n').entries()) {
    const why = readLine(line, draft)
    if (why !== undefined) return malformed('policy', `策略第 ${index + 1} 行${why}`)
  }
  const { logs, witnesses, groups, quorum } = draft
  return quorum === undefined
    ? malformed('quorum', '策略缺少 quorum 行：应写明需要哪个见证人或哪组见证人；不需要见证时写 quorum none。')
    : ok({ logs, witnesses, groups, quorum })
}

/** The policy as text that `parsePolicy` reads back; comments are not kept. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ key, url }) => ['log', key.text, ...withUrl(url)]),
    ...witnesses.map(({ name, key, url }) => ['witness', name, key.text, ...withUrl(url)]),
    ...groups.map(({ name, threshold, members }) => ['group', name, String(threshold), ...members]),
    ['quorum', quorum],
  ]
  return lines.map(items => `${items.join(' ')}\n`).join('')
}

/**
 * Whether those who cosigned are enough.
 *
 * @param cosigners names of witnesses as the policy gives them.
 */
export function quorumMet({ witnesses, groups, quorum }: Policy, cosigners: ReadonlySet<string>): boolean {
  if (quorum === NO_QUORUM) return true
  const witnessed = new Set(witnesses.map(({ name }) => name).filter(name => cosigners.has(name)))
  // A group's members stand before it, so that one pass from the first to the last knows them all.
  for (const { name, threshold, members } of groups) {
    if (members.filter(member => witnessed.has(member)).length >= threshold) witnessed.add(name)
  }
  return witnessed.has(quorum)
}

/** Reads one line into the draft, or says what is wrong with it. */
function readLine(line: string, draft: Draft): string | undefined {
  const [keyword, ...items] = line.split(/[ \t]+/).filter(item => item !== '')
  if (keyword === undefined || keyword.startsWith('#')) return undefined
  switch (keyword) {
    case 'log':
      return readLog(items, draft)
    case 'witness':
      return readWitness(items, draft)
    case 'group':
      return readGroup(items, draft)
    case 'quorum':
      return readQuorum(items, draft)
    default:
      return '的第一个词应是 log、witness、group 或 quorum。'
  }
}

function readLog([vkey, url, ...more]: readonly string[], { logs }: Draft): string | undefined {
  if (vkey === undefined || more.length > 0) return '应是「log 公钥 [网址]」。'
  const key = parseVerifierKey(vkey)
  if (!key.ok) return whyKey(key.error)
  if (holds(logs, key.value)) return '的公钥在前面的 log 行里已经出现过。'
  logs.push({ key: key.value, ...(url === undefined ? {} : { url }) })
  return undefined
}

function readWitness([name, vkey, url, ...more]: readonly string[], draft: Draft): string | undefined {
  const { witnesses, defined } = draft
  if (name === undefined || vkey === undefined || more.length > 0) return '应是「witness 名称 公钥 [网址]」。'
  const taken = whyNoName(name, draft)
  if (taken !== undefined) return taken
  const key = parseVerifierKey(vkey)
  if (!key.ok) return whyKey(key.error)
  if (key.value.type !== COSIGNATURE_V1 && key.value.type !== ML_DSA_44) {
    return '的公钥不是见证人的公钥：签名类型应为 0x04（Ed25519）或 0x06（ML-DSA-44）。'
  }
  if (holds(witnesses, key.value)) return '的公钥在前面的 witness 行里已经出现过。'
  witnesses.push({ name, key: key.value, ...(url === undefined ? {} : { url }) })
  defined.add(name)
  return undefined
}

function readGroup([name, k, ...members]: readonly string[], draft: Draft): string | undefined {
  if (name === undefined || k === undefined || members.length === 0) {
    return '应是「group 名称 all|any|人数 成员…」，至少一个成员。'
  }
  const taken = whyNoName(name, draft)
  if (taken !== undefined) return taken
  for (const member of members) {
    if (!draft.defined.has(member)) return `的成员「${member}」在前面没有定义。`
    if (draft.members.has(member)) return `的成员「${member}」已经是某一组的成员，每个名称只能用一次。`
    draft.members.add(member)
  }
  const threshold = thresholdOf(k, members.length)
  if (threshold === undefined) return `的人数应是 all、any 或 1 至 ${members.length} 的十进制数。`
  draft.groups.push({ name, threshold, members })
  draft.defined.add(name)
  return undefined
}

function readQuorum([name, ...more]: readonly string[], draft: Draft): string | undefined {
  if (name === undefined || more.length > 0) return '应是「quorum 名称」。'
  if (draft.quorum !== undefined) return '是第二个 quorum 行，策略只能有一个。'
  if (name !== NO_QUORUM && !draft.defined.has(name)) return `的名称「${name}」在前面没有定义。`
  draft.quorum = name
  return undefined
}

function whyNoName(name: string, { defined }: Draft): string | undefined {
  if (KEYWORDS.includes(name)) return `的名称「${name}」是保留字。`
  return defined.has(name) ? `的名称「${name}」在前面已经定义过。` : undefined
}

/** The key's own sentence, told of the line. */
const whyKey = ({ sentence }: Refusal) => `的公钥无法使用：${sentence}`

function thresholdOf(k: string, size: number): number | undefined {
  if (k === 'all') return size
  if (k === 'any') return 1
  const threshold = /^[1-9][0-9]{0,6}$/.test(k) ? Number(k) : 0
  return threshold >= 1 && threshold <= size ? threshold : undefined
}

/** Two keys are duplicates if the public keys are the same, whatever their names and ids (tlog-policy). */
const holds = (list: readonly { readonly key: VerifierKey }[], { publicKey }: VerifierKey) =>
  list.some(({ key }) => sameBytes(key.publicKey, publicKey))

const withUrl = (url: string | undefined) => (url === undefined ? [] : [url])
