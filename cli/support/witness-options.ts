import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { utf8 } from '../../domain/log/bytes.ts'
import { isKeyName, OTHER, parseVerifierKey, type VerifierKey } from '../../domain/log/key.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { LogKeys } from '../../witness/add-checkpoint.ts'

export interface WitnessOptions {
  readonly name: string
  readonly owner: string
  readonly logs: LogKeys
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly folder: string
  readonly mlDsa: boolean
}

/** Reads the arguments of `yangguang witness`; what is wrong comes back as one Chinese sentence. */
export function witnessOptions(args: readonly string[]): Result<WitnessOptions, string> {
  const given = parsed(args)
  if (!given.ok) return given
  const { name = '', log = [], owner = name, port = '7380', host = '127.0.0.1' } = given.value
  if (!isKeyName(name)) return err('须用 --name 给出见证人的名称，不能含空格、加号和控制字符')
  if (utf8(name).length > 255) return err('见证人的名称最长 255 字节')
  const logs = logKeys(log)
  if (!logs.ok) return logs
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) return err(`端口「${port}」不对：应当是 0 到 65535 的整数`)
  if (host === '' || /[\s/]/.test(host)) return err(`监听地址「${host}」不对：应当是 IP 地址或主机名，不带协议和路径`)
  const folder = resolve(given.value['data-dir'] ?? './witness-data')
  const mlDsa = given.value['ml-dsa'] ?? false
  return ok({ name, owner, logs: logs.value, port: Number(port), host, folder, mlDsa })
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: text,
        log: { type: 'string', multiple: true },
        owner: text,
        port: text,
        host: text,
        'data-dir': text,
        'ml-dsa': { type: 'boolean' },
      },
    })
    return ok(values)
  } catch (error) {
    return err(argumentWords(error))
  }
}

function argumentWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const [, name = ''] = /'(.*?)'/.exec(error instanceof Error ? error.message : '') ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有参数「${name}」`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `不认识「${name}」：值须写在参数名之后，例如 --name 名称`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `参数「${name}」缺少值，或者不该有值`
  throw error
}

/** Keys of one name are keys of one log: that is how a log changes its key. */
function logKeys(texts: readonly string[]): Result<LogKeys, string> {
  if (texts.length === 0) return err('须用 --log 给出至少一个日志的公钥')
  const keys = new Map<string, VerifierKey[]>()
  for (const text of texts) {
    const key = parseVerifierKey(text)
    if (!key.ok) return err(`日志公钥「${text}」不对：${key.error.sentence}`)
    const { name, id, type } = key.value
    if (type === OTHER) return err(`日志公钥「${text}」是国密签名的公钥：见证协议只用 Ed25519 或 ML-DSA-44 的公钥`)
    if (utf8(name).length > 255) return err(`日志公钥「${text}」的名称超过 255 字节`)
    const ofLog = keys.get(name) ?? []
    if (ofLog.some(other => other.id === id)) return err(`日志公钥「${text}」给了两次，或者与另一把的编号相同`)
    keys.set(name, [...ofLog, key.value])
  }
  return ok(keys)
}
