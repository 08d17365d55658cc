import { Button } from 'antd'
import type { Minutes } from '../../../domain/meeting/minutes.ts'
import { addressOf } from '../../api/client.ts'

/** A file for whoever spoke, that proves without an account that their words stand in the signed minutes (E-34). */
export function Receipts({
  path,
  minutes,
  me,
}: {
  readonly path: string
  readonly minutes: Minutes
  /** The name as the minutes have it; the server answers only the person themselves. */
  readonly me: string
}) {
  const mine = minutes.items.flatMap(item =>
    [...item.opinions, ...(item.writtenOpinions ?? []), ...(item.supplements ?? [])].flatMap(
      ({ name, version, words }) => (name === me && version !== undefined ? [{ no: item.no, version, words }] : []),
    ),
  )
  if (mine.length === 0) return null
  return (
    <section className="receipts" aria-labelledby="receipts-title">
      <h3 id="receipts-title">我的意见凭证</h3>
      <p className="quiet">凭证证明您的发言原样写入了已签发的纪要，任何人不用账号就能核对。</p>
      <ul className="said-list">
        {mine.map(({ no, version, words }) => (
          <li key={version}>
            议题{no}：{words}{' '}
            <Button size="small" href={addressOf(`${path}/receipts/${version}`)} download>
              下载议题{no}意见凭证
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
