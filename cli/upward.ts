import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Complaint } from '../domain/complaint/complaint.ts'
import { streams } from '../domain/ids.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { clockOf } from '../store/clock.ts'
import { synchronise } from '../store/durable-file.ts'
import { handle } from '../store/handle.ts'
import { OperatorError } from '../store/operator-error.ts'
import { destroySealedParts, pathOfPart } from '../store/sealed-parts.ts'
import type { Store } from '../store/store.ts'
import { upwardComplaints } from '../store/views/staff-complaints.ts'
import { withStore } from './support/with-store.ts'

export const summary = '把径送上级的密封件交出：复制到文件夹，登记交接凭证，删除本机的一份'
export const usage = `用法：yangguang upward <文件夹> [--receipt <交接凭证号>]

涉及监督问责小组组长或厅主要领导的举报，密封给上级机关，本机关谁也打不开，平台内谁也看不到（CMP-005）。
不带 --receipt：把还没有交出的密封件复制到文件夹，连同清单 manifest.json（登记号、收件日、公钥、SHA-256、长度）。
带 --receipt：复制、核对之后，给每一件登记交接凭证号，并删除本机的一份。凭证号取自上级机关出具的收据。`

export async function run(args: readonly string[], config: Config): Promise<number> {
  const [folder, flag, receipt, ...more] = args
  const wrong = folder === undefined || folder.startsWith('-') || more.length > 0
  if (wrong || (flag !== undefined && (flag !== '--receipt' || receipt === undefined))) {
    console.error(usage)
    return 2
  }
  return withStore(config, async store => {
    await removeHanded(store, config.dataDir)
    const all = (await upwardComplaints(store)).filter(({ upward }) => upward?.receipt === undefined)
    const target = resolve(folder)
    await copyOut(all, config.dataDir, target)
    console.log(`已复制 ${all.length} 件到 ${target}`)
    if (receipt !== undefined) await handOver(store, config.dataDir, all, receipt)
    return 0
  })
}

async function copyOut(all: readonly Complaint[], dataDir: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const manifest = []
  for (const { id, receivedOn, upward } of all) {
    if (!upward) continue
    const { blob, size } = upward.sealed
    const file = join(folder, `${id}.age`)
    await copyFile(pathOfPart(dataDir, blob, true), file)
    await synchronise(file)
    const copied = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    if (copied !== blob) throw new OperatorError(`${id} 的密封件与登记的指纹不符，没有交出：请运行 yangguang check`)
    manifest.push({ number: id, receivedOn, destination: upward.destination, sha256: blob, size, file: `${id}.age` })
  }
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await synchronise(folder)
}

async function handOver(store: Store, dataDir: string, all: readonly Complaint[], receipt: string): Promise<void> {
  const clock = await clockOf(store)
  for (const { id } of all) {
    const command = { stream: streams.complaint(id), noun: 'upward-handing', input: { receipt }, person: SYSTEM }
    const done = await handle(store, { ...command, now: clock.now(), key: `upward:${id}` })
    if (!done.ok) throw new OperatorError(`${id} 没有登记成交接凭证，本机的一份仍在：${done.error.sentence}`)
  }
  await removeHanded(store, dataDir)
  console.log(`已登记交接凭证 ${receipt}，本机的密封件已删除`)
}

/** Also finishes what was broken off after the receipt was registered. */
async function removeHanded(store: Store, dataDir: string): Promise<void> {
  const handed = (await upwardComplaints(store)).filter(({ upward }) => upward?.receipt !== undefined)
  await destroySealedParts(
    store,
    dataDir,
    handed.flatMap(({ upward }) => upward?.sealed.blob ?? []),
  )
}
