import { Button, Drawer, Form, Input, InputNumber, Progress } from 'antd'
import { useEffect, useState } from 'react'
import type { RotationView } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'

/** How long the platform looks for the fairest plan at most. */
const SOLVING_SECONDS = 30

interface Asked {
  readonly from: string
  readonly terms: number
  readonly membersPerGroup: number
  readonly groupsPerBoard: number
}

/** What the office asks for; who leads and sits where the platform finds, and the rules check (S72, S101). */
export function PlanForm({
  from,
  fixed = false,
  asked,
  open,
  onClose,
  onDone,
}: {
  readonly from: string
  /** The first day is the planning's name; once it exists it stays. */
  readonly fixed?: boolean
  readonly asked?: { readonly terms: number; readonly membersPerGroup: number; readonly groupsPerBoard: number }
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: (rotation: RotationView) => void
}) {
  const [day, setDay] = useState(from)
  const act = useAct<RotationView>(`/rotations/${day}`, 'plans')
  const finish = async ({ terms, membersPerGroup, groupsPerBoard }: Asked) => {
    const rotation = await act.run({ terms, membersPerGroup, groupsPerBoard })
    if (rotation) onDone(rotation)
  }
  const number = (name: string, label: string, least: number, most: number, extra?: string) => (
    <Form.Item name={name} label={label} extra={extra} rules={[{ required: true, message: `${label}必填` }]}>
      <InputNumber min={least} max={most} precision={0} />
    </Form.Item>
  )
  return (
    <Drawer
      title="编排轮值方案"
      open={open}
      onClose={onClose}
      destroyOnHidden
      size={520}
      classNames={{ wrapper: 'drawer' }}
      closable={{ 'aria-label': '关闭' }}
    >
      <p className="act-lead">平台在全部规则之内找最公平的方案；同样公平的，由已公布的透明日志随机决定。</p>
      <Form
        layout="vertical"
        initialValues={{ from, terms: 2, membersPerGroup: 5, groupsPerBoard: 1, ...asked }}
        onFinish={values => void finish(values)}
      >
        <Form.Item name="from" label="第一期的起日" rules={[{ required: true, message: '第一期的起日必填' }]}>
          <Input type="date" disabled={fixed} onChange={event => setDay(event.target.value)} />
        </Form.Item>
        {number('terms', '编排几期', 1, 24, '每期半年。')}
        {number('membersPerGroup', '每组成员处室数', 2, 30)}
        {number('groupsPerBoard', '每个板块的小组数', 1, 4)}
        <ProblemAlert act={act} />
        {act.pending && <Solving />}
        <div className="act-form-foot">
          <Button type="primary" htmlType="submit" loading={act.pending}>
            开始编排
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </Form>
    </Drawer>
  )
}

function Solving() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(before => before + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div role="status" className="solving">
      <p>
        正在编排，已用 {seconds} 秒，至多约 {SOLVING_SECONDS} 秒。请不要离开本页。
      </p>
      <Progress
        aria-label="编排进度"
        percent={Math.min(99, Math.round((100 * seconds) / SOLVING_SECONDS))}
        showInfo={false}
        status="active"
      />
    </div>
  )
}
