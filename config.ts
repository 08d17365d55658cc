import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** What the operator may set. Read once at start by `readConfig`, then frozen and handed down as an argument. */
export type Config = {
  readonly port: number
  /** Whether PORT was given: a given port that is taken is an error, the default one gives way to the next free port. */
  readonly portGiven: boolean
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** Chinese sentence to print when the data are not where the operator would look for them; empty otherwise. */
  readonly dataDirNotice: string
  /** Empty: the embedded PostgreSQL. */
  readonly databaseUrl: string
  readonly demo: 'on' | 'off' | 'auto'
  /** Behind an HTTPS proxy: the session cookie is sent over encrypted connections only. */
  readonly secureCookies: boolean
  /** The address by which browsers reach the platform, without a slash at its end; empty: not known. */
  readonly publicUrl: string
  readonly logLevel: LogLevel
  readonly log: LogSettings
  readonly mail: MailSettings
  /** How reports from the public are taken. */
  readonly reports: {
    /** Hexadecimal digits of proof of work. */
    readonly proofDigits: number
  }
}

/** Mail of meetings' notices. */
export type MailSettings = {
  /** Empty: no mail is sent. */
  readonly host: string
  readonly port: number
  /** Empty: the server takes mail without anybody signing in. */
  readonly user: string
  /** Absolute path of a file whose first line is the password; empty with `user`. */
  readonly passwordFile: string
  readonly from: string
}

/** The transparency log's. */
export type LogSettings = {
  /** Its name for ever, and that of its keys; empty: made from the agency's code. */
  readonly origin: string
  /** Absolute path of a folder, or an `https://` address of an S3-compatible storage. */
  readonly store: string
  /** Both keys empty unless `store` is an address. */
  readonly s3: { readonly accessKey: string; readonly secretKey: string; readonly region: string }
  /** Absolute path of a file with witnesses and quorum (C2SP tlog-policy); empty: no witness is asked. */
  readonly policyFile: string
  /** Whether an SM2 signature stands beside the Ed25519 one. */
  readonly sm2: boolean
  readonly witnessTimeoutMs: number
}

export type LogLevel = (typeof logLevels)[number]

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
const demoModes = ['on', 'off', 'auto'] as const

