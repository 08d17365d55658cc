import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { dispatch } from './cli/main.ts'
import { isFounded, isHalfTold, seedDemo } from './cli/seed.ts'
import type { Config } from './config.ts'
import { formatPolicy } from './domain/log/policy.ts'
import { dayOf, type Instant } from './domain/time.ts'
import { usualReports } from './http/api/report-desk.ts'
import { serveConsole } from './http/console.ts'
import { logRoutes } from './http/log.ts'
import { settingOf } from './http/rules.ts'
import { createServer } from './http/server.ts'
import { portalRoutes } from './portal/routes.ts'
import organisation from './spec/organisation.json' with { type: 'json' }
import { demoPassword } from './store/accounts.ts'
import { clockOf } from './store/clock.ts'
import { type Connection, connect } from './store/connect.ts'
import { sweepIncoming } from './store/files.ts'
import { openLogKeys, openTileStore, readLogPolicy } from './store/log/log-parts.ts'
import { vkeyFile } from './store/log/public-files.ts'
import { startLog } from './store/log/sequencer.ts'
import { openMailer, startMail } from './store/mail.ts'
import { migrate } from './store/migrate.ts'
import { OperatorError } from './store/operator-error.ts'
import { drainOutbox } from './store/outbox.ts'
import { refreshViews } from './store/rebuild.ts'
import { publishPage } from './store/sealed-digests.ts'
import { sweepIncomingParts } from './store/sealed-parts.ts'
import { sweepSessions } from './store/sessions.ts'
import { openStore, type Store } from './store/store.ts'
import { runReportTimers, runTimers } from './store/timers.ts'
import { readAgency } from './store/views/agency.ts'

const say = (sentence: string) => console.log(sentence)

/** How far from a taken default port a free one is looked for. */
const PORTS_TRIED = 50
const OUTBOX_EVERY_MS = 5_000
const TIMERS_EVERY_MS = 10 * 60_000
/** The script of the page on which reports are sealed; absent until it was built. */
const reportScript = join(import.meta.dirname, 'sealing/dist/report.js')

/** The only place that builds things: config → store → http → timers → close. */
const serve = {
  summary: '启动服务（npm start 即是）',
  usage: `用法：yangguang serve

启动公众门户、工作台与接口。新建的内嵌数据库进入演示模式（见设置 DEMO）。`,
  run: async (_args: readonly string[], config: Config): Promise<number> => {
    if (config.dataDirNotice) say(config.dataDirNotice)
    let connection = await connect(config, say, { max: 20 })
    try {
      const migrated = await migrate(connection.pool)
      if (!migrated.ok) throw new OperatorError(migrated.sentence)
      let store = openStore(connection, organisation.agency.code)
      if (connection.discard && (await isHalfTold(store))) {
        say('上次生成演示数据时被中断，重新生成')
        await connection.discard()
        connection = await connect(config, say, { max: 20 })
        await migrate(connection.pool)
        store = openStore(connection, organisation.agency.code)
      }
      await settleDemo(store, config, connection)
      await refreshViews(store)
      await sweepIncoming(config.dataDir)
      await sweepIncomingParts(config.dataDir)
      await listenUntilTold(store, config)
      return 0
    } finally {
      await connection.close()
    }
  },
}

/** Demo mode belongs to a database for ever: it is made in an empty one, and cannot be switched on with another. */
async function settleDemo(store: Store, config: Config, connection: Connection): Promise<void> {
  if (await isFounded(store)) {
    const { demo } = (await readAgency(store)).organisation
    if (config.demo === 'on' && !demo) throw new OperatorError('数据库不是演示数据库，不能打开演示模式（DEMO=on）')
    if (config.demo === 'off' && demo) throw new OperatorError('数据库是演示数据库，不能当作正式数据库使用（DEMO=off）')
    return
  }
  if (config.demo === 'on' || (config.demo === 'auto' && connection.created)) {
    say('正在生成演示数据（演示机关、人员与约60件送审件）……')
    await seedDemo(connection.url, config.dataDir, say)
  } else {
    throw new OperatorError('数据库中还没有机关：请先运行 yangguang seed（正式使用）或 yangguang seed --demo（演示）')
  }
}

