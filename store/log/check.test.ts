import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeBundle, encodeBundle } from '../../domain/log/bundle.ts'
import { must } from '../../domain/result.ts'
import {
  caughtUp,
  copyOfDatabase,
  destroySalt,
  type KeptLog,
  keptLog,
  LOG_ORGAN,
  LOG_ORIGIN,
  round,
  writeEvents,
} from '../../test/support/kept-log.ts'
import type { MemoryTiles } from '../../test/support/tile-store.ts'
import type { Store } from '../store.ts'
import { readLogStatus } from '../views/log.ts'
import { checkLog } from './check.ts'
import { loadLogKeys, verifierKeysOf } from './keys.ts'

const STREAM = 'matter/2026-600001'
const EVENTS = 600

let kept: KeptLog
before(async () => {
  kept = await keptLog()
  await writeEvents(kept.database.pool, STREAM, 1, EVENTS)
  const log = await kept.open()
  await round(log)
  // Only up to the mark is it known that an event without an entry was not just written.
  await caughtUp(kept, log)
})
after(() => kept.close())

interface Tampering {
  readonly what: string
  /** Carried out by an administrator of the database who has switched the triggers off. */
  readonly sql?: string
  readonly files?: (tiles: MemoryTiles) => void
  readonly says: RegExp
}

const row = (table: string, version: number) => `from ${table} where organ = '${LOG_ORGAN}' and version = ${version}`
const of = (version: number) => `where organ = '${LOG_ORGAN}' and stream = '${STREAM}' and version = ${version}`

const tamperings: readonly Tampering[] = [
  {
    what: '改动一个事件的内容',
    sql: `update event set data = '{"opinion":"改过"}' ${of(17)}`,
    says: /第 16 号条目（matter\/2026-600001 第 17 版）与由事件和盐值重新生成的不同/,
  },
  {
    what: '改动一个事件的时间',
    sql: `update event set at = at + interval '1 day' ${of(17)}`,
    says: /第 16 号条目.*重新生成的不同/,
  },
  { what: '删除一个事件', sql: `delete ${row('event', 300)}`, says: /第 299 号条目.*没有对应的事件/ },
  {
    what: '绕过程序补一个事件',
    sql: `insert into event (organ, stream, version, position, type, data, at, actor, seen) overriding system value
          select organ, 'matter/2026-600002', 1, position, type, data, at, actor, seen ${row('event', 40)}`,
    says: /事件（matter\/2026-600002 第 1 版）不在日志里：它不是由程序写入的/,
  },
  {
    what: '对调两个事件',
    sql: `update event e set data = o.data from event o
           where e.organ = o.organ and e.stream = o.stream and (e.version, o.version) in ((10, 20), (20, 10))`,
    says: /第 9 号条目.*重新生成的不同/,
  },
  {
    what: '对调两个条目',
    sql: `update log_entry set index = 9999 ${of(11)}; update log_entry set index = 10 ${of(12)}; update log_entry set index = 11 ${of(11)}`,
    says: /公开的检查点（大小 600）的根是/,
  },
  {
    what: '改动一个叶子的哈希',
    sql: `update log_entry set leaf = sha256('x') ${of(33)}`,
    says: /第 32 号条目.*文字与记下的哈希不符/,
  },
  {
    what: '改动一个条目的文字',
    sql: `update log_entry set entry = replace(entry, 'CLERK', 'CHIEF') ${of(33)}`,
    says: /第 32 号条目.*文字与记下的哈希不符/,
  },
  {
    what: '改动条目的文字，叶子的哈希也一起改',
    sql: `update log_entry set entry = replace(entry, 'CLERK', 'CHIEF'),
            leaf = sha256('\\x00'::bytea || convert_to(replace(entry, 'CLERK', 'CHIEF'), 'UTF8')) ${of(33)}`,
    says: /第 32 号条目.*重新生成的不同/,
  },
  {
    what: '换掉一个盐值',
    sql: `update log_salt set salts = jsonb_set(salts::jsonb, '{opinion}', '"AAAAAAAAAAAAAAAAAAAAAA"')::json ${of(50)}`,
    says: /第 49 号条目.*重新生成的不同/,
  },
  {
    what: '删掉一个盐值，没有销毁的决定',
    sql: `update log_salt set salts = (salts::jsonb - 'opinion')::json ${of(50)}`,
    says: /第 49 号条目.*缺少字段 opinion 的盐值，又没有销毁它的决定/,
  },
  {
    what: '截去末尾的条目',
    sql: `delete from log_entry where index >= 590`,
    says: /数据库记下的日志大小是 600，实有 590 个条目/,
  },
  {
    what: '抽掉中间的条目',
    sql: `delete ${row('log_entry', 77)}`,
    says: /条目的序号不连续：第 76 号之后的下一个是第 77 号/,
  },
  { what: '改动记下的根', sql: `update log_head set root = sha256('x')`, says: /数据库记下的根与条目算出的不符/ },
  {
    what: '哈希瓦片翻转一位',
    files: tiles => flip(tiles, 'tile/0/001', 4_000),
    says: /公开的文件 tile\/0\/001 与数据库里的日志不符/,
  },
  {
    what: '上层瓦片翻转一位',
    files: tiles => flip(tiles, 'tile/1/000.p/2', 3),
    says: /tile\/1\/000\.p\/2 与数据库里的日志不符/,
  },
  {
    what: '条目包里换掉一条',
    files: tiles => {
      const entries = decodeBundle(must(tiles.files.get('tile/entries/000'), 'a bundle'), 256)
      assert.ok(entries.ok)
      const changed = entries.value.map((entry, at) => (at === 5 ? must(entries.value[6], 'another') : entry))
      tiles.files.set('tile/entries/000', encodeBundle(changed))
    },
    says: /公开的文件 tile\/entries\/000 与数据库里的日志不符/,
  },
  {
    what: '少一个条目包',
    files: tiles => void tiles.files.delete('tile/entries/002.p/88'),
    says: /公开的文件缺少 tile\/entries\/002\.p\/88/,
  },
  // A digit of the size: a character of the root may become one that no root has, and then that is what is said.
  {
    what: '改动检查点',
    files: tiles => flip(tiles, 'checkpoint', LOG_ORIGIN.length + 2),
    says: /公开的检查点：.*签名不正确/,
  },
  {
    what: '检查点不见了',
    files: tiles => void tiles.files.delete('checkpoint'),
    says: /已经公布到 600 个条目，公开的检查点却只到 0/,
  },
]

