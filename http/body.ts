import type { FastifyInstance } from 'fastify'
import { edgeError } from './errors.ts'

/** A dossier's forms are a few hundred kilobytes at most; files go another way. */
export const mostBodyBytes = 1024 * 1024
const DEEPEST = 32

/**
 * Reads JSON bodies itself: Fastify's reader neither looks at the charset nor refuses what PostgreSQL's `json` or a lookup
 * by key would stumble over. What passes here is data of sane depth, in real characters and numbers.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: mostBodyBytes },
    (request, body, done) => {
      try {
        done(null, parseJson(body, request.headers['content-type'] ?? ''))
      } catch (error) {
        done(error as Error)
      }
    },
  )
}

/** @throws EdgeError */
export function parseJson(body: Buffer, contentType: string): unknown {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw edgeError('WRONG_TYPE')
  if (body.length === 0) return undefined
  const value = parsed(decoded(body))
  check(value, [])
  return value
}

function decoded(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw edgeError('MALFORMED', { detail: '请求的内容不是 UTF-8 编码的文字。' })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw edgeError('MALFORMED', { detail: '请求的内容不是完整的 JSON。' })
  }
}

const poisonous = new Set(['__proto__', 'constructor', 'prototype'])

function check(value: unknown, path: readonly string[]): void {
  if (path.length > DEEPEST) throw edgeError('MALFORMED', { detail: `内容的嵌套不得超过${DEEPEST}层。` })
  if (typeof value === 'string') checkText(value, path)
  if (typeof value === 'number' && !Number.isFinite(value)) throw wrong('数字过大', path)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (poisonous.has(key)) throw wrong('不认识的字段', [...path, key])
    checkText(key, path)
    check(inner, [...path, key])
  }
}

/** NUL and halves of characters are no text, and the database would not take them. */
function checkText(text: string, path: readonly string[]): void {
  if (text.includes('\u0000') || !text.isWellFormed()) throw wrong('含有不能识别的字符', path)
}

function wrong(what: string, path: readonly string[]) {
  const field = path.join('.').slice(0, 120)
  const shown = field.toWellFormed().replaceAll('\u0000', '')
  return edgeError('UNREADABLE', { detail: `字段 ${shown || '（整体）'}：${what}。`, field: shown })
}