/** Every setting there is: `--help` prints this table, and `readConfig` reads no other name. */
export const settings = [
  {
    name: 'PORT',
    default: '8080',
    reason: '网页与接口的端口；未设置而 8080 被占用时，自动另找空闲端口并打印；0 表示由系统分配',
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    reason: '监听地址；默认只有本机能访问，要对外提供服务须由运维人员明确设置',
  },
  {
    name: 'DATA_DIR',
    default: './data',
    reason:
      '内嵌数据库、上传的文件和密钥所在的文件夹；以 root 运行而程序目录不许其他用户进入时，默认改为 /var/lib/yangguang/ 下的文件夹',
  },
  {
    name: 'DATABASE_URL',
    default: '',
    reason: 'PostgreSQL（15 及以上）的地址，例如 postgresql://用户:口令@主机:5432/库名；留空则启动内嵌的 PostgreSQL',
  },
  {
    name: 'DEMO',
    default: 'auto',
    reason: '演示模式：on 开、off 关；auto 表示新建的内嵌数据库进入演示模式，已有的数据库保持原样',
  },
  {
    name: 'SECURE_COOKIES',
    default: 'off',
    reason: '前面有 HTTPS 代理时设为 on：会话凭证只经加密的连接发送',
  },
  {
    name: 'PUBLIC_URL',
    default: '',
    reason:
      '浏览器访问平台的网址，例如 https://gov.example.cn：通知邮件中的链接、签名密钥的归属由它而定，登记签名密钥之后不能再改；留空则邮件不带链接，签名密钥归属于访问时的主机名',
  },
  {
    name: 'MAIL_HOST',
    default: '',
    reason: '发送会议通知邮件的 SMTP 服务器；留空则不发邮件',
  },
  {
    name: 'MAIL_PORT',
    default: '587',
    reason: 'SMTP 服务器的端口；465 从一开始就加密，其他端口在服务器支持时加密，要登录时必须加密',
  },
  {
    name: 'MAIL_USER',
    default: '',
    reason: 'SMTP 服务器的登录名；留空则不登录',
  },
  {
    name: 'MAIL_PASSWORD_FILE',
    default: '',
    reason: '存有 SMTP 口令的文件，口令写在第一行；MAIL_USER 不为空时必填',
  },
  {
    name: 'MAIL_FROM',
    default: '',
    reason: '发件人地址，MAIL_HOST 不为空时必填',
  },
  {
    name: 'REPORT_PROOF_DIGITS',
    default: '4',
    reason:
      '网上举报前浏览器要做的工作量，1 到 6：每加 1 就多 16 倍；代替按地址限次，4 在旧手机上约需十几秒，受到大量无效提交时调到 5',
  },
  {
    name: 'LOG_LEVEL',
    default: 'warn',
    reason: `运行日志的详细程度：${logLevels.join('、')}`,
  },
  {
    name: 'LOG_ORIGIN',
    default: '',
    reason:
      '透明日志的名称，写入每个检查点，启用后不能再改；宜用对外网址去掉协议，例如 gov.example.cn/log；留空为 yangguang.invalid/机关编码',
  },
  {
    name: 'LOG_STORE',
    default: '',
    reason:
      '透明日志的公开文件存放处：一个文件夹，或 S3 兼容对象存储的地址 https://端点/存储桶/前缀；留空为 DATA_DIR 中的 log/public',
  },
  {
    name: 'LOG_S3_ACCESS_KEY',
    default: '',
    reason: '对象存储的访问密钥编号，LOG_STORE 是地址时必填',
  },
  {
    name: 'LOG_S3_SECRET_KEY',
    default: '',
    reason: '对象存储的访问密钥，LOG_STORE 是地址时必填',
  },
  {
    name: 'LOG_S3_REGION',
    default: 'us-east-1',
    reason: '对象存储的区域',
  },
  {
    name: 'LOG_POLICY',
    default: '',
    reason:
      '见证策略文件（C2SP tlog-policy：witness、group、quorum 行）；见证人不足时不公布新的检查点；留空则不需要见证',
  },
  {
    name: 'LOG_SM2',
    default: 'off',
    reason: '设为 on 时，检查点在 Ed25519 签名之外另有一行 SM2 签名',
  },
  {
    name: 'LOG_WITNESS_TIMEOUT_MS',
    default: '3000',
    reason: '等候一位见证人答复的毫秒数，100 到 60000',
  },
] as const

type SettingName = (typeof settings)[number]['name']
type Environment = Readonly<Record<string, string | undefined>>

/** The folder this program was checked out into. */
export const checkout = import.meta.dirname

/**
 * Reads every setting from the environment, an empty value meaning the default. Never throws: what is wrong comes back as
 * one Chinese sentence that names the setting.
 */
