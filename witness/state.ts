import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { err, must, ok, type Result } from '../domain/result.ts'

/** What makes two trees the same tree. */
export interface TreeHead {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** The newest checkpoint of a log that this witness stands for. */
export interface Cosigned extends TreeHead {
  /** The signed note: the log's verified signatures and our own. */
  readonly note: string
  /** Seconds since 1970: what the cosignatures say. */
  readonly seconds: number
}

/**
 * Why a checkpoint that the log itself signed was not cosigned. FORK and EMPTY_TREE prove that the log misbehaved, whoever
 * brought them; PROOF does not, since anybody may hand in a good checkpoint with a bad proof.
 */
export type RefusedReason = 'FORK' | 'EMPTY_TREE' | 'PROOF'

/** A refused checkpoint, kept with what it contradicts: together they convince without our word. */
export interface Refused extends TreeHead {
  readonly origin: string
  readonly reason: RefusedReason
  /** The refused checkpoint with the log's verified signatures. */
  readonly note: string
  /** The checkpoint that we stood for then; empty when there was none. */
  readonly against: string
  readonly seconds: number
}

export interface WitnessState {
  /** The verifier keys of the logs that are witnessed, as text. */
  readonly logKeys: () => readonly string[]
  readonly replaceLogKeys: (vkeys: readonly string[]) => void
  /** The verifier key whose signatures this record guards; `undefined` in a new record. */
  readonly ownKey: () => string | undefined
  readonly setOwnKey: (vkey: string) => void
  /** Every origin of which something was ever cosigned, whether it is still witnessed or not. */
  readonly origins: () => readonly string[]
  readonly latest: (origin: string) => Cosigned | undefined
  /**
   * Compare and swap: from exactly this tree head (`undefined`: from none) to the next one, on the disk before it returns.
   * @returns false when the record stands elsewhere; then nothing was written, and nothing may be signed.
   * @throws when the disk refuses.
   */
  readonly advance: (origin: string, from: TreeHead | undefined, to: Cosigned) => boolean
  /** Keeps one row for each tree head; no more than {@link mostRefused} an origin and reason. */
  readonly keepRefused: (refused: Refused) => void
  readonly refused: (origin: string) => readonly Refused[]
  readonly close: () => void
}

/** A log that misbehaves a thousand times is convicted; it does not get to fill our disk. */
const mostRefused = 1_000

/**
 * Opens the record of a witness, making it if need be; `:memory:` is one for tests. It belongs to this process alone until it
 * is closed or the process ends, however it ends.
 * @returns the record, or one Chinese sentence: in use, not ours, or not to be opened.
 */
export function openWitnessState(file: string): Result<WitnessState, string> {
  let db: DatabaseSync | undefined
  try {
    // SQLite would make the file readable by everybody; its journal gets the same permissions as the file.
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
    db = new DatabaseSync(file)
    // The exclusive lock comes first: in WAL mode it is then held from the first access on, without a shared-memory file.
    db.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on',
    )
    db.exec(tables)
    return ok(stateOn(db))
  } catch (error) {
    db?.close()
    return err(`见证人的记录 ${file} 打不开：${whyNot(error)}`)
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  if (code === SQLITE_BUSY) return '另一个见证人进程正在使用它；同一份记录同时只能由一个进程使用'
  if (code === SQLITE_NOTADB || code === SQLITE_CORRUPT) return '文件不是见证人的记录，或者已经损坏'
  return error instanceof Error ? error.message : String(error)
}

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** What was cosigned can never be rolled back: the triggers hold it even against a slip in our own SQL. */
const tables = `
create table if not exists log_key (
  vkey text primary key
) strict;

create table if not exists own_key (
  one integer primary key check (one = 1),
  vkey text not null
) strict;

create table if not exists latest (
  origin text primary key,
  size integer not null constraint size_counts_leaves check (size >= 0),
  root blob not null constraint root_is_a_hash check (length(root) = 32),
  note text not null,
  seconds integer not null
) strict;

create trigger if not exists latest_never_goes_back before update on latest
when new.origin <> old.origin or new.size < old.size or (new.size = old.size and new.root <> old.root)
begin select raise(abort, 'what was cosigned is never rolled back'); end;

create trigger if not exists latest_is_never_forgotten before delete on latest
begin select raise(abort, 'what was cosigned is never forgotten'); end;

create table if not exists refused (
  origin text not null,
  size integer not null,
  root blob not null,
  reason text not null constraint reason_is_known check (reason in ('FORK', 'EMPTY_TREE', 'PROOF')),
  note text not null,
  against text not null,
  seconds integer not null,
  primary key (origin, size, root, reason)
) strict;
`

function stateOn(db: DatabaseSync): WitnessState {
  const keys = db.prepare('select vkey from log_key order by rowid')
  const addKey = db.prepare('insert into log_key (vkey) values (?)')
  const ownKey = db.prepare('select vkey from own_key')
  const setOwnKey = db.prepare('insert into own_key (one, vkey) values (1, ?)')
  const origins = db.prepare('select origin from latest order by origin')
  const latest = db.prepare('select size, root, note, seconds from latest where origin = ?')
  const begin = db.prepare(
    'insert into latest (origin, size, root, note, seconds) values (?, ?, ?, ?, ?) on conflict do nothing',
  )
  const move = db.prepare(
    'update latest set size = ?, root = ?, note = ?, seconds = ? where origin = ? and size = ? and root = ?',
  )
  const keep = db.prepare(`
    insert into refused (origin, size, root, reason, note, against, seconds) select ?, ?, ?, ?, ?, ?, ?
    where (select count(*) from refused where origin = ? and reason = ?) < ${mostRefused}
    on conflict do nothing`)
  const refused = db.prepare('select * from refused where origin = ? order by seconds desc, size desc')

  return {
    logKeys: () => keys.all().map(({ vkey }) => String(vkey)),
    replaceLogKeys: vkeys => {
      db.exec('begin immediate')
      try {
        db.exec('delete from log_key')
        for (const vkey of vkeys) addKey.run(vkey)
        db.exec('commit')
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    ownKey: () => ownKey.get()?.vkey?.toString(),
    setOwnKey: vkey => void setOwnKey.run(vkey),
    origins: () => origins.all().map(({ origin }) => String(origin)),
    latest: origin => {
      const row = latest.get(origin)
      return row && { ...headIn(row), note: String(row.note), seconds: Number(row.seconds) }
    },
    // Each is one statement and thereby one transaction: the comparison and the swap cannot be told apart by any other.
    advance: (origin, from, { size, root, note, seconds }) => {
      const { changes } = from
        ? move.run(size, root, note, seconds, origin, from.size, from.root)
        : begin.run(origin, size, root, note, seconds)
      return changes === 1
    },
    keepRefused: ({ origin, size, root, reason, note, against, seconds }) =>
      void keep.run(origin, size, root, reason, note, against, seconds, origin, reason),
    refused: origin => refused.all(origin).map(refusedIn),
    close: () => db.close(),
  }
}

type Row = Readonly<Record<string, SQLOutputValue>>

function headIn({ size, root }: Row): TreeHead {
  return { size: Number(size), root: must(root instanceof Uint8Array ? root : undefined, 'the root in a row') }
}

function refusedIn(row: Row): Refused {
  const reason = must(
    (['FORK', 'EMPTY_TREE', 'PROOF'] as const).find(known => known === row.reason),
    'the reason in a row',
  )
  return {
    ...headIn(row),
    origin: String(row.origin),
    reason,
    note: String(row.note),
    against: String(row.against),
    seconds: Number(row.seconds),
  }
}
