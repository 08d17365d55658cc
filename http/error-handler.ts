import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { isResponseSerializationError, type ResponseSerializationError } from 'fastify-type-provider-zod'
import type { Problem } from './api/contract.ts'
import { type EdgeCode, EdgeError, edgeProblem } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on routes that leave no traces (`UNSEEN`): the route's own name, the only thing of a request that is ever logged. */
    readonly unseen?: string
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

/** Whatever is thrown ends here: expected refusals as they are, and bugs as «something went wrong», their detail logged. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemFor(error)
    const { unseen } = request.routeOptions.config
    if (unseen === undefined) {
      if (problem.status >= 500) request.log.error(error, whatIsWrong(error))
      return sendProblem(reply, problem)
    }
    // CMP-004: not what was sent, nor what stumbled over it; and what goes back names nothing of it either.
    if (problem.status >= 500) app.log.error({ route: unseen }, 'failed')
    return sendProblem(reply, withoutEcho(problem))
  })
}

/** A problem that says what is wrong and repeats nothing: names of fields come from whoever sent them. */
export function withoutEcho(problem: Problem): Problem {
  const { field: _, ...rest } = problem
  const repeats = rest.code === 'UNREADABLE' || rest.detail.startsWith('不认识的字段')
  return repeats ? { ...rest, detail: '提交的内容不是本页面写的样子：请刷新页面，再提交一次。' } : rest
}

function problemFor(error: FastifyError): Problem {
  if (error instanceof EdgeError) return error.problem
  const code = byCode[error.code]
  if (code) return edgeProblem(code)
  if (isUnavailable(error.code)) return edgeProblem('UNAVAILABLE')
  const { statusCode } = error
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { ...edgeProblem('MALFORMED'), status: statusCode }
  }
  return edgeProblem('BUG')
}

const byCode: Readonly<Record<string, EdgeCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'WRONG_TYPE',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'WRONG_FORM',
  FST_REQ_FILE_TOO_LARGE: 'TOO_LARGE',
}

/** The database is away, starting, stopping or full of connections: SQLSTATE classes 08, 53 and 57P, or no socket. */
function isUnavailable(code: string | undefined): boolean {
  return code !== undefined && /^(?:08...|53...|57P..|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code)
}

/** Which field of an answer was not as promised: paths only, no values. */
function whatIsWrong(error: Error): string {
  if (error.name !== 'FastifyError' || !isResponseSerializationError(error)) return error.message
  const { cause } = error as ResponseSerializationError
  return `answer: ${cause.issues.map(issue => issue.path.join('.')).join(', ')}`
}
