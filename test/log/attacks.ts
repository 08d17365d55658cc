/**
 * What somebody who holds the database, the files, the server, and mostly the log's key too, may do to the public log. Each
 * attack gives what is served afterwards, and a reader to whom it is shown: their policy, and the older checkpoint they kept.
 */
import { utf8 } from '../../domain/log/bytes.ts'
import type { SignerKey } from '../../domain/log/key.ts'
import { formatPolicy, type Policy } from '../../domain/log/policy.ts'
import { must } from '../../domain/result.ts'
import {
  entryOf,
  filesOfTree,
  policyOf,
  signedCheckpoint,
  TEST_ORIGIN,
  type TestEntry,
  type TestLog,
  testKey,
} from '../support/log.ts'

/** A whole number from 0 to n − 1. */
export type Dice = (n: number) => number

/** What one reader is shown. */
export interface Shown {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly policy: Policy
  /** The checkpoint kept from before. */
  readonly kept: Uint8Array
}

/** The step of a verification that must notice it; `rules` is the replay. */
export type Noticing = 'signature' | 'witnesses' | 'consistency' | 'entries' | 'tree' | 'records' | 'rules'

export interface Attack {
  readonly name: string
  readonly noticedBy: readonly Noticing[]
  readonly make: (dice: Dice, log: TestLog) => Shown
}

export const pick = <T>(dice: Dice, list: readonly T[]): T => must(list[dice(list.length)], 'something to pick from')
const between = (dice: Dice, least: number, most: number): number => least + dice(most - least + 1)

/** The log's own tree, key and cosigners, over other entries. */
export function published(
  entries: readonly Uint8Array[],
  keys: readonly SignerKey[],
  witnesses: readonly SignerKey[] = [],
): Map<string, Uint8Array> {
  const { files, root } = filesOfTree(entries)
  const head = { origin: TEST_ORIGIN, size: entries.length, root }
  return files.set('checkpoint', signedCheckpoint(head, keys, witnesses))
}

const bytesOf = (entries: readonly TestEntry[]) => entries.map(({ bytes }) => bytes)
const withoutWitness = (log: TestLog): Policy => policyOf(log.key, [])

/**
 * The past is written anew with the right key: some entry that stood below the reader's checkpoint is no longer what or
 * where it was. No witness is asked: the kept checkpoint alone must do.
 */
function rewritten(
  name: string,
  rewrite: (dice: Dice, entries: readonly TestEntry[], at: number) => Uint8Array[],
): Attack {
  return {
    name,
    noticedBy: ['consistency'],
    make: (dice, log) => {
      const at = dice(log.entries.length)
      const keptSize = between(dice, at + 1, log.entries.length)
      const files = published(rewrite(dice, log.entries, at), [log.key])
      return { files, policy: withoutWitness(log), kept: log.checkpointAt(keptSize) }
    },
  }
}

const payloadChanged = rewritten('库中改了一个事件的内容，重写日志', (dice, entries, at) => {
  const { event, bytes } = must(entries[at], 'the entry')
  const data = event.data as Readonly<Record<string, unknown>>
  const fields = Object.keys(data)
  const later = new Date(Date.parse(event.at) + 1000 * (1 + dice(1_000_000))).toISOString()
  const aboutIt = [
    { ...event, at: later },
    { ...event, by: { ...event.by, person: `${event.by.person}-2` } },
    { ...event, by: { ...event.by, department: `${event.by.department}X` } },
  ]
  const changed = () => {
    const field = pick(dice, fields)
    return { ...event, data: { ...data, [field]: otherThan(data[field]) } }
  }
  // Mostly the content; the salts stay, as they would in the database.
  const isContent = fields.length > 0 && dice(4) > 0
  return bytesOf(entries).with(at, entryOf(isContent ? changed() : pick(dice, aboutIt), seenOf(bytes)).bytes)
})

const rowDeleted = rewritten('库中删去一行，重写日志', (dice, entries, at) => {
  const left = entries.toSpliced(at, 1)
  const stream = must(entries[at], 'the entry').event.stream
  return dice(2) === 0 ? bytesOf(left) : renumbered(left, new Set([stream]))
})

const rowInserted = rewritten('库中插入一行，重写日志', (dice, entries, at) => {
  const { event, bytes } = pick(dice, entries)
  const inserted = entryOf({ ...event, version: event.version + 1 }, seenOf(bytes), `inserted ${dice(1_000_000)}`)
  return dice(2) === 0
    ? bytesOf(entries.toSpliced(at, 0, inserted))
    : renumbered(entries.toSpliced(at, 0, inserted), new Set([event.stream]))
})

const rowsSwapped = rewritten('库中对调两行，重写日志', (dice, entries, at) => {
  const other = (at + 1 + dice(entries.length - 1)) % entries.length
  const [one, two] = [must(entries[at], 'the entry'), must(entries[other], 'the other entry')]
  return bytesOf(entries.with(at, two).with(other, one))
})

const saltChanged = rewritten('库中换了一条的盐，重写日志', (dice, entries, at) => {
  const { event, bytes } = must(entries[at], 'the entry')
  return bytesOf(entries).with(at, entryOf(event, seenOf(bytes), `other salts ${dice(1_000_000)}`).bytes)
})

