import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import type { Reveal } from '../../domain/draw/conduct.ts'
import type { DrawTranscript } from '../../domain/draw/transcript.ts'
import { DICE, type DrawDraft, diceReveal, drawDraft, drawReveal, played, revealed } from '../support/draw.ts'

const program = join(import.meta.dirname, '../../docs/draw.py')
const root = mkdtempSync(join(tmpdir(), 'yangguang-draw-py-'))
after(() => rmSync(root, { recursive: true }))

const version = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout ?? ''
const missing = /^Python 3\.(?:[89]|\d\d)/.test(version) ? '' : '没有 python3（3.8 以上），不能试独立核对程序'

function skipped(t: TestContext): boolean {
  if (missing) t.skip(missing)
  return missing !== ''
}

function check(transcript: DrawTranscript | string): { status: number | null; words: string } {
  const file = join(root, 'transcript.json')
  writeFileSync(file, typeof transcript === 'string' ? transcript : JSON.stringify(transcript))
  const env = { ...process.env, PYTHONIOENCODING: 'utf-8' }
  const { status, stdout, stderr } = spawnSync('python3', ['-B', program, file], { encoding: 'utf8', env })
  return { status, words: stdout + stderr }
}

const unweighted = drawDraft.pool.map(entry => ({ ...entry, weight: 1 }))
const oneStratum = unweighted.map(entry => ({ ...entry, stratum: '全部' }))

const draws: readonly [string, Partial<DrawDraft>, Reveal][] = [
  ['drand，分层加权', {}, drawReveal],
  ['骰子，分层加权', { source: DICE }, diceReveal],
  ['按序号', { method: 'INDEX', pool: unweighted }, drawReveal],
  [
    'RFC 3797',
    { method: 'RFC3797', pool: oneStratum, rules: [{ stratum: '全部', count: 4 }], source: DICE },
    diceReveal,
  ],
  ['三名检查人', { perObject: 3 }, drawReveal],
  [
    '字符集之外和全角的编号',
    {
      pool: ['ＡＢ', '😀', 'a', '𠮷'].map(id => ({ id, stratum: '层', weight: 2 })),
      rules: [{ stratum: '层', rate: 1 }],
    },
    drawReveal,
  ],
]

test('E-62 独立核对程序不到100行，只用Python标准库', () => {
  const text = readFileSync(program, 'utf8')
  assert.ok(text.split('\n').length - 1 < 100)
  const modules = [...text.matchAll(/^(?:import|from) (.*)$/gm)].map(([, names]) => names)
  assert.deepEqual(modules, ['hashlib, hmac, itertools, json, sys'])
})

test('RND-001 RND-003 E-62 独立核对程序照记录重做，与平台得出同样的对象、检查人和替补', t => {
  if (skipped(t)) return
  for (const [what, changes, reveal] of draws) {
    const { transcript } = played(changes, reveal)
    const { status, words } = check(transcript)
    assert.equal(status, 0, `${what}: ${words}`)
    assert.match(words, new RegExp(`公告　成立：.*${transcript.announced}`))
    assert.match(words, /抽取　成立：.*替补 3 次/)
    assert.equal(/签名　没有核对/.test(words), reveal.beacon !== undefined, what)
  }
})

test('E-62 独立核对程序对改动过的记录说不成立，对读不了的说没有核对完', t => {
  if (skipped(t)) return
  const { transcript } = played({}, drawReveal)
  const text = JSON.stringify(transcript)
  const first = transcript.result.drawn[0]?.ids[0] ?? ''
  const tamperings: readonly [string, RegExp][] = [
    [text.replace('"weight":3', '"weight":4'), /对象池哈希不同/],
    [text.replace('"rate":0.5', '"rate":0.4'), /公告与日志中公告的哈希不同/],
    [
      text.replace(`"drawn":[{"stratum":"初审","ids":["${first}"`, '"drawn":[{"stratum":"初审","ids":["x"'),
      /抽中的对象/,
    ],
    [text.replace(revealed(1), revealed(2)), /一次性码与承诺不符/],
    [text.replace('"signature":"b4', '"signature":"b5'), /签名的 SHA-256/],
    [text.replace(/("pairs":\[\{"object":"[^"]*","inspectors":\["inspector-)\d/, '$19'), /检查人应是/],
  ]
  for (const [changed, sentence] of tamperings) {
    assert.notEqual(changed, text)
    const { status, words } = check(changed)
    assert.equal(status, 3, words)
    assert.match(words, sentence)
  }
  assert.equal(check(text.slice(0, -9)).status, 4)
})
