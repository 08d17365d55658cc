import { randomBytes, randomInt } from 'node:crypto'
import type { SignerKey } from '../../domain/log/key.ts'
import { REPORTER } from '../../domain/organisation/facts.ts'
import { err, type Refusal, type Result } from '../../domain/result.ts'
import { instantAt } from '../../domain/time.ts'
import { handle, type Outcome } from '../../store/handle.ts'
import { mostPartBytes } from '../../store/sealed-parts.ts'
import type { Store } from '../../store/store.ts'
import { isNumberTaken } from '../../store/views/staff-complaints.ts'
import { type Bucket, newBucket } from '../bucket.ts'
import { type Challenges, newChallenges } from '../challenges.ts'
import { edgeError } from '../errors.ts'
import type { Ask } from '../route.ts'

/** How reports are taken. */
export interface ReportSettings {
  /** Hexadecimal digits of proof of work: each makes it sixteen times as long. */
  readonly proofDigits: number
  /** Requests that all reporters together may send in a minute. */
  readonly perMinute: number
  readonly mostPartBytes: number
}

export const usualReports: ReportSettings = { proofDigits: 4, perMinute: 1_200, mostPartBytes }

/** What the routes of reporters share. */
export interface ReportDesk {
  readonly store: Store
  readonly dataDir: string
  readonly settings: ReportSettings
  readonly challenges: Challenges
  readonly bucket: Bucket
  /** The log's own key; without it there are no signed receipts. */
  readonly signer?: SignerKey | undefined
  /** Compared with where there is nothing to compare with: nobody knows what it is the digest of. */
  readonly decoy: Buffer
}

export function openDesk(
  store: Store,
  dataDir: string,
  settings: ReportSettings = usualReports,
  signer?: SignerKey,
): ReportDesk {
  const challenges = newChallenges(settings.proofDigits)
  const bucket = newBucket(settings.perMinute)
  return { store, dataDir, settings, challenges, bucket, signer, decoy: randomBytes(32) }
}

const tooMany = '眼下提交和查询的人太多，请过几分钟再试；页面开着，写好的内容不会丢。'

/** One bucket for all. @throws EdgeError */
export function takeTurn({ bucket }: ReportDesk): void {
  if (!bucket.take()) throw edgeError('TOO_MANY', { detail: tooMany })
}

/** Random and never running: a running number would count them. */
export async function freeNumber(store: Store): Promise<string> {
  for (;;) {
    const number = `JB-${randomInt(100_000_000).toString().padStart(8, '0')}`
    if (!(await isNumberTaken(store, number))) return number
  }
}

/**
 * Carries out what a reporter asks. Its moment is the day and no time of day; its key is made here of what is asked and not by
 * the browser, so that sending the same thing again does nothing twice and says nothing of who sends.
 */
export function doAsReporter(
  { store }: ReportDesk,
  { today }: Ask,
  number: string,
  noun: string,
  input: unknown,
  once = '',
): Promise<Result<Outcome>> {
  const key = keyOf(noun, number, once)
  const now = instantAt(today, '00:00')
  return handle(store, { stream: `complaint/${number}`, noun, input, person: REPORTER, now, key }).then(done =>
    done.ok || done.error.field !== 'Idempotency-Key' ? done : err(alreadySent),
  )
}

export const keyOf = (noun: string, number: string, once = ''): string => [noun, number, once].join(':')

const alreadySent: Refusal = {
  code: 'WRONG_STATE',
  clause: 'S122',
  sentence: '这个登记号已经提交过另一份内容：请刷新页面，取得新的登记号后再提交；先前提交的没有改动。',
}
