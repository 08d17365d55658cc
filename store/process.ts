import { readdirSync, statSync } from 'node:fs'

/** Whether a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process has this working folder, as a PostgreSQL server and its sessions do. Undefined where the system does not tell. */
export function worksIn(pid: number, folder: string): boolean | undefined {
  if (process.platform !== 'linux') return undefined
  const place = statOrNothing(`/proc/${pid}/cwd`)
  const wanted = statOrNothing(folder)
  return place !== undefined && place.ino === wanted?.ino && place.dev === wanted.dev
}

/** Whether any process has this working folder; only where `worksIn` tells. */
export function anyWorksIn(folder: string): boolean {
  return readdirSync('/proc').some(name => /^\d+$/.test(name) && worksIn(Number(name), folder))
}

function statOrNothing(path: string) {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Nothing of ours: a PGDATA or LC_ALL of the operator's must not decide how the embedded server runs. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}
