import { type Refusal, refuse } from '../domain/result.ts'

/** The ways in which something sealed does not open. */
export type SealFault = 'NOT_FOR_ME' | 'DAMAGED' | 'CUT_SHORT' | 'NOT_SEALED' | 'KEY_UNREADABLE' | 'WRONG_PASSPHRASE'

const refusals: Readonly<Record<SealFault, Refusal>> = {
  NOT_FOR_ME: refuse(
    'FORBIDDEN',
    'CMP-003',
    '这份密文不是封给您这把密钥的：请换用登记的那把密钥，或请收件名单上的其他成员打开。',
    'sealed',
  ),
  DAMAGED: refuse(
    'INVALID',
    'CMP-003',
    '密文已损坏或被改动，打不开：请重新下载一次，仍打不开的，请提交人重新提交。',
    'sealed',
  ),
  CUT_SHORT: refuse('INCOMPLETE', 'CMP-003', '密文的长度不对，可能没有传完：请重新下载或重新上传一次。', 'sealed'),
  NOT_SEALED: refuse('INVALID', 'CMP-003', '这不是密封的内容（不是 age 格式），没有打开。', 'sealed'),
  KEY_UNREADABLE: refuse(
    'INVALID',
    'CMP-003',
    '密钥读不出来：应是以 AGE-SECRET-KEY-1 开头的一行，请检查是否复制完整。',
    'key',
  ),
  WRONG_PASSPHRASE: refuse(
    'FORBIDDEN',
    'CMP-003',
    '口令不对，密钥没有打开：请检查大小写和输入法后再试。',
    'passphrase',
  ),
}

export const sealRefusal = (fault: SealFault): Refusal => refusals[fault]

/** What a stream of opened content ends with when the rest does not open: a stream can only throw. */
export class BrokenSeal extends Error {
  readonly fault: SealFault
  readonly refusal: Refusal

  constructor(fault: SealFault) {
    super(`sealed content does not open: ${fault}`)
    this.name = 'BrokenSeal'
    this.fault = fault
    this.refusal = sealRefusal(fault)
  }
}
