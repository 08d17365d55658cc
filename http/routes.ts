import * as z from 'zod'
import { catalogueActs } from '../domain/catalogue/acts.ts'
import { erasureActs } from '../domain/disclosure/erasure.ts'
import { followUpActs } from '../domain/follow-up/acts.ts'
import type { SignerKey } from '../domain/log/key.ts'
import type { LogSource } from '../domain/log/source.ts'
import { matterActs } from '../domain/matter/acts.ts'
import { meetingActs } from '../domain/meeting/acts.ts'
import { organisationActs } from '../domain/organisation/acts.ts'
import { reviewGroupActs } from '../domain/review-group/acts.ts'
import { rotationActs } from '../domain/rotation/acts.ts'
import { rulebookActs } from '../domain/rulebook/acts.ts'
import { summaryActs } from '../domain/summary/summary.ts'
import type { Store } from '../store/store.ts'
import * as agency from './api/agency.ts'
import * as shape from './api/contract.ts'
import * as erasures from './api/erasures.ts'
import * as files from './api/files.ts'
import * as followUps from './api/follow-ups.ts'
import * as invitee from './api/invitee.ts'
import * as log from './api/log.ts'
import * as mailAddress from './api/mail-address.ts'
import * as matters from './api/matters.ts'
import * as meetings from './api/meetings.ts'
import * as papers from './api/papers.ts'
import * as receipts from './api/receipts.ts'
import type { ReportSettings } from './api/report-desk.ts'
import * as reviewGroups from './api/review-groups.ts'
import * as rotations from './api/rotations.ts'
import * as session from './api/session.ts'
import * as signing from './api/signing.ts'
import * as stalls from './api/stalls.ts'
import * as summaries from './api/summaries.ts'
import * as todo from './api/todo.ts'
import type { Route } from './route.ts'
import { acts, byLink, formOf, get, made, paper, post } from './route-kinds.ts'
import { accountabilityRoutes } from './routes-accountability.ts'
import { inspectionRoutes } from './routes-inspections.ts'
import { reportRoutes } from './routes-reports.ts'

/**
 * How often passwords may be tried from one address: enough for an office behind one, and little enough that hashing them
 * keeps no core busy. Guessing at one account ends long before, by its lock (SEC-004).
 */
const SIGN_INS = 300

interface RouteSettings {
  /** The address by which browsers reach the platform, where it is set. */
  readonly publicUrl?: string | undefined
  /** Where the log's published files are, for proofs. */
  readonly tiles?: LogSource | undefined
  /** The log's own key, which signs receipts of reports. */
  readonly signer?: SignerKey | undefined
  readonly reports?: ReportSettings | undefined
}

