import { publicFaceOf } from '../domain/disclosure/public-matter.ts'
import { idOf } from '../domain/ids.ts'
import { toBase64, utf8 } from '../domain/log/bytes.ts'
import { portableSha256 } from '../domain/log/hashing.ts'
import { formatNote } from '../domain/log/note.ts'
import type { Policy } from '../domain/log/policy.ts'
import { restoreEvent } from '../domain/log/restore.ts'
import type { LogSource } from '../domain/log/source.ts'
import { matterEvents } from '../domain/matter/events.ts'
import { evolveMatter } from '../domain/matter/evolve.ts'
import { type Matter, noMatter } from '../domain/matter/matter.ts'
import { compareFace, type FaceComparison } from './face-fields.ts'
import { whyNotConsistent, whyNotIncluded } from './inclusion.ts'
import { limitsOf } from './limits.ts'
import { type OpenedEntry, type OpenedRecord, readRecord } from './record-entries.ts'
import type { Check, RecordReport, Shown } from './report.ts'
import { readTrust, type Trust, trustCheckpoint } from './trust.ts'
import { headlineOf, verdictOf } from './verdict.ts'
import { fingerprintWords } from './words.ts'

export interface Expectations {
  /** Keys and witnesses that the reader has from elsewhere; without them, those that the log itself publishes. */
  readonly policy?: Policy
  /** The checkpoint, a signed note, that this reader saw last time. */
  readonly kept?: Uint8Array
  /** The hash of an entry as it stands on paper, 64 hexadecimal digits in lower case. */
  readonly leaf?: string
  readonly onProgress?: (sentence: string) => void
}

/**
 * Whether what a matter's page shows is what the log holds: the fields → the entries → the tree → the signed, witnessed
 * checkpoint. Reads nothing but the log's static resources, and says of every field and of every step how it went.
 * @throws what the source throws: when it cannot be known whether a resource is there.
 */
export async function checkRecord(
  source: LogSource,
  shown: Shown,
  { policy, kept, leaf, onProgress = () => {} }: Expectations = {},
): Promise<RecordReport> {
  onProgress('正在读取本件的登记……')
  const record = await readRecord(source, shown.stream)
  // Afterwards, so that the checkpoint is not older than the record.
  onProgress('正在读取日志的检查点……')
  const trust = await readTrust(source, policy)
  const { entries } = record ?? { entries: [] }
  onProgress(`正在核对 ${entries.length} 条登记……`)
  const page = record ? comparePage(record, shown) : nothingToCompare
  const steps = [
    ...page.steps,
    ...recordSteps(record, shown),
    ...(await treeSteps(source, entries, trust)),
    ...trust.steps,
    ...(await keptSteps(source, trust, kept)),
    ...paperSteps(entries, leaf),
  ]
  const verdict = verdictOf(steps, page.fields)
  const { cosigners = [], signers = [] } = trust
  return {
    verdict,
    headline: headlineOf(verdict, steps, page.fields),
    steps,
    fields: page.fields,
    limits: limitsOf({ ownPolicy: policy !== undefined, cosigners, unsaid: page.unsaid }),
    entries: entries.map(({ index, entry: { version, at } }) => ({ version, index, at })),
    ...(trust.checkpoint ? { checkpoint: trust.checkpoint, note: formatNote(trust.note) } : {}),
    fingerprints: signers.map(({ text }) => fingerprintWords(portableSha256(utf8(text)))),
    cosigners,
  }
}

interface PageCheck extends FaceComparison {
  readonly steps: readonly Check[]
}

const nothingToCompare: PageCheck = { steps: [], fields: [], unsaid: [] }

/** The face that follows from the entries as far as the page goes, beside the one that the page shows. */
function comparePage({ entries }: OpenedRecord, shown: Shown): PageCheck {
  const stated = entries.slice(0, shown.version)
  if (stated.length < shown.version) {
    const sentence = `页面已是第 ${shown.version} 条登记之后的样子，日志里只有 ${stated.length} 条：新的登记通常一秒内写入，请稍后再验证。`
    return { ...nothingToCompare, steps: [open('page', sentence)] }
  }
  const face = faceFrom(stated, shown.stream)
  if (typeof face === 'string') return { ...nothingToCompare, steps: [failed('page', face)] }
  const comparison = compareFace(shown, face, openedFields(stated))
  const { fields } = comparison
  const wrong = fields.filter(({ verdict }) => verdict === 'CONTRADICTED')
  const agreeing = fields.filter(({ verdict }) => verdict === 'PROVED').length
  const newer = entries.length - stated.length
  const step =
    wrong.length > 0
      ? failed('page', `按登记重新推算，页面有 ${wrong.length} 处不符：${wrong.map(({ label }) => label).join('、')}。`)
      : done('page', `按登记重新推算应当公开的内容，与页面逐栏比较，${agreeing} 处全部一致。`)
  const stale = newer > 0 ? [open('page', `页面打开之后本件又有 ${newer} 条新登记，刷新页面可以看到。`)] : []
  return { ...comparison, steps: [step, ...stale] }
}

