import { Button, Checkbox, Form, Modal } from 'antd'
import { useRef, useState } from 'react'
import { inviteeCategoryNames } from '../../../domain/meeting/words.ts'
import type { InviteeView, MeetingPage } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, NumberField, TextField, WordsField } from '../../parts/fields.tsx'
import { instantWords } from '../../parts/time.ts'
import { linkOf } from './invitation-link.ts'
import { type ItemProps, mayDo } from './meeting-props.ts'

const categories = Object.entries(inviteeCategoryNames).map(([value, label]) => ({ value, label }))

type Doing = { readonly noun: string; readonly invitee?: InviteeView }

/** Experts and representatives at this item: proposed by the group, agreed by the office, heard and never counted (S98–S100). */
export function Invitations(props: ItemProps) {
  const { meeting, item } = props
  const [doing, setDoing] = useState<Doing>()
  const [link, setLink] = useState<string>()
  const proposing = item.stage === 'WAITING' && mayDo(meeting, 'invitations')
  if (item.invitees.length === 0 && !proposing) return null
  const close = () => setDoing(undefined)
  return (
    <section className="invitations" aria-label={`议题${item.no}的邀请`}>
      {item.invitees.length > 0 && <h4>受邀人员</h4>}
      <ul>
        {item.invitees.map(invitee => (
          <Invitee key={invitee.id} meeting={meeting} invitee={invitee} onDo={noun => setDoing({ noun, invitee })} />
        ))}
      </ul>
      {proposing && (
        <Button aria-label={`提出邀请 议题${item.no}`} onClick={() => setDoing({ noun: 'invitations' })}>
          邀请专家、代表
        </Button>
      )}
      {doing?.noun === 'invitations' && <Proposing {...props} onClose={close} />}
      {doing?.noun === 'invitation-agreements' && doing.invitee && (
        <Agreeing {...props} invitee={doing.invitee} onClose={close} onLink={setLink} />
      )}
      {doing?.noun === 'invitation-refusals' && doing.invitee && (
        <Declining {...props} invitee={doing.invitee} onClose={close} />
      )}
      {doing?.noun === 'invitee-opinion-voidings' && doing.invitee && (
        <Voiding {...props} invitee={doing.invitee} onClose={close} />
      )}
      <LinkShown link={link} onClose={() => setLink(undefined)} />
    </section>
  )
}

function Invitee({
  meeting,
  invitee,
  onDo,
}: {
  readonly meeting: MeetingPage
  readonly invitee: InviteeView
  readonly onDo: (noun: string) => void
}) {
  const { name, unit, categoryName, reason, stage, stageName, expiresAt, note, declared, opinion, voided } = invitee
  const buttons = [
    { noun: 'invitation-agreements', label: '商定邀请', shown: stage === 'PROPOSED' },
    { noun: 'invitation-refusals', label: '不予邀请', shown: stage === 'PROPOSED' },
    { noun: 'invitee-opinion-voidings', label: '意见标记失效', shown: opinion !== undefined && !voided },
  ].filter(({ noun, shown }) => shown && mayDo(meeting, noun))
  return (
    <li className="invitee">
      <p>
        <strong>{name}</strong>（{categoryName}
        {unit && `，${unit}`}）<span className={`status ${tones[stage]}`}>{stageName}</span>
      </p>
      <p className="row-note">
        {reason}
        {expiresAt && stage === 'AGREED' && ` · 链接${instantWords(expiresAt)}失效`}
        {declared && ` · ${declared.related ? '申报有利害关系' : '已申报无利害关系'}`}
        {opinion && ` · ${voided ? '意见已失效' : '已发表意见'}`}
        {note && ` · ${note}`}
      </p>
      {voided && (
        <p className="row-note">
          失效理由：{voided.reason}；{voided.reconsider ? '本议题需要重议' : '本议题不需要重议'}。
        </p>
      )}
      {buttons.length > 0 && (
        <p className="row-actions">
          {buttons.map(({ noun, label }) => (
            <Button key={noun} size="small" aria-label={`${label} ${name}`} onClick={() => onDo(noun)}>
              {label}
            </Button>
          ))}
        </p>
      )}
    </li>
  )
}

const tones: Record<InviteeView['stage'], string> = {
  PROPOSED: 'status-waiting',
  AGREED: 'status-good',
  DECLINED: 'status-over',
  BLOCKED: 'status-bad',
}