export function readConfig(env: Environment): { ok: true; config: Config } | { ok: false; sentence: string } {
  const value = (name: SettingName): string => env[name]?.trim() || defaultOf(name)
  const refuse = (name: SettingName, expected: string) =>
    ({ ok: false, sentence: `设置 ${name} 的值「${value(name)}」不对：${expected}` }) as const
  /** The value is a password or may hold one: the sentence names the setting only. */
  const refuseSecret = (name: SettingName, expected: string) =>
    ({ ok: false, sentence: `设置 ${name} 的值不对：${expected}` }) as const

  const port = value('PORT')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) return refuse('PORT', '应当是 0 到 65535 的整数')

  const host = value('HOST')
  if (/[\s/]/.test(host)) return refuse('HOST', '应当是 IP 地址或主机名，不带协议和路径')

  const databaseUrl = value('DATABASE_URL')
  if (databaseUrl !== '' && !isPostgresUrl(databaseUrl)) {
    return refuseSecret('DATABASE_URL', '应当形如 postgresql://用户:口令@主机:5432/库名（口令中的特殊字符须转义）')
  }

  const demo = demoModes.find(mode => mode === value('DEMO'))
  if (demo === undefined) return refuse('DEMO', `应当是 ${demoModes.join('、')} 之一`)

  const secure = value('SECURE_COOKIES')
  if (secure !== 'on' && secure !== 'off') return refuse('SECURE_COOKIES', '应当是 on 或 off')

  const logLevel = logLevels.find(level => level === value('LOG_LEVEL'))
  if (logLevel === undefined) return refuse('LOG_LEVEL', `应当是 ${logLevels.join('、')} 之一`)

  const log = readLogSettings(value)
  if ('wrong' in log) return log.secret ? refuseSecret(log.wrong, log.expected) : refuse(log.wrong, log.expected)

  const publicUrl = value('PUBLIC_URL').replace(/\/+$/, '')
  if (publicUrl !== '' && !isWebAddress(publicUrl)) {
    return refuse('PUBLIC_URL', '应当形如 https://gov.example.cn，不带路径、口令和参数')
  }

  const mail = readMailSettings(value)
  if ('wrong' in mail) return refuse(mail.wrong, mail.expected)

  const proofDigits = value('REPORT_PROOF_DIGITS')
  if (!/^[1-6]$/.test(proofDigits)) return refuse('REPORT_PROOF_DIGITS', '应当是 1 到 6 的整数')

  const data = env.DATA_DIR?.trim() ? { path: resolve(env.DATA_DIR.trim()), notice: '' } : defaultDataDir(checkout)
  return {
    ok: true,
    config: Object.freeze({
      port: Number(port),
      portGiven: Boolean(env.PORT?.trim()),
      host,
      dataDir: data.path,
      dataDirNotice: databaseUrl === '' ? data.notice : '',
      databaseUrl,
      demo,
      secureCookies: secure === 'on',
      publicUrl,
      mail: Object.freeze(mail),
      reports: Object.freeze({ proofDigits: Number(proofDigits) }),
      logLevel,
      log: Object.freeze({ ...log, store: log.store || join(data.path, 'log/public') }),
    }),
  }
}

function readMailSettings(
  value: (name: SettingName) => string,
): MailSettings | { readonly wrong: SettingName; readonly expected: string } {
  const [host, port, user] = [value('MAIL_HOST'), value('MAIL_PORT'), value('MAIL_USER')]
  const [passwordFile, from] = [value('MAIL_PASSWORD_FILE'), value('MAIL_FROM')]
  if (/[\s/]/.test(host)) return { wrong: 'MAIL_HOST', expected: '应当是 IP 地址或主机名，不带协议和路径' }
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    return { wrong: 'MAIL_PORT', expected: '应当是 1 到 65535 的整数' }
  }
  if (host !== '' && !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    return { wrong: 'MAIL_FROM', expected: '应当是邮件地址，MAIL_HOST 不为空时不能留空' }
  }
  if (user !== '' && passwordFile === '') {
    return { wrong: 'MAIL_PASSWORD_FILE', expected: 'MAIL_USER 不为空时不能留空' }
  }
  return { host, port: Number(port), user, passwordFile: passwordFile && resolve(passwordFile), from }
}

interface WrongLogSetting {
  readonly wrong: SettingName
  readonly expected: string
  readonly secret?: boolean
}

