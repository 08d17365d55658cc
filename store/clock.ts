import type { Instant } from '../domain/time.ts'
import { readSetting, writeSetting } from './settings.ts'
import type { Store } from './store.ts'

/** What time it is for the platform. The only place that knows is the one that made it (docs/decisions/0005). */
export interface Clock {
  readonly now: () => Instant
}

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** The demonstration's own clock where the database has one, else the system's. */
export async function clockOf(store: Store): Promise<Clock> {
  const ahead = await readSetting(store, 'demo-clock')
  return typeof ahead === 'number' ? aheadBy(ahead) : systemClock
}

/** Sets the demonstration's clock, once: from now on it is `start` and runs on, over restarts too. */
export async function startDemoClock(store: Store, start: Instant): Promise<Clock> {
  await writeSetting(store, 'demo-clock', Date.parse(start) - Date.now())
  return clockOf(store)
}

function aheadBy(milliseconds: number): Clock {
  return { now: () => new Date(Date.now() + milliseconds).toISOString() }
}