const tailCut: Attack = {
  name: '日志的末尾被截去',
  noticedBy: ['consistency', 'entries', 'tree'],
  make: (dice, log) => {
    const size = dice(log.entries.length - 1)
    const shorter = filesOfTree(bytesOf(log.entries.slice(0, size))).files
    const keptSize = between(dice, size + 1, log.entries.length)
    const checkpoint = dice(2) === 0 ? must(log.files.get('checkpoint'), 'a checkpoint') : log.checkpointAt(size)
    const files = new Map(shorter).set('checkpoint', checkpoint)
    return { files, policy: log.policy, kept: log.checkpointAt(keptSize) }
  },
}

/** The backup has no salts of what came after it: what happened since, and more, is logged again with other ones. */
const rewound: Attack = {
  name: '恢复了旧备份，又往下记',
  noticedBy: ['consistency'],
  make: (dice, log) => {
    const size = dice(log.entries.length - 1)
    const keptSize = between(dice, size + 1, log.entries.length)
    const again = log.entries.slice(size, size + dice(log.entries.length - size)).map(({ event, bytes }) => {
      return entryOf(event, seenOf(bytes), 'after the backup')
    })
    const files = published(bytesOf([...log.entries.slice(0, size), ...again]), [log.key])
    return { files, policy: withoutWitness(log), kept: log.checkpointAt(keptSize) }
  },
}

/** The fork begins after the reader's checkpoint, so that only the witnesses, who saw the other branch, can tell. */
const forked: Attack = {
  name: '给一个读者看分叉的日志',
  noticedBy: ['witnesses'],
  make: (dice, log) => {
    const from = dice(log.entries.length - 1)
    const branch = log.entries.slice(from).map(({ event, bytes }) => entryOf(event, seenOf(bytes), 'branch').bytes)
    const files = published([...bytesOf(log.entries.slice(0, from)), ...branch], [log.key])
    files.set('checkpoint', withCosignatures(dice, must(files.get('checkpoint'), 'a checkpoint'), log))
    return { files, policy: log.policy, kept: log.checkpointAt(dice(from + 1)) }
  },
}

/** As many cosignatures as can be had without the witnesses' keys: none, those of the other branch, or one's own. */
export function withCosignatures(dice: Dice, checkpoint: Uint8Array, log: TestLog): Uint8Array {
  const note = Buffer.from(checkpoint).toString()
  const honest = Buffer.from(must(log.files.get('checkpoint'), 'a checkpoint'))
    .toString()
    .split('\n')
    .slice(0, -1)
  const copied = honest.slice(-log.witnesses.length)
  const ways = [note, `${note}${copied.join('\n')}\n`, `${note}${pick(dice, copied)}\n`]
  return utf8(pick(dice, ways))
}

const otherKey: Attack = {
  name: '检查点由另一把密钥签名',
  noticedBy: ['signature'],
  make: (dice, log) => {
    const impostor = testKey(`impostor ${dice(1_000_000)}`)
    const entries = dice(2) === 0 ? bytesOf(log.entries) : bytesOf(log.entries.slice(0, -1))
    const files = published(entries, [impostor], log.witnesses)
    const note = Buffer.from(must(files.get('checkpoint'), 'a checkpoint')).toString()
    const honest = Buffer.from(must(log.files.get('checkpoint'), 'a checkpoint')).toString()
    const lineOf = (text: string) =>
      must(
        text.split('\n').find(line => line.startsWith(`— ${TEST_ORIGIN}`)),
        'a line',
      )
    // Under the impostor's name and id, under the log's id, and with the log's signature of something else.
    const idOfLog = Buffer.from(lineOf(honest).split(' ')[2] ?? '', 'base64').subarray(0, 4)
    const signature = Buffer.from(lineOf(note).split(' ')[2] ?? '', 'base64').subarray(4)
    const renamed = `— ${TEST_ORIGIN} ${Buffer.concat([idOfLog, signature]).toString('base64')}`
    const elsewhere = lineOf(Buffer.from(log.checkpointAt(dice(log.entries.length - 1))).toString())
    const line = pick(dice, [lineOf(note), renamed, elsewhere])
    files.set('checkpoint', utf8(note.replace(lineOf(note), line)))
    files.set('policy', utf8(formatPolicy(policyOf(impostor, log.witnesses))))
    files.set('vkey', utf8(`${impostor.verifier.text}\n`))
    return { files, policy: log.policy, kept: log.checkpointAt(dice(log.entries.length)) }
  },
}

/** The history is another one, and signed. */
export const attacksOnHistory: readonly Attack[] = [
  payloadChanged,
  saltChanged,
  rowDeleted,
  rowInserted,
  rowsSwapped,
  tailCut,
  rewound,
  forked,
  otherKey,
]

export const seenOf = (bytes: Uint8Array): Readonly<Record<string, number>> =>
  JSON.parse(Buffer.from(bytes).toString()).seen

function otherThan(value: unknown): unknown {
  if (typeof value === 'string') return `${value}改`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['多出的一项']
  return '改过'
}

/** Entries whose streams count 1, 2, 3 … again, as somebody would make them who hides that a row came or went. */
export function renumbered(entries: readonly TestEntry[], streams: ReadonlySet<string>): Uint8Array[] {
  const versions = new Map<string, number>()
  return entries.map(({ event, bytes }) => {
    if (!streams.has(event.stream)) return bytes
    const version = (versions.get(event.stream) ?? 0) + 1
    versions.set(event.stream, version)
    return version === event.version ? bytes : entryOf({ ...event, version }, seenOf(bytes)).bytes
  })
}
