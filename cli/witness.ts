import type { Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { err, ok, type Result } from '../domain/result.ts'
import { openWitnessFolder, type WitnessFolder } from '../witness/folder.ts'
import { createWitnessServer } from '../witness/server.ts'
import { type WitnessOptions, witnessOptions } from './support/witness-options.ts'

export const summary = '运行日志见证人（驻厅纪检组用，在自己的机器上，不需要数据库）'
export const usage = `用法：yangguang witness --name <名称> --log <日志公钥> [--log <日志公钥>……]
      [--owner <单位>] [--port <端口>] [--host <地址>] [--data-dir <文件夹>] [--ml-dsa]

独立记住公开日志的每一个检查点，只给能证明是前一个检查点之延续（只增不改）的检查点签名（C2SP tlog-witness）。
  --name      见证人的名称，写进每一个签名，例如 jijian.example/witness；不含空格和加号
  --log       日志的公钥（从日志运营方的 /log/vkey 取得，并另经可靠途径核对）；一个日志换过密钥的，各给一次
  --owner     网页上显示的单位名称，默认与 --name 相同
  --port      端口，默认 7380；0 表示由系统分配
  --host      监听地址，默认 127.0.0.1（只有本机能访问）；要让日志的服务器访问，须设为本机的地址或 0.0.0.0
  --data-dir  密钥与见证记录所在的文件夹，默认 ./witness-data
  --ml-dsa    除 Ed25519 外再用抗量子的 ML-DSA-44 签一行（首次使用时另造一把密钥）

首次启动时造密钥并打印公钥。数据文件夹绝不能用旧备份覆盖：忘记了签过什么的见证人，会给分叉的日志签名。
按 Ctrl-C 停止时退出码为 0，不能启动为 1，参数不对为 2。`

/** Listens until SIGINT or SIGTERM. @returns 0 when told to stop; 1 when it cannot start, with the reason; 2 for wrong arguments. */
export async function run(args: readonly string[]): Promise<number> {
  const options = witnessOptions(args)
  if (!options.ok) return refused(`${options.error}\n\n${usage}`, 2)
  const opened = openWitnessFolder(options.value.folder, options.value.name, options.value.mlDsa)
  if (!opened.ok) return refused(opened.error, 1)
  const { state } = opened.value
  const stopped = told()
  const server = createWitnessServer({
    ...opened.value,
    logs: options.value.logs,
    owner: options.value.owner,
    now: () => Math.floor(Date.now() / 1000),
    report: error => console.error(`见证人出错：${error instanceof Error ? error.message : String(error)}`),
  })
  try {
    const port = await listen(server, options.value)
    if (!port.ok) return refused(port.error, 1)
    rememberLogKeys(options.value, opened.value)
    announce(options.value, opened.value, port.value)
    await stopped
    // The English words are those that operators' scripts for other witnesses wait for.
    console.error('正在停止见证（shutting down）')
    await closed(server)
    return 0
  } finally {
    state.close()
  }
}

/** @returns the port it listens on, or why it does not. */
function listen(server: Server, { host, port }: WitnessOptions): Promise<Result<number, string>> {
  return new Promise(settle => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') settle(err(`端口 ${port} 已被占用：请用 --port 另行指定`))
      else if (error.code === 'EACCES') settle(err(`没有权限使用端口 ${port}：请用 --port 另行指定 1024 以上的端口`))
      else settle(err(`不能在 ${host} 监听：${error.message}`))
    })
    server.listen({ host, port }, () => {
      const address = server.address()
      settle(ok(typeof address === 'object' && address ? address.port : port))
    })
  })
}

function announce(
  { name, owner, logs, host, folder }: WitnessOptions,
  { state, signers }: WitnessFolder,
  port: number,
): void {
  const shown = host === '0.0.0.0' || host === '::' ? (firstAddress() ?? '127.0.0.1') : host
  const url = `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  console.log(`${owner}　日志见证人　已就绪`)
  console.log(`  地址　${url}/`)
  for (const { verifier } of signers) console.log(`  公钥　${verifier.text}`)
  console.log(`  数据　${folder}（密钥与记录，绝不能用旧备份覆盖）`)
  for (const origin of logs.keys()) {
    const latest = state.latest(origin)
    console.log(`  日志　${origin}　${latest ? `已见证到大小 ${latest.size}` : '尚未见证'}`)
  }
  console.log('请日志的运营方在策略文件中加上下面的内容（对外地址不同的，换成对外地址）：')
  console.log(policyLines(name, signers, url).join('\n'))
  console.log('按 Ctrl-C 停止。')
}

/** A key that somebody slipped into the command, or took out of it, does not pass unnoticed. */
function rememberLogKeys({ logs }: WitnessOptions, { state }: WitnessFolder): void {
  const before = state.logKeys()
  const now = [...logs.values()].flat().map(({ text }) => text)
  state.replaceLogKeys(now)
  if (before.length === 0) return
  for (const key of now) if (!before.includes(key)) console.log(`与上次启动相比，新增了日志公钥　${key}`)
  for (const key of before) if (!now.includes(key)) console.log(`与上次启动相比，不再信任日志公钥　${key}`)
}

/** Two keys of one witness are one voice: the policy counts the group that holds both. */
function policyLines(name: string, signers: WitnessFolder['signers'], url: string): readonly string[] {
  const [only, ...more] = signers.map(({ verifier }) => verifier.text)
  if (more.length === 0) return [`witness ${name} ${only} ${url}`]
  return [
    `witness ${name}/ed25519 ${only} ${url}`,
    `witness ${name}/ml-dsa-44 ${more[0]} ${url}`,
    `group ${name} any ${name}/ed25519 ${name}/ml-dsa-44`,
  ]
}

function firstAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find(address => address && !address.internal && address.family === 'IPv4')?.address
}

/** Resolves at the first SIGINT or SIGTERM; later ones find us closing already. */
function told(): Promise<void> {
  return new Promise(done => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => done())
  })
}

/** Requests under way are answered; connections that merely wait are closed. */
function closed(server: Server): Promise<void> {
  return new Promise(done => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}

function refused(sentence: string, code: 1 | 2): number {
  console.error(sentence)
  return code
}