async function listenUntilTold(store: Store, config: Config): Promise<void> {
  const clock = await clockOf(store)
  // The log's settings are looked at before anybody is served: a wrong one is not to be found out by a missing checkpoint.
  const keys = await openLogKeys(config, organisation.agency.code)
  const policy = await readLogPolicy(config, keys)
  const tiles = openTileStore(config)
  const vkey = keys.current.verifier.text
  const mailer = openMailer(config.mail, config.publicUrl)
  const reports = { ...usualReports, proofDigits: config.reports.proofDigits }
  const server = await createServer({ store, config, clock, tiles, signer: keys.current, reports })
  await server.register(serveConsole, { folder: join(import.meta.dirname, 'console/dist') })
  const logParts = { store, tiles, vkey: vkeyFile(keys), policy: formatPolicy(policy) }
  await server.register(logRoutes(logParts), { prefix: '/log' })
  await server.register(portalRoutes({ store, clock, vkey }))
  const stopped = told()
  const port = await listen(server, config)
  const { witnessTimeoutMs } = config.log
  const log = startLog({ store, tiles, keys, policy, witnessTimeoutMs, dataDir: config.dataDir, say })
  const mail = mailer && startMail(store, mailer, clock, say)
  await announce(store, config.host, port, vkey)

  const outbox = setInterval(() => void attempt('出站队列', () => drainOutbox(store)), OUTBOX_EVERY_MS)
  const byTime = () => attempt('定时任务', () => doByTime(store, config.dataDir, clock.now()))
  const timers = setInterval(() => void byTime(), TIMERS_EVERY_MS)
  await byTime()
  await attempt('公布举报页面的指纹', () => publishPage(store, reportScript, clock.now()))
  await stopped
  clearInterval(outbox)
  clearInterval(timers)
  await server.close()
  await mail?.stop()
  await log.stop()
}

async function doByTime(store: Store, dataDir: string, now: Instant): Promise<void> {
  await runTimers(store, now)
  await runReportTimers(store, dataDir, now)
  const { rulebook } = await readAgency(store)
  await sweepSessions(store, settingOf(rulebook, dayOf(now), 'session.idleMinutes'), now)
}

/** Resolves at the first SIGINT or SIGTERM; later ones find us closing already. */
function told(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

/** A given port that is taken is an error; the default one gives way to the next free port. */
async function listen(server: Awaited<ReturnType<typeof createServer>>, config: Config): Promise<number> {
  for (let port = config.port; ; port++) {
    try {
      await server.listen({ host: config.host, port })
      const address = server.server.address()
      return typeof address === 'object' && address ? address.port : port
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!taken) throw error
      if (config.portGiven || port >= config.port + PORTS_TRIED) {
        throw new OperatorError(`端口 ${port} 已被占用，请用设置 PORT 另行指定`)
      }
    }
  }
}

async function announce(store: Store, host: string, port: number, vkey: string): Promise<void> {
  const { organisation } = await readAgency(store)
  const shown = host === '0.0.0.0' || host === '::' ? (firstAddress() ?? '127.0.0.1') : host
  const base = `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  say('')
  say(`${organisation.name}　${organisation.platform}　已就绪`)
  say(`  公众门户　${base}/`)
  say(`  工作台　　${base}/console/`)
  say(`  透明日志　${base}/log　验证钥 ${vkey}`)
  if (!organisation.demo) return
  say(`  演示账号　口令均为 ${demoPassword}，登录页可直接选人，例如：`)
  say('    clerk-planning-1（综合规划处经办人）　head-planning（综合规划处处长）　leader-1（分管厅领导）')
  say('    clerk-general-office-1（厅办公室会务）　agency-head（厅主要领导）　discipline-leader（驻厅纪检组长）')
  say('  演示数据均为虚构；按 Ctrl-C 停止。')
}

function firstAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find(address => address && !address.internal && address.family === 'IPv4')?.address
}

/** Work that is tried again anyway: what went wrong is said and the server goes on. */
async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(`${what}出错，稍后再试：${error instanceof Error ? error.message : String(error)}`)
  }
}

process.exitCode = await dispatch(process.argv.slice(2), serve)
