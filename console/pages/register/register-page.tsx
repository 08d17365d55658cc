import { Link } from 'react-router'
import type { RegisterView } from '../../../http/api/contract.ts'
import { useAgency, useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { Desk } from '../../parts/desk.tsx'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { Section } from '../../parts/section.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWords } from '../../parts/time.ts'
import { ExportPackage } from './export-package.tsx'
import { Quarters } from './quarters.tsx'
import { registerForms } from './register-forms.tsx'
import { Reports } from './reports.tsx'

const path = '/supervision/register'

/** 监督登记册: what the public log holds of the confidential work, and whether the group reports on time (S123). */
export function RegisterPage() {
  const query = useRead<RegisterView>(path)
  const agency = useAgency()
  return (
    <Page title="监督登记">
      <p className="lead">
        举报的内容和件数都不公开；每天的承诺、举报页脚本的指纹和季度统计记入<Link to="/log">透明日志</Link>
        ，少了哪一天谁都看得出来。
      </p>
      <Loaded query={query}>
        {register => (
          <Loaded query={agency}>
            {view => (
              <>
                <Alarms register={register} />
                <Desk
                  path={path}
                  shown={register}
                  forms={registerForms(view)}
                  nothing="没有要您办的登记。"
                  {...nextOf(register)}
                >
                  {open => (
                    <>
                      <Heartbeat register={register} />
                      <Reports register={register} agency={view} open={open} />
                      <Days register={register} />
                      <Quarters register={register} agency={view} />
                      <Exports register={register} />
                    </>
                  )}
                </Desk>
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

/** For whoever has something to do here. */
function nextOf({ actions, heartbeat }: RegisterView) {
  const may = (noun: string) => actions.some(action => action.noun === noun && action.allowed)
  if (may('report-receipts')) return { next: '有监督报告等您签收：先打开看过，再签收。', leading: ['report-receipts'] }
  const due = heartbeat.find(({ unaddressed }) => unaddressed.length > 0)
  if (due && may('reports')) {
    return { next: `提交${due.name}的监督报告，${dayWords(due.dueOn)}到期。`, leading: ['reports'] }
  }
  return {}
}

/** What is missing: the first thing on the page, the same words for both sides. */
function Alarms({ register: { missingDays, heartbeat } }: { readonly register: RegisterView }) {
  const missed = heartbeat.flatMap(({ alarm }) => alarm ?? [])
  if (missingDays.length === 0 && missed.length === 0) return null
  return (
    <div className="alarms" role="alert">
      {missingDays.length > 0 && (
        <p>
          <strong>日承诺有缺：</strong>
          {missingDays.slice(0, 10).map(dayWords).join('、')}
          {missingDays.length > 10 && `等${missingDays.length}天`}没有公布，那几天收到的举报无法证明还在。
          <Clause clause="S122" />
        </p>
      )}
      {missed.map(sentence => (
        <p key={sentence}>
          {sentence}
          <Clause clause="S123" />
        </p>
      ))}
    </div>
  )
}

const tones: Readonly<Record<string, string>> = {
  DUE: 'asks',
  SUBMITTED: 'waiting',
  NOT_RECEIVED: 'bad',
  RECEIVED: 'good',
  MISSED: 'bad',
}

/** S123: nobody stands between, so that a report is missing shows by itself, on both sides. */
function Heartbeat({ register: { heartbeat } }: { readonly register: RegisterView }) {
  return (
    <Section title="报告心跳">
      {heartbeat.length === 0 && <p className="quiet">还没有满期的报告期，或者您不在报告的两方。</p>}
      {heartbeat.length > 0 && (
        <table className="table stacking">
          <caption className="unseen">各期监督报告</caption>
          <thead>
            <tr>
              <th scope="col">报告期</th>
              <th scope="col">状态</th>
              <th scope="col">提交期限</th>
              <th scope="col">还没有提交给</th>
              <th scope="col">等待签收</th>
            </tr>
          </thead>
          <tbody>
            {heartbeat.map(
              ({ period, name, state, stateName, dueOn, unaddressed, awaiting, receiptDueOn, estimated }) => (
                <tr key={period}>
                  <th scope="row">{name}</th>
                  <td>
                    <span className={`status status-${tones[state]}`}>{stateName}</span>
                  </td>
                  <td data-label="提交期限">
                    {dayWords(dueOn)}
                    {estimated && <span className="clock-estimated">暂估</span>}
                  </td>
                  <td data-label="还没有提交给">{unaddressed.join('、') || <span className="quiet">—</span>}</td>
                  <td data-label="等待签收">
                    {awaiting.join('、') || <span className="quiet">—</span>}
                    {receiptDueOn && <span className="row-note">应在{dayWords(receiptDueOn)}前签收</span>}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function Days({ register: { lastClosed, missingDays, page } }: { readonly register: RegisterView }) {
  return (
    <Section title="日承诺与举报页脚本">
      <p>
        {lastClosed
          ? `公布到${dayWords(lastClosed)}，${missingDays.length > 0 ? `缺${missingDays.length}天` : '没有缺'}。`
          : '还没有公布过日承诺。'}
      </p>
      <p className="row-note">每天的承诺里混有凑数的随机值，看不出收到几件；举报人凭自己的回执能证明举报在里面。</p>
      {page ? (
        <Fingerprint name={`${page.name}指纹`} value={page.sha256} />
      ) : (
        <p className="quiet">还没有公布过举报页脚本的指纹。</p>
      )}
    </Section>
  )
}

function Exports({ register: { exports, actions } }: { readonly register: RegisterView }) {
  const action = actions.find(({ noun }) => noun === 'exports')
  return (
    <Section title={`可核验包导出记录（${exports.length}）`}>
      {exports.length === 0 && <p className="quiet">没有导出过。</p>}
      {exports.map(({ no, from, to, entries, sha256, on }) => (
        <div key={no} className="record">
          <p>
            <strong>
              第{no}号：{dayWords(from)}至{dayWords(to)}
            </strong>
            ，{entries}条，{dayWords(on)}导出
          </p>
          <Fingerprint name="可核验包指纹" value={sha256} />
        </div>
      ))}
      {action?.allowed && <ExportPackage />}
    </Section>
  )
}