test('S11 留痕：什么都没动过，核对没有话说', async () => {
  assert.deepEqual(await kept.faults(), [])
})

for (const { what, sql, files, says } of tamperings) {
  test(`S11 留痕：核对能发现${what}`, async () => {
    const tiles = kept.tiles.copy()
    files?.(tiles)
    const { store, close } = sql ? await tampered(sql) : { store: kept.store, close: async () => {} }

    const { faults } = await checkLog(store, tiles, verifierKeysOf(kept.parts.keys))

    await close()
    assert.ok(
      faults.some(fault => says.test(fault)),
      `found only: ${faults.join('\n')}`,
    )
  })
}

test('S11 留痕：别的密钥签的检查点，核对能发现', async () => {
  const stranger = await loadLogKeys(`${kept.dataDir}/stranger`, LOG_ORIGIN)
  const { faults } = await checkLog(kept.store, kept.tiles, verifierKeysOf(stranger))
  assert.match(faults.join(), /公开的检查点：检查点没有来源/)
})

test('PII-004 销毁一个盐值是一个事件：记入日志的同时盐值就没了；核对只放过那一个摘要，别的照样要对', async () => {
  const own = await keptLog()
  const { pool } = own.database
  await writeEvents(pool, STREAM, 1, 3)
  await round(await own.open())
  await destroySalt(pool, 1, { stream: STREAM, version: 2, field: 'opinion' })
  await destroySalt(pool, 2, { stream: STREAM, version: 2, field: 'by.person' })
  // Written and destroyed before the log had seen either.
  await writeEvents(pool, 'matter/2026-600009', 1, 1)
  await destroySalt(pool, 3, { stream: 'matter/2026-600009', version: 1, field: 'opinion' })
  await round(await own.open())

  const { rows } = await pool.query<{ fields: string }>(
    `select string_agg(k, ' ' order by stream, version, k) as fields
       from log_salt, json_object_keys(salts) k where stream like 'matter/%' group by stream, version order by stream, version`,
  )
  assert.deepEqual(
    rows.map(({ fields }) => fields),
    ['by.onBehalfOf by.person opinion', 'by.onBehalfOf', 'by.onBehalfOf by.person opinion', 'by.onBehalfOf by.person'],
  )
  assert.equal((await readLogStatus(own.store)).erased, 3)
  assert.deepEqual(await own.faults(), [])
  await pool.query(
    `alter table event disable trigger all;
     update event set actor = '{"person":"somebody","post":"CLERK","department":"PLANNING","onBehalfOf":"nobody"}'
      where stream = '${STREAM}' and version = 2`,
  )
  assert.match((await own.faults()).join(), /第 1 号条目.*重新生成的不同/)
  await own.close()
})

async function tampered(sql: string): Promise<{ store: Store; close: () => Promise<void> }> {
  const copy = await copyOfDatabase(kept)
  const tables = ['event', 'log_entry', 'log_salt', 'log_head']
  await copy.store.database.pool.query(
    `${tables.map(table => `alter table ${table} disable trigger all;`).join('')} ${sql}`,
  )
  return copy
}

function flip(tiles: MemoryTiles, path: string, at: number): void {
  const bytes = new Uint8Array(must(tiles.files.get(path), path))
  bytes[at] = (bytes[at] ?? 0) ^ 1
  tiles.files.set(path, bytes)
}
