/** Attacks by whoever holds the files alone: what is served is not what was signed, or not what was committed to. */
import { canonical } from '../../domain/canonical.ts'
import { toBase64Url, utf8 } from '../../domain/log/bytes.ts'
import { type RecordFile, recordPath } from '../../domain/log/record-file.ts'
import { must } from '../../domain/result.ts'
import { disclosuresOf, recordsOf, type TestLog } from '../support/log.ts'
import { type Attack, type Dice, type Noticing, pick } from './attacks.ts'

/** One file of the honest log is another; the reader's checkpoint is any. */
function served(
  name: string,
  noticedBy: readonly Noticing[],
  change: (dice: Dice, files: Map<string, Uint8Array>, log: TestLog) => void,
): Attack {
  return {
    name,
    noticedBy,
    make: (dice, log) => {
      const files = new Map(log.files)
      change(dice, files, log)
      return { files, policy: log.policy, kept: log.checkpointAt(dice(log.entries.length)) }
    },
  }
}

function flipBit(dice: Dice, files: Map<string, Uint8Array>, paths: readonly string[]): void {
  const path = pick(dice, paths)
  const bytes = new Uint8Array(must(files.get(path), path))
  const place = dice(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ (1 << dice(8))
  files.set(path, bytes)
}

const recordsServed = (log: TestLog): readonly RecordFile[] => {
  const known = records.get(log) ?? recordsOf(log.entries)
  records.set(log, known)
  return known
}
const records = new WeakMap<TestLog, readonly RecordFile[]>()

const paths = (files: ReadonlyMap<string, Uint8Array>, shape: RegExp) => [...files.keys()].filter(p => shape.test(p))

const leafBit = served('条目或其哈希改了一位', ['entries'], (dice, files) =>
  flipBit(dice, files, paths(files, dice(2) === 0 ? /^tile\/entries\// : /^tile\/0\//)),
)
// The consistency proof reads the same tiles, and may stumble first.
const tileBit = served('上层瓦片改了一位', ['consistency', 'tree'], (dice, files) =>
  flipBit(dice, files, paths(files, /^tile\/[1-9]/)),
)

const bundleChanged = served('条目包被改', ['entries'], (dice, files) => {
  const path = pick(dice, paths(files, /^tile\/entries\//))
  const bytes = must(files.get(path), path)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(0)
  const reordered = () => Buffer.concat([bytes.subarray(2 + length), bytes.subarray(0, 2 + length)])
  const ways: readonly (() => Uint8Array | undefined)[] = [
    () => bytes.slice(0, dice(bytes.length)),
    () => Buffer.concat([bytes, new Uint8Array(1 + dice(300))]),
    () => relengthened(bytes, (length + 1 + dice(60_000)) % 65_536),
    reordered,
    () =>
      files.get(
        pick(
          dice,
          paths(files, /^tile\/entries\//).filter(other => other !== path),
        ),
      ),
    () => undefined,
    () => new Uint8Array(),
  ]
  const changed = pick(dice, ways)()
  if (changed) files.set(path, changed)
  else files.delete(path)
})

function relengthened(bytes: Uint8Array, length: number): Uint8Array {
  const changed = new Uint8Array(bytes)
  new DataView(changed.buffer).setUint16(0, length)
  return changed
}

/** What is handed out beside the log is not what the log committed to. */
const recordChanged = (name: string, change: (dice: Dice, disclosure: string, others: readonly string[]) => string) =>
  served(name, ['records'], (dice, files, log) => {
    const opened = recordsServed(log).filter(({ entries }) => entries.some(({ disclosures }) => disclosures.length > 0))
    const record = pick(dice, opened)
    const others = opened.filter(other => other !== record).flatMap(r => r.entries.flatMap(e => e.disclosures))
    const target = pick(
      dice,
      record.entries.filter(({ disclosures }) => disclosures.length > 0),
    )
    const which = dice(target.disclosures.length)
    const disclosures = target.disclosures.with(which, change(dice, must(target.disclosures[which], 'one'), others))
    const entries = record.entries.map(entry => (entry === target ? { ...entry, disclosures } : entry))
    files.set(recordPath(record.stream), utf8(JSON.stringify({ ...record, entries })))
  })

const saltSwapped = recordChanged('公开时换了盐', (dice, disclosure, others) => {
  const parts = partsOf(disclosure)
  const other = partsOf(pick(dice, others))[0]
  const salt = dice(2) === 0 ? other : toBase64Url(Uint8Array.from({ length: 16 }, () => dice(256)))
  return toBase64Url(utf8(canonical([salt, parts[1], parts[2]])))
})

const foreignDisclosure = recordChanged('拿别的记录的披露来充数', (dice, _, others) => pick(dice, others))

/** A field that no rule lets out, put among another entry's: the digest is real, its place is not. */
const misplacedDisclosure = served('把一条的披露放到另一条名下', ['records'], (dice, files, log) => {
  const record = pick(
    dice,
    recordsServed(log).filter(({ entries }) => entries.length > 1),
  )
  const [from, to] = [dice(record.entries.length), dice(record.entries.length - 1)]
  const source = must(log.entries[must(record.entries[from], 'an entry').index], 'its event')
  const hidden = disclosuresOf(
    source,
    Object.keys(source.salts).filter(field => !field.startsWith('by.')),
  )
  const actor = toBase64Url(utf8(canonical([source.salts['by.person'], 'by.person', source.event.by.person])))
  const target = to >= from ? to + 1 : to
  const entries = record.entries.map((entry, at) =>
    at === target ? { ...entry, disclosures: [pick(dice, [...hidden, actor])] } : entry,
  )
  files.set(recordPath(record.stream), utf8(JSON.stringify({ ...record, entries })))
})

export const attacksOnFiles: readonly Attack[] = [
  leafBit,
  tileBit,
  bundleChanged,
  saltSwapped,
  foreignDisclosure,
  misplacedDisclosure,
]

const partsOf = (disclosure: string): readonly unknown[] =>
  JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8'))
