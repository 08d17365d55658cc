import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutMachineWords } from './words.ts'

test('S11 对公众说明日志为何暂停时，不带出内部地址和文件路径', () => {
  const told = [
    [
      '见证人 甲 没有给出有效的答复：connect ECONNREFUSED 10.1.2.3:8081。事件照常编号',
      '见证人 甲 没有给出有效的答复。事件照常编号',
    ],
    ['写不进 /var/lib/yangguang/log/public：ENOSPC: no space left on device', '写不进'],
    ['对象存储 https://oss.inner.example/bucket 没有答复', '对象存储  没有答复'],
    [
      '见证人 witness-1.example 已经见证到大小 12，而本日志只有 9',
      '见证人 witness-1.example 已经见证到大小 12，而本日志只有 9',
    ],
  ]
  for (const [said = '', shown = ''] of told) assert.equal(withoutMachineWords(said), shown)
})
