import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { ActionView, AgencyView } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, TextField } from '../../parts/fields.tsx'
import { ImportKey, MakeKey } from './make-key.tsx'
import { Unlock } from './unlock.tsx'

type Sealing = AgencyView['sealing']
type Key = Sealing['keys'][number]

/** 密封密钥: one's own keys, and everybody's public ones as they stand in the log. */
export function SealingKeysPage() {
  const agency = useAgency()
  return (
    <Page title="密封密钥">
      <p className="lead">
        举报内容、举报人身份在浏览器里就已密封，只有密钥的持有人能打开；平台只存密文和公钥，没有任何一把私钥。
      </p>
      <Loaded query={agency}>{view => <Keys sealing={view.sealing} actions={view.actions} agency={view} />}</Loaded>
    </Page>
  )
}

function Keys({
  sealing,
  actions,
  agency,
}: {
  readonly sealing: Sealing
  readonly actions: readonly ActionView[]
  readonly agency: AgencyView
}) {
  const { person } = useSession()
  const own = sealing.keys.filter(key => key.person.id === person?.id && !key.revoked)
  return (
    <>
      {sealing.mayHold.length > 0 && (
        <OwnKeys own={own} mayHold={sealing.mayHold.filter(({ purpose }) => purpose !== 'SUPERIOR')} />
      )}
      <Custodians sealing={sealing} actions={actions} agency={agency} />
      <AllKeys keys={sealing.keys} superior={sealing.mayHold.some(({ purpose }) => purpose === 'SUPERIOR')} />
    </>
  )
}

function OwnKeys({ own, mayHold }: { readonly own: readonly Key[]; readonly mayHold: Sealing['mayHold'] }) {
  const [importing, setImporting] = useState(false)
  const missing = mayHold.filter(({ purpose }) => !own.some(key => key.purpose === purpose))
  return (
    <section className="card" aria-labelledby="own-keys-title">
      <h2 id="own-keys-title">我的密钥</h2>
      {own.length > 0 && <Unlock recipients={own.map(key => key.recipient)} />}
      {missing.map(({ purpose, name }) => (
        <section key={purpose} aria-label={`${name}密钥`}>
          <h3>{name}：还没有密钥</h3>
          <MakeKey purpose={purpose} name={name} />
        </section>
      ))}
      <p className="row-actions">
        <Button onClick={() => setImporting(true)}>从备份导入密钥</Button>
      </p>
      <Drawer
        title="从备份导入密钥"
        open={importing}
        onClose={() => setImporting(false)}
        destroyOnHidden
        classNames={{ wrapper: 'drawer' }}
        closable={{ 'aria-label': '关闭' }}
      >
        <ImportKey onDone={() => setImporting(false)} />
      </Drawer>
    </section>
  )
}

function Custodians({
  sealing,
  actions,
  agency,
}: {
  readonly sealing: Sealing
  readonly actions: readonly ActionView[]
  readonly agency: AgencyView
}) {
  const [open, setOpen] = useState<'custodians' | 'custodian-endings'>()
  const mayAppoint = actions.some(({ noun, allowed }) => noun === 'custodians' && allowed)
  const members = agency.groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  const choices = open === 'custodian-endings' ? sealing.custodians : members
  return (
    <section className="card" aria-labelledby="custodians-title">
      <h2 id="custodians-title">身份受托人</h2>
      <p>
        {sealing.custodians.length > 0
          ? sealing.custodians.map(({ name, title }) => `${name}（${title}）`).join('、')
          : '还没有指定。没有两名有密钥的受托人，网上就不能收实名举报。'}
      </p>
      <p className="row-note">举报人的姓名和联系方式要两名受托人都同意、各开一层才能看到，每次都留记录并告知举报人。</p>
      {mayAppoint && (
        <p className="row-actions">
          <Button onClick={() => setOpen('custodians')}>指定身份受托人</Button>
          {sealing.custodians.length > 0 && <Button onClick={() => setOpen('custodian-endings')}>解除受托</Button>}
        </p>
      )}
      <ActDrawer<unknown>
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open === 'custodian-endings' ? '解除身份受托' : '指定身份受托人'}
        page="/agency"
        noun={open ?? 'custodians'}
        answers={false}
      >
        <ChoiceField
          name="person"
          label="人员"
          required
          choices={choices.map(({ id, name, title }) => ({ value: id, label: `${name}（${title}）` }))}
        />
      </ActDrawer>
    </section>
  )
}

function AllKeys({ keys, superior }: { readonly keys: readonly Key[]; readonly superior: boolean }) {
  const { person } = useSession()
  const [revoking, setRevoking] = useState<string>()
  const [adding, setAdding] = useState(false)
  return (
    <section className="card" aria-labelledby="all-keys-title">
      <h2 id="all-keys-title">全部公钥</h2>
      <p className="row-note">每一把都记在透明日志里。举报人的浏览器密封之前先到日志里核对，换过的公钥会被发现。</p>
      <ul className="delegations">
        {keys.map(({ key, person: holder, purposeName, recipient, unit, revoked }) => (
          <li key={key}>
            <div>
              <strong>
                {unit ?? holder.name}　{purposeName}
              </strong>
              <span className="row-note number">{recipient}</span>
            </div>
            {revoked ? (
              <span className="status status-over">已停用</span>
            ) : holder.id === person?.id ? (
              <Button aria-label={`停用${purposeName}公钥`} onClick={() => setRevoking(key)}>
                停用
              </Button>
            ) : (
              <span className="status status-good">使用中</span>
            )}
          </li>
        ))}
        {keys.length === 0 && <li>还没有公钥。没有公钥，网上不能接收举报。</li>}
      </ul>
      {superior && (
        <p className="row-actions">
          <Button onClick={() => setAdding(true)}>登记上级机关的公钥</Button>
        </p>
      )}
      <ActDrawer<unknown>
        open={adding}
        onClose={() => setAdding(false)}
        title="登记上级机关的公钥"
        lead={<p>反映组长或厅主要领导的举报只密封给这把公钥，本厅没有人能打开。公钥由上级机关用可靠渠道给您。</p>}
        page="/agency"
        noun="sealing-keys"
        answers={false}
        toInput={(said: { unit: string; recipient: string }) => ({
          ...said,
          key: crypto.randomUUID(),
          purpose: 'SUPERIOR',
        })}
      >
        <TextField name="unit" label="上级机关名称" required max={60} />
        <TextField name="recipient" label="公钥（age1…）" required max={80} />
      </ActDrawer>
      <ActDrawer<unknown>
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title="停用密封公钥"
        lead={<p>停用后新的举报不再密封给它。以前密封给它的仍要用它的私钥打开：私钥和备份不要删。</p>}
        page="/agency"
        noun="sealing-key-revocations"
        answers={false}
        toInput={({ reason }: { reason: string }) => ({ key: revoking, reason })}
      >
        <TextField name="reason" label="停用理由" required max={200} />
      </ActDrawer>
    </section>
  )
}
