import './jitless.ts'
import { fingerprintOf } from '../domain/draw/announcement.ts'
import { chainOf, timeOfRound, verifyBeacon } from '../domain/draw/drand.ts'
import { verifyCode } from '../domain/draw/one-time-codes.ts'
import { freezePool, poolCommitment } from '../domain/draw/pool.ts'
import { type DrawTranscript, recompute } from '../domain/draw/transcript.ts'
import { parseTranscript } from '../domain/draw/transcript-schema.ts'
import { streams } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import { banner, fold, list, type Piece, type Tone, toned } from './elements.ts'
import { httpSource } from './http-source.ts'
import { whyNotIncluded } from './inclusion.ts'
import { readRecord } from './record-entries.ts'
import { readTrust } from './trust.ts'
import { momentWords } from './words.ts'

export interface Redrawing {
  /** Where the transcript is. */
  readonly transcript: string
  readonly batch: string
  /** The address of the log. */
  readonly log: string
}

type Said = readonly [tone: Tone, sentence: string]

/**
 * Does a draw again and says step by step what was redone (E-62).
 * @throws when the transcript cannot be fetched
 */
export async function redraw(from: Redrawing, say: (sentence: string) => void): Promise<readonly Piece[]> {
  say('正在取抽取记录……')
  const response = await fetch(from.transcript, { credentials: 'omit' })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  const read = parseTranscript(await response.text())
  if (!read.ok) return [banner('bad', '重算不符。', read.error.sentence)]
  const transcript = read.value
  if (transcript.announcement.batch !== from.batch) return [banner('bad', '重算不符。', '抽取记录是另一个批次的。')]
  say('正在重算：核对名单和随机数，重新抽对象、派检查人……')
  const steps = stepsOf(transcript)
  const redone = recompute(transcript)
  say('正在到公开日志里查公告……')
  const logged = await inLog(from, transcript)
  return view(transcript, redone, [...steps, ...drawSteps(transcript, redone), logged])
}

function stepsOf({ announcement, announced, reveal }: DrawTranscript): readonly Said[] {
  const pool = freezePool(announcement.pool)
  const frozen = pool.ok && poolCommitment(pool.value) === announcement.poolCommitment
  return [
    said(
      frozen,
      `对象池 ${announcement.pool.length} 个对象，按编号排好，重新算出的指纹与公告的一致。`,
      '对象池重新算出的指纹与公告的不一致，名单被改动过。',
    ),
    said(
      fingerprintOf(announcement) === announced,
      '公告（分层、比例、权重、检查人名录、随机数来源）的指纹重新算过，与登记的一致。',
      '公告的指纹与登记的不一致，公告被改动过。',
    ),
    randomness({ announcement, reveal }),
    said(
      verifyCode(reveal.code, announcement.codeCommitment),
      '组织者的一次性码与抽取以前公布的承诺相符，没有换过。',
      '组织者的一次性码与抽取以前公布的承诺不符。',
    ),
  ]
}

function randomness({ announcement: { source }, reveal }: Pick<DrawTranscript, 'announcement' | 'reveal'>): Said {
  if (source.kind === 'CEREMONY') {
    return ['open', '随机数是当众掷出或摇出的，数字照记录代入；当时掷出的是不是这些，请看见证人和录像。']
  }
  const chain = chainOf(source.chain)
  const verified = chain && reveal.beacon && verifyBeacon(chain, reveal.beacon, source.round)
  return verified?.ok
    ? ['good', `随机数是 drand ${chain?.name ?? ''} 第 ${source.round} 轮，签名用它的公钥验过，就是公告约定的那一轮。`]
    : ['bad', `随机数没有通过：${verified?.error.sentence ?? '不认识公告所写的 drand 链，或没有随机数。'}`]
}

function drawSteps({ result, substitutions }: DrawTranscript, redone: Result<unknown>): readonly Said[] {
  if (!redone.ok) return [['bad', redone.error.sentence]]
  const objects = result.drawn.reduce((sum, { ids }) => sum + ids.length, 0)
  const times = substitutions.length
  return [
    ['good', `重新抽对象：${result.drawn.length} 个分层，抽出 ${objects} 个，与公布的逐个相同，次序也相同。`],
    ['good', `重新派检查人：${result.pairs.length} 组，与公布的逐组相同，没有一名该回避的。`],
    ['good', times === 0 ? '没有替补。' : `重做 ${times} 次替补，都是按次序补上的。`],
  ]
}

/** That the announcement came before the randomness, which no computation shows: its entry in the signed tree does. */
async function inLog(
  { batch, log }: Redrawing,
  { announced, announcement: { source } }: DrawTranscript,
): Promise<Said> {
  try {
    const logSource = httpSource(log)
    const record = await readRecord(logSource, streams.spotCheck(batch))
    const { checkpoint, steps } = await readTrust(logSource)
    const failed = steps.find(({ state }) => state === 'FAILED')
    const found = record?.entries.find(
      ({ entry }) => entry.type === 'spot-check.announced' && entry.data.announced === announced,
    )
    if (failed || !checkpoint) return ['open', `公开日志没有核对成：${failed?.sentence ?? '还没有签名的检查点。'}`]
    if (!found) return ['bad', '公开日志里找不到这份公告。']
    const missing = await whyNotIncluded(logSource, checkpoint, [found])
    if (missing) return ['bad', missing]
    const where = `公告是公开日志第 ${found.index} 号条目，登记于${momentWords(found.entry.at)}`
    const chain = source.kind === 'DRAND' ? chainOf(source.chain) : undefined
    if (!chain || source.kind !== 'DRAND') return ['good', `${where}。`]
    const made = timeOfRound(chain, source.round)
    return found.entry.at < made
      ? ['good', `${where}，早于随机数产生的${momentWords(made)}。`]
      : ['bad', `${where}，晚于随机数产生的${momentWords(made)}。`]
  } catch {
    return ['open', '暂时读不到公开日志，公告登记的时间没有核对。']
  }
}

function view(
  transcript: DrawTranscript,
  redone: Result<{ readonly pairs: DrawTranscript['result']['pairs'] }>,
  said: readonly Said[],
) {
  const bad = said.some(([tone]) => tone === 'bad')
  const head =
    bad || !redone.ok
      ? banner('bad', '重算不符：公布的名单与重算的不一样。', '请保存抽取记录，并向监督问责小组和上级机关反映。')
      : banner(
          'good',
          '重算相符：得到的是同一份名单。',
          `您的浏览器从头做了一遍，共 ${transcript.result.pairs.length} 组。`,
        )
  const pairs = redone.ok ? redone.value.pairs : []
  return [
    head,
    list(
      'verify-steps',
      said.map(([tone, sentence]) => toned(tone, sentence)),
    ),
    pairs.length > 0 &&
      fold(
        '重算得到的名单',
        false,
        list(
          'verify-rules',
          pairs.map(({ object, inspectors }) => `${object}：${inspectors.join('、')}`),
        ),
      ),
  ]
}

const said = (good: boolean, yes: string, no: string): Said => (good ? ['good', yes] : ['bad', no])