function faceFrom(entries: readonly OpenedEntry[], stream: string) {
  try {
    const matter = entries.reduce<Matter>(
      (state, { entry, opened }) =>
        evolveMatter(state, restoreEvent(entry, matterEvents, opened) as Parameters<typeof evolveMatter>[1]),
      { ...noMatter, id: idOf(stream) },
    )
    return publicFaceOf(matter) ?? '按登记本件还没有送审，不应当有公开的页面。'
  } catch {
    // Entries are foreign data: a history that cannot be is what somebody wrote there, not a bug of ours.
    return '这些登记前后不相接，推算不出页面的内容。'
  }
}

function openedFields(entries: readonly OpenedEntry[]) {
  const last = (...types: readonly string[]) => entries.findLast(({ entry }) => types.includes(entry.type))
  const details = last('matter.details-set') ?? last('matter.drafted')
  const result = last('matter.handling-finished', 'matter.implementation-finished')
  const names = (of: OpenedEntry) => new Set(Object.keys(of.opened).concat(Object.keys(of.entry.data)))
  return { details: details ? names(details) : new Set<string>(), ...(result ? { result: names(result) } : {}) }
}

function recordSteps(record: OpenedRecord | undefined, { version }: Shown): Check[] {
  if (!record) return [open('record', '日志里还没有本件的登记，页面的内容无从核对。')]
  const { entries, faults, swapped } = record
  if (faults.length > 0) return faults.map(fault => failed('record', fault))
  if (entries.length < version) return []
  const opened = entries.reduce((sum, entry) => sum + Object.keys(entry.opened).length, 0)
  return [
    done('record', `本件在日志里有 ${entries.length} 条登记，从第 1 条连续到第 ${entries.length} 条，没有缺漏。`),
    ...swapped.map(fault => failed('disclosures', fault)),
    ...(swapped.length === 0 && opened > 0
      ? [done('disclosures', `日志原文之外另行公开的 ${opened} 项内容，与当时留在日志里的指纹一一相符。`)]
      : []),
  ]
}

async function treeSteps(source: LogSource, entries: readonly OpenedEntry[], { checkpoint }: Trust): Promise<Check[]> {
  if (!checkpoint || entries.length === 0) return []
  const within = entries.filter(({ index }) => index < checkpoint.size)
  const why = await whyNotIncluded(source, checkpoint, within)
  if (why) return [failed('tree', `登记不在日志里，或者日志的文件被改过：${why}`)]
  if (within.length < entries.length) {
    const waiting = entries.length - within.length
    return [open('tree', `最近的 ${waiting} 条登记还没有进入已签名的检查点，请稍后再验证。`)]
  }
  const sentence = `${entries.length} 条登记都在日志里，各在各的位置；日志共 ${checkpoint.size} 条，根哈希 ${toBase64(checkpoint.root).slice(0, 8)}…。`
  return [done('tree', sentence)]
}

async function keptSteps(source: LogSource, trust: Trust, kept: Uint8Array | undefined): Promise<Check[]> {
  if (!kept || !trust.checkpoint || !trust.policy) return []
  const before = trustCheckpoint(kept, trust.policy)
  if (!before.checkpoint) {
    return [open('kept', '这不是本浏览器上次看到的那本日志：公钥换了。请向主办单位核实有没有公告过另起日志。')]
  }
  const why = await whyNotConsistent(source, before.checkpoint, trust.checkpoint)
  return why
    ? [failed('kept', `与本浏览器上次看到的日志不一致：${why}`)]
    : [done('kept', `本浏览器上次看到的 ${before.checkpoint.size} 条原样都在，日志只增不改。`)]
}

function paperSteps(entries: readonly OpenedEntry[], leaf: string | undefined): Check[] {
  if (leaf === undefined) return []
  const found = entries.find(entry => hex(entry.leaf) === leaf)
  return [
    found
      ? done('paper', `纸上二维码所指的，就是本件第 ${found.entry.version} 条登记（日志第 ${found.index} 号）。`)
      : failed('paper', '纸上二维码所指的登记，不在本件的记录里。'),
  ]
}

const hex = (bytes: Uint8Array) => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

const stepOf =
  (state: Check['state']) =>
  (name: Check['name'], sentence: string): Check => ({ name, state, sentence })
const done = stepOf('OK')
const failed = stepOf('FAILED')
const open = stepOf('OPEN')
