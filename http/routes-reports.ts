import { complaintActs } from '../domain/complaint/acts.ts'
import type { SignerKey } from '../domain/log/key.ts'
import type { LogSource } from '../domain/log/source.ts'
import { registerActs } from '../domain/register/acts.ts'
import type { Store } from '../store/store.ts'
import * as complaints from './api/complaints.ts'
import * as shape from './api/contract.ts'
import * as mailbox from './api/mailbox.ts'
import * as register from './api/register.ts'
import * as report from './api/report.ts'
import { openDesk, type ReportDesk, type ReportSettings } from './api/report-desk.ts'
import type { Route } from './route.ts'
import { acts, formOf, get, made, post } from './route-kinds.ts'

interface ReportRouteParts {
  readonly tiles?: LogSource | undefined
  readonly signer?: SignerKey | undefined
  readonly reports?: ReportSettings | undefined
}

/** Complaints as the public sends them in and members deal with them, and the register of them that everybody sees. */
export function reportRoutes(store: Store, dataDir: string, parts: ReportRouteParts): readonly Route[] {
  const desk = openDesk(store, dataDir, parts.reports, parts.signer)
  return [...reporterRoutes(desk), ...complaintRoutes(desk), ...registerRoutes(desk, parts.tiles)]
}

const unseen = { access: 'UNSEEN' } as const
const sealedPart = { access: 'UNSEEN', stream: true, status: 201, answers: shape.reportPart, method: 'POST' } as const

/** CMP-004: none of these leaves a trace of who asked. */
function reporterRoutes(desk: ReportDesk): readonly Route[] {
  const { intakeForm, ownedForm } = report
  return [
    {
      ...get('/report/keys', '举报的收件公钥与回避所依据的任职', shape.reportKeys),
      ...unseen,
      handle: ask => report.keys(desk, ask),
    },
    {
      ...get('/report/challenge', '登记号与提交前的验证', shape.reportChallenge),
      ...unseen,
      handle: () => report.challenge(desk),
    },
    {
      ...sealedPart,
      url: '/report/parts',
      summary: '送交密封件（age 格式），请求头 x-proof 为验证的答案',
      handle: (ask, reply) => report.part(desk, ask, reply),
    },
    {
      ...post('/report/intake', '提交举报（S122）', shape.reportReceipt, intakeForm),
      ...unseen,
      status: 201,
      handle: ask => report.intake(desk, ask),
    },
    {
      ...post('/report/upward', '径送上级（CMP-005）', shape.reportReceipt, intakeForm),
      ...unseen,
      status: 201,
      handle: ask => report.upward(desk, ask),
    },
    {
      ...post('/report/mailbox', '凭查询码查看阶段与答复（CMP-001）', shape.reportMailbox, mailbox.mailboxForm),
      ...unseen,
      handle: ask => mailbox.mailbox(desk, ask),
    },
    ...(['messages', 'identity', 'withdrawal'] as const).map(
      (noun): Route => ({
        ...post(`/report/${noun}`, ownSummaries[noun], shape.reportDone, ownedForm),
        ...unseen,
        handle: ask => report.own(desk, ask, noun),
      }),
    ),
  ]
}

const ownSummaries = {
  messages: '补充线索、提出异议（S122）',
  identity: '补充身份（E-54）',
  withdrawal: '申请撤回（E-54）',
} as const

/** Done by the reporter, by the command that hands over, or under an address of its own. */
const byReporter = ['intake', 'upward-intake', 'upward-handing', 'messages', 'identity', 'withdrawal']

function complaintRoutes(desk: ReportDesk): readonly Route[] {
  const { store, dataDir } = desk
  return [
    {
      ...get('/complaints', '投诉举报', shape.complaintList),
      query: complaints.complaintQuery,
      handle: ask => complaints.list(store, ask),
    },
    {
      ...post('/complaints', '登记来信、来访、来电等（S127）', shape.complaintPage, formOf(complaintActs, 'intake')),
      ...made,
      handle: (ask, reply) => complaints.register(store, ask, reply),
    },
    {
      ...sealedPart,
      access: 'STAFF',
      url: '/complaints/parts',
      summary: '送交成员在浏览器中密封的材料（age 格式）',
      handle: (ask, reply) => complaints.part(desk, ask, reply),
    },
    {
      ...get('/complaints/identity-openings', '举报人身份的打开记录（E-59）', shape.identityOpeningList),
      handle: ask => complaints.openings(store, ask),
    },
    { ...get('/complaints/:id', '一件投诉举报', shape.complaintPage), handle: ask => complaints.show(store, ask) },
    {
      method: 'GET',
      url: '/complaints/:id/parts/:blob',
      summary: '下载密封件的密文',
      access: 'STAFF',
      status: 200,
      answers: 'FILE',
      handle: (ask, reply) => complaints.download(store, dataDir, ask, reply),
    },
    ...acts('/complaints/:id', complaintActs, byReporter, shape.complaintPage, (ask, noun) =>
      complaints.act(desk, ask, noun),
    ),
  ]
}

function registerRoutes(desk: ReportDesk, tiles: LogSource | undefined): readonly Route[] {
  const { store, dataDir } = desk
  const bySystem = ['day-closing', 'pages', 'exports']
  return [
    {
      ...get('/supervision/register', '监督登记册：日承诺、季度统计、报告、心跳', shape.registerView),
      handle: ask => register.show(store, ask),
    },
    ...acts('/supervision/register', registerActs, bySystem, shape.registerView, (ask, noun) =>
      register.act(store, ask, noun),
    ),
    {
      method: 'GET',
      url: '/supervision/register/reports/:no',
      summary: '下载报告的密文',
      access: 'STAFF',
      status: 200,
      answers: 'FILE',
      handle: (ask, reply) => register.report(store, dataDir, ask, reply),
    },
    {
      ...post('/supervision/exports', '导出可核验包（E-67）', shape.registerView, register.exportForm),
      keyed: true,
      answers: 'FILE',
      handle: (ask, reply) => register.exportPackage({ store, dataDir, tiles }, ask, reply),
    },
  ]
}
