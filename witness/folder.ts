import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { COSIGNATURE_V1, ML_DSA_44, parseSignerKey, type SignerKey, signerKey } from '../domain/log/key.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { openWitnessState, type WitnessState } from './state.ts'

export interface WitnessFolder {
  readonly state: WitnessState
  /** The Ed25519 cosigner's key, and the ML-DSA-44 one if it was asked for. */
  readonly signers: readonly SignerKey[]
}

/**
 * Opens the data folder of a witness: `witness.db` (the record), `ed25519.key` and `ml-dsa-44.key` (signer keys, readable by
 * this user only). What is not there is made, except that key and record stay together: a key without the record of what it
 * has cosigned could sign a fork, so it is refused.
 * @returns the folder, in use by this process until `state.close()`; or one Chinese sentence that says what to do.
 */
export function openWitnessFolder(folder: string, name: string, mlDsa: boolean): Result<WitnessFolder, string> {
  const file = join(folder, 'witness.db')
  const keyFile = join(folder, 'ed25519.key')
  const made = attempt(folder, () => ok(mkdirSync(folder, { recursive: true, mode: 0o700 })))
  if (!made.ok) return made
  if (existsSync(keyFile) && !existsSync(file)) {
    return err(
      `有密钥 ${keyFile}，却没有它的见证记录 ${file}：凭这把密钥从头开始，就可能给分叉的日志签名。请找回最新的记录；找不回来的，换一个空的数据文件夹和新的名称，并把新公钥告知日志的运营方`,
    )
  }
  const opened = openWitnessState(file)
  if (!opened.ok) return opened
  const signers = attempt(folder, () => signersIn(folder, keyFile, name, mlDsa, opened.value))
  if (!signers.ok) {
    opened.value.close()
    return signers
  }
  return ok({ state: opened.value, signers: signers.value })
}

function attempt<T>(folder: string, work: () => Result<T, string>): Result<T, string> {
  try {
    return work()
  } catch (error) {
    return err(`数据文件夹 ${folder} 读写不成：${error instanceof Error ? error.message : String(error)}`)
  }
}

function signersIn(
  folder: string,
  keyFile: string,
  name: string,
  mlDsa: boolean,
  state: WitnessState,
): Result<readonly SignerKey[], string> {
  const recorded = state.ownKey()
  if (recorded !== undefined && !existsSync(keyFile)) {
    return err(`有见证记录，却没有它的密钥 ${keyFile}：请找回密钥文件，或者换一个空的数据文件夹和新的名称重新开始`)
  }
  const first = keyIn(keyFile, name, COSIGNATURE_V1)
  if (!first.ok) return first
  if (recorded === undefined) state.setOwnKey(first.value.verifier.text)
  else if (recorded !== first.value.verifier.text) {
    return err(`密钥 ${keyFile} 与见证记录不是一套：记录属于 ${recorded}，密钥和记录应当一起恢复`)
  }
  if (!mlDsa) return ok([first.value])
  const second = keyIn(join(folder, 'ml-dsa-44.key'), name, ML_DSA_44)
  return second.ok ? ok([first.value, second.value]) : second
}

/** Reads the key in the file, making one when there is no file. */
function keyIn(file: string, name: string, type: typeof COSIGNATURE_V1 | typeof ML_DSA_44): Result<SignerKey, string> {
  if (!existsSync(file)) writeDurably(file, `${signerKey(name, type, randomBytes(32)).text}\n`)
  // Windows keeps no such bits.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    return err(`密钥文件 ${file} 能被其他用户读写：请先查清有没有被人看过，再执行 chmod 600 ${file}`)
  }
  const parsed = parseSignerKey(readFileSync(file, 'utf8').trimEnd())
  if (!parsed.ok || parsed.value.verifier.type !== type)
    return err(`密钥文件 ${file} 的内容不是见证人的密钥，或者已经损坏`)
  if (parsed.value.verifier.name !== name) {
    return err(
      `密钥文件 ${file} 属于见证人 ${parsed.value.verifier.name}，不是 ${name}：请改用原来的名称，或者另换一个数据文件夹`,
    )
  }
  return parsed
}

/** Whole or not at all, and on the disk before anybody is told of it. */
function writeDurably(file: string, text: string): void {
  const staging = `${file}.new`
  const descriptor = openSync(staging, 'w', 0o600)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(staging, file)
  // Windows has no folders that can be opened to be synchronised.
  if (process.platform === 'win32') return
  const folder = openSync(join(file, '..'), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