function Proposing({ path, item, onClose }: ItemProps & { readonly onClose: () => void }) {
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      title="提出邀请"
      lead={<p>提出后由领导小组办公室商定。受邀人员的意见记入会议记录，不计票。</p>}
      page={path}
      noun="invitations"
      toInput={(said: object) => ({ matter: item.key, ...givenOnly(said) })}
    >
      <ChoiceField name="category" label="受邀类别" required choices={categories} />
      <TextField name="name" label="姓名" required max={40} />
      <TextField name="unit" label="单位名称" max={120} />
      <TextField name="uscc" label="统一社会信用代码" max={18} extra="填写后与本件相对人自动比对，有关联的不得邀请。" />
      <WordsField name="reason" label="邀请理由" required max={300} rows={2} />
    </ActDrawer>
  )
}

const givenOnly = (said: object) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== ''))

const DAY_MS = 86_400_000

interface Agreement {
  readonly materials?: readonly string[]
  readonly days: number
  readonly downloadable?: boolean
}

type Deciding = ItemProps & { readonly invitee: InviteeView; readonly onClose: () => void }

/** The office agrees. The link's secret is made here and shown once: the server only gets its fingerprint. */
function Agreeing({ path, item, invitee, onClose, onLink }: Deciding & { readonly onLink: (link: string) => void }) {
  const { now } = useSession()
  // One secret for one intention: a second try of the same form sends the same fingerprint.
  const made = useRef<ReturnType<typeof linkOf>>(undefined)
  made.current ??= linkOf(crypto.getRandomValues(new Uint8Array(32)))
  const { secret, fingerprint } = made.current
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      title="商定邀请"
      lead={
        <p>
          邀请<strong>{invitee.name}</strong>（{invitee.categoryName}）参加「{item.title}」的复核。
        </p>
      }
      page={path}
      noun="invitation-agreements"
      initial={{ days: 7, downloadable: false }}
      toInput={({ materials = [], days, downloadable = false }: Agreement) => ({
        invitation: invitee.id,
        link: fingerprint,
        expiresAt: new Date(Date.parse(now) + days * DAY_MS).toISOString(),
        materials,
        downloadable,
      })}
      onDone={() => onLink(`${globalThis.location.origin}/console/invite#${secret}`)}
    >
      <ChoiceField
        name="materials"
        label="可阅材料"
        several
        extra="只选已经脱敏的材料。"
        choices={(item.brief?.materials ?? []).map(({ name, hash }) => ({ value: hash, label: name }))}
      />
      <NumberField name="days" label="链接有效天数" required min={1} max={30} />
      <Form.Item name="downloadable" valuePropName="checked">
        <Checkbox>允许下载材料</Checkbox>
      </Form.Item>
    </ActDrawer>
  )
}

function Declining({ path, invitee, onClose }: Deciding) {
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      title="不予邀请"
      lead={<p>{invitee.name}</p>}
      page={path}
      noun="invitation-refusals"
      toInput={(said: object) => ({ invitation: invitee.id, ...said })}
    >
      <WordsField name="reason" label="理由" required max={300} rows={2} />
    </ActDrawer>
  )
}

function Voiding({ path, invitee, onClose }: Deciding) {
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      title="受邀意见标记失效"
      lead={<p>{invitee.name}的意见留在记录里，标明失效；请评估本议题是否需要重议。</p>}
      page={path}
      noun="invitee-opinion-voidings"
      initial={{ reconsider: false }}
      toInput={(said: object) => ({ invitation: invitee.id, ...said })}
    >
      <WordsField name="reason" label="理由" required max={300} rows={2} />
      <Form.Item name="reconsider" valuePropName="checked">
        <Checkbox>本议题需要重议</Checkbox>
      </Form.Item>
    </ActDrawer>
  )
}

/** The link, this once: nobody can show it again, because nobody else has it. */
function LinkShown({ link, onClose }: { readonly link: string | undefined; readonly onClose: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    field.current?.select()
    // Plain HTTP has no clipboard to write to; there the selected link is copied by the keyboard.
    await navigator.clipboard?.writeText(link ?? '')
    setCopied(navigator.clipboard !== undefined)
  }
  return (
    <Modal
      open={link !== undefined}
      title="邀请链接"
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={onClose}
      afterClose={() => setCopied(false)}
      footer={[
        <Button key="copy" type="primary" onClick={() => void copy()}>
          复制链接
        </Button>,
        <Button key="close" onClick={onClose}>
          已交给本人，关闭
        </Button>,
      ]}
    >
      <p>
        链接<strong>只显示这一次</strong>，请当面或通过可靠渠道交给本人，不要转发他人。
      </p>
      <textarea ref={field} className="link-shown" rows={3} readOnly aria-label="邀请链接" value={link ?? ''} />
      <p role="status">{copied ? '已复制。' : ''}</p>
    </Modal>
  )
}
