import { Form, Radio } from 'antd'
import { entropyBits, LEAST_ENTROPY_BITS } from '../../../domain/draw/ceremony.ts'
import { knownChains, roundAt, timeOfRound } from '../../../domain/draw/drand.ts'
import { LinesField, linesOf, MomentField, NumberField, TextField } from '../../parts/fields.tsx'
import { instantFromLocal, instantWords } from '../../parts/time.ts'
import { type PlannedSource, throwsOfDie } from './ceremony.ts'
import { LotteryFields } from './lottery-fields.tsx'

/** What the form holds. */
export interface AnnouncementValues {
  readonly kind: 'DRAND' | 'DICE' | 'LOTTERY'
  /** `YYYY-MM-DDTHH:mm` in Shanghai. */
  readonly at?: string
  readonly chain?: string
  readonly place?: string
  readonly witnesses?: string
  readonly throws?: number
  readonly faces?: number
  readonly lotteries?: readonly PlannedSource[]
}

/** A die of six faces thrown so often is the least that is random enough. */
export const firstAnnouncement: AnnouncementValues = {
  kind: 'DRAND',
  chain: knownChains[0]?.hash ?? '',
  throws: 25,
  faces: 6,
  lotteries: [{ name: '', count: 6, from: 1, to: 33 }],
}

const kinds = [
  { value: 'DRAND', label: '公共随机信标（drand）' },
  { value: 'DICE', label: '当众掷骰子' },
  { value: 'LOTTERY', label: '公开彩票的开奖号码' },
]

/** The randomness is named before it exists (RND-001): a beacon's round, dice before witnesses, or a lottery's draw. */
export function AnnouncementForm() {
  const form = Form.useFormInstance<AnnouncementValues>()
  const kind = Form.useWatch('kind', form) ?? 'DRAND'
  return (
    <>
      <Form.Item name="kind" label="随机数从哪里来" rules={[{ required: true, message: '请选择随机数的来源' }]}>
        <Radio.Group options={kinds} className="radio-lines" />
      </Form.Item>
      <MomentField
        name="at"
        label={kind === 'DRAND' ? '不早于' : kind === 'DICE' ? '掷骰子的时间' : '开奖时间'}
        required
        {...(kind === 'DRAND' ? { extra: '取这个时刻以后产生的第一轮。' } : {})}
      />
      {kind === 'DRAND' ? <Beacon /> : <Ceremony kind={kind} />}
    </>
  )
}

function Beacon() {
  const form = Form.useFormInstance<AnnouncementValues>()
  const values: Partial<AnnouncementValues> = Form.useWatch([], form) ?? {}
  const named = roundOf({ ...firstAnnouncement, ...values })
  return (
    <>
      <Form.Item name="chain" label="信标链">
        <Radio.Group
          className="radio-lines"
          options={knownChains.map(({ hash, name, period }) => ({
            value: hash,
            label: `${name}（每${period}秒一轮）`,
          }))}
        />
      </Form.Item>
      {named && (
        <p className="announced-round" role="status">
          将约定第 <strong className="number">{named.round}</strong> 轮，{instantWords(named.at)}产生。
        </p>
      )}
    </>
  )
}

function Ceremony({ kind }: { readonly kind: 'DICE' | 'LOTTERY' }) {
  return (
    <>
      {kind === 'DICE' && <TextField name="place" label="地点" required max={100} />}
      {kind === 'DICE' ? (
        <div className="form-columns">
          <NumberField name="throws" label="一枚骰子掷几次" required min={1} max={100} />
          <NumberField name="faces" label="骰子有几面" required min={2} max={100} />
        </div>
      ) : (
        <LotteryFields />
      )}
      {kind === 'LOTTERY' && <TextField name="place" label="从哪里查开奖号码" required max={100} />}
      <Bits />
      <LinesField name="witnesses" label="见证人" required extra="一行写一人，至少两人。" />
    </>
  )
}

/** Says as one fills in whether that is random enough; the rule itself refuses what is not. */
function Bits() {
  const form = Form.useFormInstance<AnnouncementValues>()
  const values: Partial<AnnouncementValues> = Form.useWatch([], form) ?? {}
  const kind = values.kind === 'LOTTERY' ? 'LOTTERY' : 'DICE'
  const sources = plannedSources({ ...firstAnnouncement, ...values })
  const whole = sources.every(({ count, from, to }) => count > 0 && to > from)
  if (!whole) return null
  const bits = Math.floor(entropyBits({ kind, sources }))
  const enough = bits >= LEAST_ENTROPY_BITS
  return (
    <p role="status" className={enough ? 'bits bits-enough' : 'bits'}>
      {enough ? '✓ ' : ''}随机性约{bits}比特，{enough ? '够了' : `不足${LEAST_ENTROPY_BITS}比特，请增加次数或来源`}。
    </p>
  )
}

function plannedSources({ kind, throws = 0, faces = 0, lotteries = [] }: AnnouncementValues): readonly PlannedSource[] {
  return kind === 'LOTTERY' ? lotteries : throwsOfDie(throws, faces)
}

/** What the form says, as the announcement takes it. */
export function announcementOf(values: AnnouncementValues) {
  const { kind, at, place, witnesses } = values
  if (kind === 'DRAND') {
    const named = roundOf(values)
    return { source: { kind, chain: named?.chain.hash ?? '', round: named?.round ?? 0 } }
  }
  const plan = { kind, sources: plannedSources(values) }
  return {
    source: { kind: 'CEREMONY', at: at ? instantFromLocal(at) : '', plan, place, witnesses: linesOf(witnesses) },
  }
}

/** The first round after the moment that was chosen. */
function roundOf({ chain: hash, at }: AnnouncementValues) {
  const chain = knownChains.find(known => known.hash === hash)
  if (!chain || !at) return undefined
  const round = roundAt(chain, instantFromLocal(at)) + 1
  return { chain, round, at: timeOfRound(chain, round) }
}
