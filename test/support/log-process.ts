/**
 * A program that keeps a log and nothing else, to be killed: `node log-process.ts <database URL> <data folder>`. Prints a
 * line once it has begun.
 */
import { join } from 'node:path'
import { openDatabase } from '../../store/database.ts'
import { fileStore } from '../../store/log/file-store.ts'
import { loadLogKeys } from '../../store/log/keys.ts'
import { startLog } from '../../store/log/sequencer.ts'
import { openStore } from '../../store/store.ts'
import { LOG_ORGAN, LOG_ORIGIN, NO_WITNESSES } from './kept-log.ts'

const [url = '', dataDir = ''] = process.argv.slice(2)
startLog({
  store: openStore(openDatabase(url), LOG_ORGAN),
  tiles: fileStore(join(dataDir, 'log/public')),
  keys: await loadLogKeys(join(dataDir, 'log/keys'), LOG_ORIGIN),
  policy: NO_WITNESSES,
  witnessTimeoutMs: 1_000,
  dataDir,
})
console.log('begun')
