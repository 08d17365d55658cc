import { Form, Input } from 'antd'
import { parseBeacon } from '../../../domain/draw/drand.ts'
import type { RandomnessSource } from '../../../domain/spot-check/spot-check.ts'
import { dealtOut, inOneRow, numbersIn, type PlannedSource, rowFault } from './ceremony.ts'

/** What the form holds: a beacon as its address prints it, one row of throws, or a row for each lottery. */
export interface DrawValues {
  readonly beacon?: string
  readonly row?: string
  readonly rows?: readonly string[]
}

/** The randomness comes in by hand, so that a closed network can draw; the rules check that it is the announced one. */
export function DrawForm({
  source,
  witnesses,
}: {
  readonly source: RandomnessSource
  readonly witnesses: readonly string[]
}) {
  if (source.kind === 'DRAND') return <Beacon chain={source.chain} round={source.round} />
  const { sources } = source.plan
  return (
    <>
      {inOneRow(sources) ? <Row sources={sources} /> : <Rows sources={sources} />}
      <p className="quiet">见证人：{witnesses.join('、')}。录入前请与见证人逐个核对。</p>
    </>
  )
}

function Beacon({ chain, round }: { readonly chain: string; readonly round: number }) {
  const address = `https://api.drand.sh/${chain}/public/${round}`
  return (
    <>
      <p className="act-lead">
        在能上互联网的电脑上打开下面的地址，把网页上的全部内容复制过来。平台验证签名，改动一个字符都会被发现。
      </p>
      <p className="number act-lead">
        <a href={address} target="_blank" rel="noreferrer">
          {address}
        </a>
      </p>
      <Form.Item
        name="beacon"
        label={`drand 第${round}轮的内容`}
        rules={[{ required: true, message: '请粘贴信标的内容' }, { validator: checkBeacon }]}
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 12 }} spellCheck={false} className="number" />
      </Form.Item>
    </>
  )
}

function Row({ sources }: { readonly sources: readonly PlannedSource[] }) {
  const form = Form.useFormInstance<DrawValues>()
  const numbers = numbersIn(Form.useWatch('row', form) ?? '')
  const fault = rowFault(sources, numbers)
  return (
    <>
      <Form.Item
        name="row"
        label={`按次序写下${sources.length}次的点数`}
        extra="用空格或逗号隔开，例如 4 1 6。"
        rules={[
          { required: true, message: '请写下点数' },
          {
            validator: (_, text: string = '') => {
              const wrong = text === '' ? undefined : rowFault(sources, numbersIn(text))
              return wrong ? Promise.reject(new Error(`${wrong}。`)) : Promise.resolve()
            },
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} inputMode="numeric" className="number" />
      </Form.Item>
      <p role="status" className={fault ? 'bits' : 'bits bits-enough'}>
        {fault ? `已写下${numbers.length}个，共${sources.length}个。` : `✓ ${sources.length}个都写下了。`}
      </p>
    </>
  )
}

function Rows({ sources }: { readonly sources: readonly PlannedSource[] }) {
  return sources.map(({ name, count, from, to }, index) => (
    <Form.Item
      key={name}
      name={['rows', index]}
      label={name}
      extra={`${count}个号码，${from}至${to}，用空格隔开。`}
      rules={[{ required: true, message: `请写下${name}的号码` }]}
    >
      <Input inputMode="numeric" autoComplete="off" className="number" />
    </Form.Item>
  ))
}

function checkBeacon(_: unknown, text: string = ''): Promise<void> {
  const parsed = parseBeacon(text)
  return text === '' || parsed.ok ? Promise.resolve() : Promise.reject(new Error(parsed.error.sentence))
}

/** What the form says, as the draw takes it. */
export function drawOf(values: DrawValues, source: RandomnessSource) {
  if (source.kind === 'DRAND') return { beacon: values.beacon }
  const { kind, sources } = source.plan
  const dealt = inOneRow(sources)
    ? dealtOut(sources, numbersIn(values.row ?? ''))
    : sources.map(({ name }, index) => ({ name, numbers: numbersIn(values.rows?.[index] ?? '') }))
  return { ceremony: { kind, sources: dealt } }
}
