import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSealingPage, type SealingPage } from '../support/sealing-browser.ts'
import type { Calls } from './in-browser.ts'

let opened: SealingPage
before(async () => {
  opened = await openSealingPage()
})
after(() => opened.close())

/** Calls a function in the page. */
const inPage = <K extends keyof Calls>(name: K, ...given: Parameters<Calls[K]>) =>
  opened.page.evaluate(
    ([called, args]) => {
      const { sealing } = globalThis as unknown as { sealing: Record<string, (...all: unknown[]) => unknown> }
      return sealing[called as string]?.(...(args as unknown[]))
    },
    [name, given] as const,
  ) as ReturnType<Calls[K]>

const choose = (name: string, buffer: Buffer) =>
  opened.page.setInputFiles('input', { name, mimeType: 'application/octet-stream', buffer })

test('CMP-003 在浏览器里密封、打开、答复、凭查询码读到，不向别处发一个请求，不违反页面的内容策略', async () => {
  assert.equal(await inPage('roundTrip', '演示：举报内容'), '已收到：演示：举报内容')
  assert.equal(await inPage('sealedLength', 300_000), 303_368)
  assert.deepEqual(opened.complaints, [])
})

test('S122 成员的密钥锁在这个浏览器里，关掉页面再打开，凭口令还能用', async () => {
  const recipient = await inPage('keepKey', 'PASSPHRASE', '白云 珠江 骑楼 早茶 木棉')
  assert.match(recipient, /^age1/)
  await opened.page.reload()
  assert.equal(await inPage('useKey', recipient, '白云 珠江 骑楼 早茶 木棉'), recipient)
  assert.match(await inPage('useKey', recipient, '白云 珠江 骑楼 晚茶 木棉'), /口令不对/)
})

test('S122 成员的密钥锁在安全密钥（WebAuthn PRF）上，不用口令；没有安全密钥时说得清楚', async () => {
  const session = await opened.page.context().newCDPSession(opened.page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const recipient = await inPage('keepKey', 'SECURITY_KEY', '')
  assert.match(recipient, /^age1/)
  assert.equal(await inPage('useKey', recipient, ''), recipient)
  await session.send('WebAuthn.clearCredentials', { authenticatorId })
  assert.match(await inPage('useKey', recipient, ''), /安全密钥没有用成/)
})

test('CMP-004 选中的文件在浏览器里清理，不离开页面', async () => {
  await choose('说明.txt', Buffer.from('演示'))
  assert.deepEqual(await inPage('cleanChosenFile'), [])
  await choose('照片.jpg', Buffer.from('ffd8ffe1', 'hex'))
  assert.match(String(await inPage('cleanChosenFile')), /请先截图另存/)
  assert.deepEqual(opened.complaints, [])
})