/** Every address of the API, on one page. Verbs are nouns: to open a meeting is `POST /meetings/{id}/opening`. */
export function routesOf(
  store: Store,
  dataDir: string,
  secure: boolean,
  { publicUrl = '', tiles, signer, reports }: RouteSettings = {},
): readonly Route[] {
  const signs: signing.SigningParts = { store, dataDir, publicUrl }
  return [
    { ...get('/session', '当前会话', shape.sessionView), access: 'ANYBODY', handle: ask => session.show(store, ask) },
    {
      ...post('/session', '登录', shape.sessionView, session.signInForm),
      access: 'ANYBODY',
      perMinute: SIGN_INS,
      handle: (ask, reply) => session.signIn(store, secure, ask, reply),
    },
    {
      ...post('/session/password', '修改口令', shape.sessionView, session.passwordForm),
      access: 'NEWCOMER',
      perMinute: SIGN_INS,
      handle: (ask, reply) => session.setPassword(store, secure, ask, reply),
    },
    {
      method: 'DELETE',
      url: '/session',
      summary: '退出',
      access: 'NEWCOMER',
      status: 204,
      handle: (ask, reply) => session.signOut(store, ask, reply),
    },
    {
      ...get('/session/mail-address', '本人的邮件地址', shape.mailAddress),
      handle: ask => mailAddress.show(store, ask),
    },
    {
      ...post('/session/mail-address', '设置本人的邮件地址', shape.mailAddress, mailAddress.mailAddressForm),
      keyed: true,
      handle: ask => mailAddress.set(store, ask),
    },

    { ...get('/signing', '本人的签名密钥', shape.signingView), handle: ask => signing.show(store, ask) },
    {
      ...post('/signing/registration-options', '登记签名密钥的参数', shape.registrationOptions, z.strictObject({})),
      handle: ask => signing.registrationOptions(signs, ask),
    },
    {
      ...post('/signing/registrations', '登记签名密钥（S145）', shape.signingView, signing.registrationForm),
      keyed: true,
      handle: ask => signing.register(signs, ask),
    },
    {
      ...post('/signing/assertion-options', '用本人的密钥签名的参数', shape.assertionOptions, signing.assertionForm),
      handle: ask => signing.assertionOptions(signs, ask),
    },

    { ...get('/agency', '机关、处室与厅领导', shape.agencyView), handle: ask => agency.agency(store, ask) },
    ...acts('/agency', organisationActs, ['foundation', 'signing-keys'], shape.agencyView, (ask, noun) =>
      agency.actOnAgency(store, ask, noun),
    ),
    { ...get('/catalogue', '现行职权目录', shape.catalogueView), handle: ask => agency.catalogue(store, ask) },
    { ...get('/catalogue/items/:item', '职权事项', shape.itemView), handle: ask => agency.item(store, ask) },
    ...acts('/catalogue', catalogueActs, [], shape.catalogueView, (ask, noun) =>
      agency.actOnCatalogue(store, ask, noun),
    ),
    { ...get('/rulebook', '制度与规则参数', shape.rulebookView), handle: ask => agency.rulebook(store, ask) },
    ...acts('/rulebook', rulebookActs, [], shape.rulebookView, (ask, noun) => agency.actOnRulebook(store, ask, noun)),

    { ...get('/todo', '待办与通知', shape.todoView), handle: ask => todo.todo(store, ask) },
    {
      method: 'POST',
      url: '/notices/:source/reading',
      summary: '已读通知',
      access: 'STAFF',
      status: 204,
      keyed: true,
      handle: ask => todo.markRead(store, ask),
    },

    {
      ...get('/matters', '件的列表与搜索', shape.matterList),
      query: matters.matterQuery,
      handle: ask => matters.list(store, ask),
    },
    {
      ...post('/matters', '新建送审件', shape.matterPage, formOf(matterActs, 'draft')),
      ...made,
      handle: (ask, reply) => matters.draft(store, ask, reply),
    },
    { ...get('/matters/:id', '件', shape.matterPage), handle: ask => matters.show(store, ask) },
    ...acts('/matters/:id', matterActs, ['draft', 'lateness'], shape.matterPage, (ask, noun) =>
      matters.act(store, ask, noun),
    ),
    {
      method: 'GET',
      url: '/matters/:id/materials/:hash',
      summary: '下载材料',
      access: 'STAFF',
      status: 200,
      answers: 'FILE',
      handle: (ask, reply) => matters.material(store, dataDir, ask, reply),
    },
    {
      ...paper('/matters', '下载本件的公文：decision、excerpt-级次'),
      handle: (ask, reply) => papers.ofMatter(store, dataDir, ask, reply),
    },

    {
      ...get('/meetings', '会议列表', shape.meetingList),
      query: meetings.meetingQuery,
      handle: ask => meetings.list(store, ask),
    },
    {
      ...post('/meetings', '召集会议', shape.meetingPage, formOf(meetingActs, 'calling')),
      ...made,
      handle: (ask, reply) => meetings.call(store, ask, reply),
    },
    { ...get('/meetings/:id', '会议', shape.meetingPage), handle: ask => meetings.show(store, ask) },
    {
      method: 'GET',
      url: '/meetings/:id/live',
      summary: '会议实况（SSE）',
      access: 'STAFF',
      status: 200,
      answers: 'EVENTS',
      handle: ask => meetings.live(store, ask),
    },
    ...acts('/meetings/:id', meetingActs, ['calling', ...invitee.nouns], shape.meetingPage, async (ask, noun) => {
      const signed = await signing.signedAsk(signs, ask, noun)
      return signed.ok ? meetings.act(store, signed.value, noun) : signed
    }),
    {
      ...paper('/meetings', '下载会议的公文：notice、agenda、sign-in、votes、minutes、minutes-original、erratum-次数'),
      handle: (ask, reply) => papers.ofMeeting(store, dataDir, ask, reply),
    },
    {
      ...get('/meetings/:id/receipts/:version', '本人意见已入纪要的回执', shape.receiptFile),
      handle: (ask, reply) => receipts.show(store, tiles, ask, reply),
    },

    {
      ...get('/invitee', '受邀人的页面', shape.inviteePage),
      ...byLink,
      handle: ask => invitee.show(store, ask),
    },
    {
      ...post(
        '/invitee/declarations',
        '受邀人申报利害关系（E-13）',
        shape.inviteeDone,
        formOf(meetingActs, 'invitee-declarations'),
      ),
      ...byLink,
      keyed: true,
      handle: ask => invitee.declare(store, ask),
    },
    {
      ...post(
        '/invitee/opinions',
        '受邀人发表意见（S100）',
        shape.inviteeDone,
        formOf(meetingActs, 'invitee-opinions'),
      ),
      ...byLink,
      keyed: true,
      handle: ask => invitee.giveOpinion(store, ask),
    },
    {
      method: 'GET',
      url: '/invitee/materials/:hash',
      summary: '受邀人阅看材料',
      status: 200,
      answers: 'FILE',
      ...byLink,
      handle: (ask, reply) => invitee.material(store, dataDir, ask, reply),
    },

    {
      ...get('/follow-ups', '督办列表', shape.followUpList),
      query: followUps.followUpQuery,
      handle: ask => followUps.list(store, ask),
    },
    { ...get('/follow-ups/:id', '督办', shape.followUpPage), handle: ask => followUps.show(store, ask) },
    ...acts('/follow-ups/:id', followUpActs, [], shape.followUpPage, (ask, noun) => followUps.act(store, ask, noun)),
    {
      ...paper('/follow-ups', '下载督办单：order'),
      handle: (ask, reply) => papers.ofFollowUp(store, dataDir, ask, reply),
    },
    { ...get('/stalls', '停滞不前的事项', shape.stallList), handle: ask => stalls.list(store, ask) },

    { ...get('/review-groups', '复核小组轮值', shape.reviewGroupList), handle: ask => reviewGroups.list(store, ask) },
    {
      ...post('/review-groups', '编排复核小组轮值', shape.reviewGroupView, formOf(reviewGroupActs, 'establishment')),
      ...made,
      handle: (ask, reply) => reviewGroups.establish(store, ask, reply),
    },
    ...acts('/review-groups/:id', reviewGroupActs, ['establishment'], shape.reviewGroupView, (ask, noun) =>
      reviewGroups.act(store, ask, noun),
    ),

    { ...get('/rotations', '轮值编排', shape.rotationList), handle: ask => rotations.list(store, ask) },
    { ...get('/rotations/:id', '一次轮值的编排', shape.rotationView), handle: ask => rotations.show(store, ask) },
    {
      ...post('/rotations/:id/plans', '编排轮值方案（S72）', shape.rotationView, rotations.planForm),
      ...made,
      handle: ask => rotations.plan(store, ask),
    },
    ...acts('/rotations/:id', rotationActs, ['plans'], shape.rotationView, (ask, noun) =>
      rotations.act(store, ask, noun),
    ),
    {
      ...post('/rotations/:id/check', '试看改动后的轮值，不保存', shape.rotationCheckView, rotations.checkForm),
      handle: ask => rotations.check(store, ask),
    },

    { ...get('/summaries', '汇总报告', shape.summaryList), handle: ask => summaries.list(store, ask) },
    ...acts('/summaries/:id', summaryActs, [], shape.summaryView, (ask, noun) => summaries.act(store, ask, noun)),

    { ...get('/log', '透明日志的状况', shape.logView), handle: () => log.status(store) },
    { ...get('/erasures', '销毁盐值的申请', shape.erasureList), handle: ask => erasures.list(store, ask) },
    ...acts('/erasures', erasureActs, [], shape.erasureList, (ask, noun) => erasures.act(store, ask, noun)),

    ...reportRoutes(store, dataDir, { tiles, signer, reports }),
    ...inspectionRoutes(store, dataDir),
    ...accountabilityRoutes(store, dataDir),

    {
      method: 'POST',
      url: '/files',
      summary: '上传文件（表单字段 file，一次一个，不超过50 MB）',
      access: 'STAFF',
      form: true,
      keyed: true,
      status: 201,
      answers: shape.fileView,
      handle: (ask, reply) => files.upload(store, dataDir, ask, reply),
    },
  ]
}
