import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { signerKey } from '../../domain/log/key.ts'
import { type LogPlan, openLogKeys, openTileStore, originOf, readLogPolicy } from './log-parts.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-log-parts-'))
after(() => rmSync(dataDir, { recursive: true }))

const planWith = (more: Partial<LogPlan['log']> = {}): LogPlan => ({
  dataDir,
  log: {
    origin: '',
    store: join(dataDir, 'public'),
    s3: { region: 'x', accessKey: 'a', secretKey: 'b' },
    policyFile: '',
    sm2: false,
    ...more,
  },
})

const witness = (n: number) => signerKey(`jijian-${n}.example/yanshi`, 4, new Uint8Array(32).fill(n)).verifier.text

async function policyFrom(text: string) {
  const policyFile = join(dataDir, 'policy')
  writeFileSync(policyFile, text)
  const plan = planWith({ policyFile })
  return readLogPolicy(plan, await openLogKeys(plan, 'DOT'))
}

test('S11 没有设置名称的日志用谁也没有的域名；设置了的照用', () => {
  assert.equal(originOf(planWith(), 'DOT'), 'yangguang.invalid/dot')
  assert.equal(originOf(planWith({ origin: 'gov.example.cn/log' }), 'DOT'), 'gov.example.cn/log')
})

test('S11 没有见证策略文件时不需要见证，策略里有日志自己的公钥', async () => {
  const keys = await openLogKeys(planWith(), 'DOT')
  const policy = await readLogPolicy(planWith(), keys)
  assert.equal(policy.quorum, 'none')
  assert.deepEqual(
    policy.logs.map(({ key }) => key.text),
    [keys.current.verifier.text],
  )
})

test('S11 见证策略文件里的见证人和人数照用，它的 log 行不算', async () => {
  const stranger = signerKey('stranger.example', 1, new Uint8Array(32).fill(9)).verifier.text
  const lines = [
    `log ${stranger}`,
    `witness a ${witness(1)} http://a.example/`,
    `witness b ${witness(2)} http://b.example/`,
    'group both all a b',
    'quorum both',
  ]
  const policy = await policyFrom(`${lines.join('\n')}\n`)
  assert.deepEqual(
    policy.witnesses.map(({ name }) => name),
    ['a', 'b'],
  )
  assert.equal(policy.quorum, 'both')
  assert.ok(policy.logs.every(({ key }) => key.name === 'yangguang.invalid/dot'))
})

test('S11 见证策略文件读不到、格式不对、永远达不到人数时，说出是哪一个文件、为什么', async () => {
  const plan = planWith({ policyFile: join(dataDir, 'nowhere') })
  const keys = await openLogKeys(plan, 'DOT')
  await assert.rejects(readLogPolicy(plan, keys), { name: 'OperatorError', message: /LOG_POLICY.*nowhere 读不到/ })
  await assert.rejects(policyFrom('quorum nobody\n'), { name: 'OperatorError', message: /LOG_POLICY.*第 1 行/ })
  await assert.rejects(policyFrom(`witness a ${witness(1)}\nquorum a\n`), {
    name: 'OperatorError',
    message: /写有网址的见证人不够 quorum「a」的要求/,
  })
})

test('S11 公开文件的存放处：网址是对象存储，其余是文件夹', async () => {
  const folder = openTileStore(planWith())
  assert.equal(await folder.read('checkpoint'), undefined)
  const remote = openTileStore(planWith({ store: 'http://127.0.0.1:9/bucket' }))
  await assert.rejects(remote.read('checkpoint'), { name: 'OperatorError', message: /对象存储连接不上/ })
})