/** `store` stays empty when it is not set: where the data are is not known here. */
function readLogSettings(value: (name: SettingName) => string): LogSettings | WrongLogSetting {
  const origin = value('LOG_ORIGIN')
  // A key name of C2SP signed-note, which stands in every checkpoint and cannot be changed later.
  if (/[\s+\p{Cc}]/u.test(origin) || origin.includes('://') || origin.length > 200) {
    return { wrong: 'LOG_ORIGIN', expected: '应当形如 gov.example.cn/log，不带协议，不含空白和加号，最长 200 个字符' }
  }
  const place = value('LOG_STORE')
  const remote = /^[a-z][a-z0-9+.-]*:\/\//i.test(place)
  if (remote && !isStorageUrl(place)) {
    return {
      wrong: 'LOG_STORE',
      expected: '应当是文件夹，或形如 https://端点/存储桶/前缀，不带口令和参数',
      secret: true,
    }
  }
  const s3 = {
    accessKey: remote ? value('LOG_S3_ACCESS_KEY') : '',
    secretKey: remote ? value('LOG_S3_SECRET_KEY') : '',
    region: value('LOG_S3_REGION'),
  }
  for (const [name, given] of [
    ['LOG_S3_ACCESS_KEY', s3.accessKey],
    ['LOG_S3_SECRET_KEY', s3.secretKey],
  ] as const) {
    if (remote && given === '') return { wrong: name, expected: 'LOG_STORE 是对象存储的地址时不能留空', secret: true }
  }
  if (!/^[A-Za-z0-9-]{1,40}$/.test(s3.region)) {
    return { wrong: 'LOG_S3_REGION', expected: '应当由字母、数字和连字符组成' }
  }
  const sm2 = value('LOG_SM2')
  if (sm2 !== 'on' && sm2 !== 'off') return { wrong: 'LOG_SM2', expected: '应当是 on 或 off' }

  const timeout = value('LOG_WITNESS_TIMEOUT_MS')
  if (!/^\d{3,5}$/.test(timeout) || Number(timeout) < 100 || Number(timeout) > 60_000) {
    return { wrong: 'LOG_WITNESS_TIMEOUT_MS', expected: '应当是 100 到 60000 的整数' }
  }
  const policy = value('LOG_POLICY')
  return {
    origin,
    store: remote ? place.replace(/\/+$/, '') : place && resolve(place),
    s3,
    policyFile: policy && resolve(policy),
    sm2: sm2 === 'on',
    witnessTimeoutMs: Number(timeout),
  }
}

/** The settings as `--help` shows them: one block a setting, in Chinese. */
export function helpTable(): string {
  const width = Math.max(...settings.map(setting => setting.name.length))
  return settings
    .map(
      ({ name, default: fallback, reason }) => `  ${name.padEnd(width)}  默认 ${fallback || '（空）'}\n      ${reason}`,
    )
    .join('\n')
}

/**
 * Where the data go when DATA_DIR says nothing: `data` in the checkout. PostgreSQL refuses to run as root, so for root it
 * runs as another user, who must be able to enter every parent of its folder; a checkout under a private home such as
 * /root cannot hold it. `uid` is a parameter only so that a test can be any user.
 */
export function defaultDataDir(folder: string, uid = process.getuid?.()): { path: string; notice: string } {
  const path = join(folder, 'data')
  if (uid !== 0 || othersMayEnter(folder)) return { path, notice: '' }
  // The path's digest keeps two checkouts with one name apart.
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 8)
  const elsewhere = `/var/lib/yangguang/${basename(folder)}-${digest}`
  return {
    path: elsewhere,
    notice: `以 root 运行，而 ${folder} 不许其他用户进入，数据改存于 ${elsewhere}（可用 DATA_DIR 另行指定）`,
  }
}

function othersMayEnter(folder: string): boolean {
  const real = realpathSync(folder)
  const open = (statSync(real).mode & 0o001) !== 0
  return open && (real === dirname(real) || othersMayEnter(dirname(real)))
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, origin } = new URL(text)
  return ['https:', 'http:'].includes(protocol) && origin === text
}

function isStorageUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, search, hash } = new URL(text)
  return ['https:', 'http:'].includes(protocol) && username === '' && search === '' && hash === ''
}

function defaultOf(name: SettingName): string {
  return settings.find(setting => setting.name === name)?.default ?? ''
}
