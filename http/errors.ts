import { err, type Refusal, type RefusalCode, type Result, refuse } from '../domain/result.ts'
import type { Problem } from './api/contract.ts'

/** What kind of no becomes which status; the domain knows nothing of statuses. */
const statuses: Record<RefusalCode, number> = {
  FORBIDDEN: 403,
  CONFLICT_OF_INTEREST: 403,
  NOT_FOUND: 404,
  WRONG_STATE: 409,
  NO_QUORUM: 409,
  CHANGED_MEANWHILE: 409,
  INCOMPLETE: 422,
  INVALID: 422,
  NOT_SUPPORTED: 501,
}

/** What the edge itself says no to, before any rule is asked: requests that are malformed, too large or from nobody. */
const edge = {
  MALFORMED: { status: 400, detail: '请求的格式不对。' },
  KEY_MISSING: {
    status: 400,
    detail: '缺少请求头 Idempotency-Key（8 至 100 个字母、数字、- 或 _），无法防止重复提交。',
  },
  VERSION_MALFORMED: { status: 400, detail: '请求头 If-Match 应为带引号的版本号，例如 "12"。' },
  NOT_SIGNED_IN: { status: 401, detail: '您还没有登录，或登录已过期，请重新登录。' },
  WRONG_PASSWORD: {
    status: 401,
    detail: '登录名或口令不正确，或该账号已锁定、停用。连续失败次数过多的账号将暂时锁定。',
  },
  CSRF: { status: 403, detail: '页面已过期或请求来自其他网站，请刷新页面后再办。' },
  PASSWORD_CHANGE_REQUIRED: { status: 403, detail: '请先修改口令，再办理其他事项。' },
  NO_ROUTE: { status: 404, detail: '没有这个地址。' },
  WRONG_METHOD: { status: 405, detail: '这个地址不支持该操作。' },
  TOO_LARGE: { status: 413, detail: '内容过大，单次提交不得超过1 MB。' },
  WRONG_TYPE: { status: 415, detail: '请求的内容应为 JSON（UTF-8 编码）。' },
  WRONG_FORM: { status: 415, detail: '请用表单上传文件（multipart/form-data），一次一个。' },
  UNREADABLE: { status: 422, detail: '内容中有不能识别的字符。' },
  TOO_MANY: { status: 429, detail: '尝试过于频繁，请一分钟后再试。' },
  BUG: { status: 500, detail: '平台出了差错，已经记录。请刷新页面，看看操作是否已经生效。' },
  UNAVAILABLE: { status: 503, detail: '平台正忙或数据库暂时连接不上，请稍后再试。' },
} as const
export type EdgeCode = keyof typeof edge

const titles: Readonly<Record<number, string>> = {
  400: '请求有误',
  401: '请先登录',
  403: '无权办理',
  404: '没有找到',
  405: '不支持该操作',
  409: '现在不能办理',
  413: '内容过大',
  415: '类型不对',
  422: '填写有误',
  429: '过于频繁',
  500: '平台出错',
  501: '暂不支持',
  503: '暂不可用',
}

/** Thrown by what runs before a handler, where there is no result to return; the error handler sends the problem. */
export class EdgeError extends Error {
  override readonly name = 'EdgeError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export function edgeProblem(code: EdgeCode, more: { detail?: string; field?: string } = {}): Problem {
  const { status, detail } = edge[code]
  return { type: 'about:blank', title: titles[status] ?? '', status, code, clause: '', detail, ...more }
}

export const edgeError = (code: EdgeCode, more: { detail?: string; field?: string } = {}): EdgeError =>
  new EdgeError(edgeProblem(code, more))

export function problemOf({ code, clause, sentence, field }: Refusal): Problem {
  const status = statuses[code]
  return {
    type: 'about:blank',
    title: titles[status] ?? '',
    status,
    code,
    clause,
    detail: sentence,
    ...(field === undefined ? {} : { field }),
  }
}

/** One answer for what is not there and for what this person may not know of, to the byte (S143). */
export const nothingThere = refuse('NOT_FOUND', 'S143', '没有找到，或您无权查看。')
export const notFound = (): Result<never> => err(nothingThere)
