/**
 * A reporter's identity apart from the report (CMP-003): nobody reads it alone. For every two of the custodians it is sealed
 * to the one, and that ciphertext to the other; whichever two are there can open it together, one after the other.
 */
import * as z from 'zod'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import { sealRefusal } from './broken-seal.ts'
import { openBytes, sealBytes } from './seal.ts'

export const reporterIdentity = z.strictObject({
  name: z.string().trim().min(1, '请填写姓名。').max(60, '姓名不超过 60 字。'),
  contact: z.string().trim().min(1, '请填写联系方式。').max(200, '联系方式不超过 200 字。'),
  unit: z.string().trim().max(120, '单位名称不超过 120 字。').optional(),
})
export type ReporterIdentity = Readonly<z.output<typeof reporterIdentity>>

export interface Custodian {
  readonly person: string
  /** `age1…` */
  readonly recipient: string
}

export interface SealedIdentity {
  /** Who opens the outer seal, and who then opens the inner one. */
  readonly first: string
  readonly second: string
  readonly sealed: Uint8Array
}

/** The identity, once for every two custodians. */
export async function sealIdentity(
  identity: ReporterIdentity,
  custodians: readonly Custodian[],
): Promise<Result<readonly SealedIdentity[]>> {
  if (new Set(custodians.map(({ person }) => person)).size !== custodians.length || sharesKey(custodians)) {
    return err(
      refuse(
        'INVALID',
        'CMP-003',
        '身份受托人名单有误：每人一把密钥，不能重复。身份没有密封，请改为匿名提交或联系监督小组。',
        'custodians',
      ),
    )
  }
  if (custodians.length < 2) {
    return err(
      refuse(
        'WRONG_STATE',
        'CMP-003',
        '身份受托人不足两人，身份不能密封：打开身份须两人同时在场。请先匿名提交，待受托人登记后再补充身份。',
        'custodians',
      ),
    )
  }
  const content = utf8(JSON.stringify(reporterIdentity.parse(identity)))
  const pairs = custodians.flatMap((first, n) => custodians.slice(n + 1).map(second => ({ first, second })))
  return ok(
    await Promise.all(
      pairs.map(async ({ first, second }) => {
        const inner = await sealBytes(content, [second.recipient])
        return { first: first.person, second: second.person, sealed: await sealBytes(inner, [first.recipient]) }
      }),
    ),
  )
}

const sharesKey = (custodians: readonly Custodian[]) =>
  new Set(custodians.map(({ recipient }) => recipient)).size !== custodians.length

/** The first custodian's half of the work. @returns what only the second one can open. */
export const openOuter = (sealed: Uint8Array, identityOfFirst: string): Promise<Result<Uint8Array>> =>
  openBytes(sealed, [identityOfFirst])

/** The second custodian's half. */
export async function openInner(inner: Uint8Array, identityOfSecond: string): Promise<Result<ReporterIdentity>> {
  const opened = await openBytes(inner, [identityOfSecond])
  if (!opened.ok) return opened
  try {
    const read = reporterIdentity.safeParse(JSON.parse(fromUtf8(opened.value) ?? ''))
    return read.success ? ok(read.data) : err(sealRefusal('DAMAGED'))
  } catch {
    return err(sealRefusal('DAMAGED'))
  }
}
