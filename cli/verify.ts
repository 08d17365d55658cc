import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { utf8 } from '../domain/log/bytes.ts'
import { parseCheckpoint } from '../domain/log/checkpoint.ts'
import { OTHER } from '../domain/log/key.ts'
import { formatNote, parseNote, type Verifiers } from '../domain/log/note.ts'
import { formatPolicy, type Policy } from '../domain/log/policy.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { type Report, reportJson, reportText } from '../verifier/log-report.ts'
import { grouped } from '../verifier/step.ts'
import { type Verdict, type Verification, verdictOf, verifyLog } from '../verifier/verify-log.ts'
import { type Kept, keepCheckpoint, keepPolicy, type Place, readKept } from './support/kept-checkpoints.ts'
import { findLog, type LogPlace } from './support/log-place.ts'
import {
  isSignedByStrangers,
  policyToKeep,
  readerPolicy,
  type Trust,
  trustOnFirstUse,
} from './support/trusted-policy.ts'

export const summary = '核验公开日志：签名、见证、只增不改、逐条重算，并重演规则（任何人、任何机器）'
export const usage = `用法：yangguang verify <地址或文件夹> [--policy <文件>] [--kept <文件>] [--records] [--json]

核验一个网站的公开日志，或下载到本机的一份日志（不需要数据库，也不向网站要静态文件以外的任何东西）：
检查点有日志的签名和策略要求的见证；日志与上次核验时相比只增不改；每个条目、每个瓦片、根哈希全部重算；
再用条目重演规则：每一件是否走完各级程序、回避和人数是否符合规定、时限是否遵守。不能从公开内容核对的，逐条列出。
  --policy   策略文件（C2SP tlog-policy）：从可靠渠道得到的日志公钥与见证人；不给时用首次核验时从网站取得的
  --kept     上次核验留下的检查点，默认在 ~/.yangguang/checkpoints/ 下；全部核验通过后自动更新
  --records  另把网站公布的每个记录文件（record/…）与日志核对
  --json     以一个 JSON 对象打印结果

退出码：0 全部符合；1 日志可信，但有记录不符合规则；3 日志不可信（签名、见证、一致性、条目或树）；
4 没有读完，不能下结论；2 参数不对。`

const exitCodes: Readonly<Record<Verdict, number>> = { sound: 0, findings: 1, false: 3, unreadable: 4 }
const ARGUMENTS_WRONG = 2
const NOTHING_READ = exitCodes.unreadable

interface Wanted {
  readonly place: string
  readonly policyFile?: string
  readonly keptFile?: string
  readonly withRecords: boolean
  readonly json: boolean
}

/** @returns the exit code of the usage above. */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = readArguments(args)
  if (!wanted.ok) {
    console.error(`${wanted.error}\n\n${usage}`)
    return ARGUMENTS_WRONG
  }
  const begun = await begin(wanted.value)
  if (!begun.ok) {
    console.error(begun.error)
    return NOTHING_READ
  }
  const report = await verify(wanted.value, begun.value)
  console.log(wanted.value.json ? JSON.stringify(reportJson(report), null, 2) : reportText(report))
  const verdict = verdictOf(report.verification)
  if (verdict === 'sound' || verdict === 'findings') await remember(begun.value, report.verification)
  return exitCodes[verdict]
}

/** All that is known before anything is verified. */
interface Begun {
  readonly log: LogPlace
  readonly place: Place
  readonly kept: Kept
  readonly trust: Trust
}

async function begin({ place, policyFile, keptFile }: Wanted): Promise<Result<Begun, string>> {
  const log = await findLog(place)
  if (!log.ok) return log
  const { source, name, isAddress, checkpoint } = log.value
  const own: Place = {
    origin: originOf(checkpoint),
    ...(isAddress ? { address: name } : {}),
    ...(keptFile === undefined ? {} : { file: keptFile }),
  }
  const kept = await fileOr('上次留下的检查点', () => readKept(own))
  if (!kept.ok) return kept
  const trust = policyFile === undefined ? await trustOnFirstUse(source, kept.value) : await policyOfReader(policyFile)
  return trust.ok ? ok({ log: log.value, place: own, kept: kept.value, trust: trust.value }) : trust
}

