import { Readable } from 'node:stream'
import type { Command } from '../domain/command.ts'
import type { Result } from '../domain/result.ts'
import { loadStreams } from './events.ts'
import { saveFile } from './files.ts'
import { handle, type Outcome } from './handle.ts'
import { nextMatterId } from './matter-number.ts'
import type { Store } from './store.ts'

/** The record as a story is told into it: commands one after another, each with a clock handed in (demo/recorder.ts). */
export interface StoreRecorder {
  readonly handle: (command: Command) => Promise<Result<Outcome>>
  readonly state: (stream: string) => Promise<unknown>
  readonly nextMatterId: (now: string) => Promise<string>
  readonly putFile: (name: string, content: string, person: string) => Promise<string>
}

/** @param dataDir where files are kept. Keys are numbered, so that telling the same story twice does nothing twice. */
export function recorderFor(store: Store, dataDir: string): StoreRecorder {
  let told = 0
  let now = ''
  return {
    handle: command => {
      now = command.now
      return handle(store, { ...command, key: `story:${++told}` })
    },
    state: async stream => (await loadStreams(store.database.pool, store, [stream])).states.get(stream)?.state,
    nextMatterId: at => nextMatterId(store, at),
    putFile: async (name, content, person) => {
      const saved = await saveFile(store, dataDir, Readable.from([Buffer.from(content)]), name, person, now)
      if (!saved.ok) throw new Error(saved.error.sentence)
      return saved.value.hash
    },
  }
}
