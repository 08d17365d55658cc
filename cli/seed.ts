import type { Config } from '../config.ts'
import { agencySteps, demoAgency, layFoundation } from '../demo/foundation.ts'
import { people } from '../demo/people.ts'
import { tellStory } from '../demo/story.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { dayOf, instantAt } from '../domain/time.ts'
import organisation from '../spec/organisation.json' with { type: 'json' }
import { parameters } from '../spec/parameters.ts'
import { createDemoAccounts } from '../store/accounts.ts'
import { startDemoClock, systemClock } from '../store/clock.ts'
import { type OpenDatabase, openDatabase } from '../store/database.ts'
import { OperatorError } from '../store/operator-error.ts'
import { drainOutbox } from '../store/outbox.ts'
import { recorderFor } from '../store/recorder.ts'
import { readSetting } from '../store/settings.ts'
import { openStore, type Store } from '../store/store.ts'
import { readAgency } from '../store/views/agency.ts'
import { withStore } from './support/with-store.ts'

export const summary = '在空数据库中建立机关（--demo：演示机关与演示件）'
export const usage = `用法：yangguang seed [--demo]

不带参数：按方案建立机关、处室和默认规则参数，并登记首位运维人员 operator-1；
  之后用 yangguang account add operator-1 operator-1 开设账号，由其登记人员和任职。
--demo：建立演示机关，用真实的命令走完约60件演示件；只能用于空数据库，人名均标“演示”。`

/** The day on which the demonstration stands: its clock starts here (docs/decisions/0005). */
const DEMO_NOW = instantAt('2026-11-23', '09:00')

export function run(args: readonly string[], config: Config): Promise<number> {
  return withStore(config, async (store, url) => {
    if (await isFounded(store)) throw new OperatorError('数据库中已有机关，不能重复建立，也不能改成演示模式')
    if (args.includes('--demo')) await seedDemo(url, config.dataDir, console.log)
    else await seedAgency(store, config.dataDir)
    console.log(args.includes('--demo') ? '演示数据已就绪' : '机关已建立')
    return 0
  })
}

export async function isFounded(store: Store): Promise<boolean> {
  return (await readAgency(store)).organisation.name !== ''
}

/**
 * The demonstration agency with its story, its accounts and its clock. Told by real commands, the same on every machine.
 * Commits do not wait for the disk until the last, which sets the clock: a demonstration without one was cut short.
 */
export async function seedDemo(url: string, dataDir: string, say: (sentence: string) => void): Promise<void> {
  const started = performance.now()
  await withDatabase(openDatabase(url, { relaxed: true }), store => tellDemo(store, dataDir))
  await withDatabase(openDatabase(url), store => startDemoClock(store, DEMO_NOW))
  say(`演示数据已生成，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒`)
}

/** Whether the database holds a demonstration that was cut short while it was made. */
export async function isHalfTold(store: Store): Promise<boolean> {
  const { demo } = (await readAgency(store)).organisation
  return demo && (await readSetting(store, 'demo-clock')) === undefined
}

async function withDatabase(database: OpenDatabase, work: (store: Store) => Promise<unknown>): Promise<void> {
  try {
    await work(openStore(database, organisation.agency.code))
  } finally {
    await database.close()
  }
}

async function tellDemo(store: Store, dataDir: string): Promise<void> {
  const recorder = recorderFor(store, dataDir)
  await layFoundation(recorder)
  await tellStory(recorder)
  await createDemoAccounts(
    store,
    people.map(p => p.person),
    DEMO_NOW,
  )
  await drainOutbox(store)
}

async function seedAgency(store: Store, dataDir: string): Promise<void> {
  const now = systemClock.now()
  const today = dayOf(now)
  const recorder = recorderFor(store, dataDir)
  const operator = { person: 'operator-1', name: '平台运维', demo: false }
  const post = { person: 'operator-1', post: 'OPERATOR', department: 'ARCHIVE_INFO_CENTER', from: today }
  const rules = {
    effectiveFrom: today,
    parameters: parameters.map(({ key, value, source, note }) => ({ key, value, source: `${source}　${note}` })),
    reason: '平台启用，采用默认参数',
  }
  const steps = [
    ...agencySteps({ ...demoAgency, demo: false }, today),
    { stream: 'organisation', noun: 'persons', person: SYSTEM, input: operator },
    { stream: 'organisation', noun: 'post-assignments', person: SYSTEM, input: post },
    { stream: 'rulebook', noun: 'rule-sets', person: SYSTEM, input: rules },
  ]
  for (const step of steps) {
    const result = await recorder.handle({ ...step, now })
    if (!result.ok) throw new OperatorError(result.error.sentence)
  }
}