async function verify({ json, withRecords }: Wanted, { log, place, kept, trust }: Begun): Promise<Report> {
  const verification = await verifyLog(log.source, {
    policy: trust.policy,
    sha256: nativeSha256,
    withRecords,
    verifiers: await moreVerifiers(trust.policy),
    ...(kept.checkpoint ? { kept: kept.checkpoint } : {}),
    ...(json ? {} : { onProgress: progress() }),
  })
  return { place: log.name, verification, notices: noticesOf(verification, log, place, kept, trust) }
}

function noticesOf(
  { audit }: Verification,
  log: LogPlace,
  { origin }: Place,
  { originOfAddress, path }: Kept,
  trust: Trust,
): readonly string[] {
  const isRefused = audit.steps.some(({ name, ok: isOk }) => name === 'signature' && !isOk)
  const isRenamed = originOfAddress !== undefined && originOfAddress !== origin
  const isRekeyed = isRefused && isSignedByStrangers(log.checkpoint, trust)
  return [
    ...trust.notices,
    ...(isRenamed
      ? [`这个地址上次的日志是「${originOfAddress}」，现在是「${origin}」：日志另起了，或者被冒名。请向该机关核实。`]
      : []),
    ...(isRekeyed
      ? ['日志换了密钥，而新的检查点上没有旧密钥的签名：可能是冒名。请向该机关核实新密钥，再用 --policy 给出。']
      : []),
    ...(isRenamed || isRekeyed ? [`上次所见记在 ${path}。`] : []),
  ]
}

/** For the next time: what was seen now, once all of it was verified. That this fails takes nothing from what was verified. */
async function remember({ place, trust }: Begun, { audit: { checkpoint, note } }: Verification): Promise<void> {
  if (!checkpoint || !note) return
  const written = await fileOr('本次的检查点', async () => {
    // The checkpoint may have been another by the time it was verified, but never that of another log.
    const own = { ...place, origin: checkpoint.origin }
    const policy = policyToKeep(note, trust)
    if (policy) await keepPolicy(own, formatPolicy(policy))
    await keepCheckpoint(own, utf8(formatNote(note)))
  })
  if (!written.ok) console.error(`${written.error}下次核验将不能与本次比较。`)
}

/** Empty for what is no checkpoint, which the audit then says in its own words. */
function originOf(bytes: Uint8Array): string {
  const note = parseNote(bytes)
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
  return checkpoint.ok ? checkpoint.value.origin : ''
}

async function policyOfReader(file: string): Promise<Result<Trust, string>> {
  const bytes = await fileOr(`策略文件 ${file} `, () => readFile(file))
  if (!bytes.ok) return bytes
  const trust = readerPolicy(bytes.value)
  return trust.ok ? trust : err(`策略文件 ${file} 读不懂：${trust.error}`)
}

/** SM2 takes a library of its own, which is loaded only when a key asks for it. */
async function moreVerifiers({ logs }: Policy): Promise<Verifiers> {
  if (!logs.some(({ key }) => key.type === OTHER)) return {}
  const { verifySm2 } = await import('../domain/log/sm2.ts')
  return { [OTHER]: verifySm2 }
}

/** Says where a long verification stands, every two seconds, beside the report itself. */
function progress(): (done: number, all: number) => void {
  let said = performance.now()
  return (done, all) => {
    if (performance.now() - said < 2_000 || done === all) return
    said = performance.now()
    console.error(`已核对 ${grouped(done)} / ${grouped(all)} 个条目`)
  }
}

/** What the disk refuses is for the reader to put right; anything else is a bug and goes on upwards. */
async function fileOr<T>(what: string, work: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await work())
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return err(`${what}不能读写：${error.message}。`)
  }
}

function readArguments(args: readonly string[]): Result<Wanted, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        kept: { type: 'string' },
        records: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [place, ...more] = positionals
    if (!place || more.length > 0) return err('请给出一个网址或文件夹。')
    return ok({
      place,
      ...(values.policy ? { policyFile: resolve(values.policy) } : {}),
      ...(values.kept ? { keptFile: resolve(values.kept) } : {}),
      withRecords: values.records,
      json: values.json,
    })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return err('参数不对。')
  }
}
