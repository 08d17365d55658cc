import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import * as z from 'zod'
import * as shapes from './api/contract.ts'
import type { Access, Route } from './route.ts'

interface Meta extends Record<string, unknown> {
  readonly id?: string
}

/**
 * The contract's schemas under their own names (`MatterPage`), so that the document says each once. A registry of its own:
 * the global one holds who may see which field of an event, which is no business of the document's.
 */
function namedSchemas(): z.core.$ZodRegistry<Meta> {
  const registry = z.registry<Meta>()
  for (const [name, schema] of Object.entries(shapes)) {
    if (schema instanceof z.ZodType) registry.add(schema, { id: name.charAt(0).toUpperCase() + name.slice(1) })
  }
  registry.add(binary, { format: 'binary' })
  return registry
}

const binary = z.string()

/** Describes the API from the same schemas that check its answers; the document is at /openapi.json. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  const schemaRegistry = namedSchemas()
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '阳光政务', description: '工作人员接口。拒绝均为 problem+json，带条款与理由。', version: '1' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yangguang' } },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  })
}

const header = z.string()
const inSession: readonly Access[] = ['NEWCOMER', 'STAFF']

/** A route as the document shows it and as its answers are checked. */
export function schemaOf(route: Route): FastifySchema {
  const names = [...route.url.matchAll(/:([a-z]+)/g)].map(match => match[1] ?? '')
  const headers = {
    ...(route.method === 'GET' || !inSession.includes(route.access) ? {} : { 'x-csrf-token': header }),
    ...(route.access === 'INVITEE' ? { authorization: header } : {}),
    ...(route.access === 'UNSEEN' && route.stream ? { 'x-proof': header } : {}),
    ...(route.keyed ? { 'idempotency-key': header, 'if-match': header.optional() } : {}),
  }
  return {
    summary: route.summary,
    tags: [route.url.split('/')[1] ?? ''],
    operationId: [route.method.toLowerCase(), ...route.url.split('/').filter(part => part !== '')]
      .map(part => part.replace(':', ''))
      .join('-'),
    ...(inSession.includes(route.access) ? { security: [{ session: [] }] } : {}),
    ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map(name => [name, z.string()]))) } : {}),
    ...(Object.keys(headers).length > 0 ? { headers: z.object(headers) } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.stream ? { consumes: ['application/octet-stream'], body: binary } : {}),
    ...(route.form ? { consumes: ['multipart/form-data'], body: z.object({ file: binary }) } : {}),
    response: { [route.status]: answerOf(route), '4xx': shapes.problem, '5xx': shapes.problem },
  } as FastifySchema
}

function answerOf({ answers }: Route): unknown {
  if (answers === undefined) return z.undefined().describe('没有内容')
  if (answers === 'EVENTS') {
    return { description: '事件流（SSE）', content: { 'text/event-stream': { schema: shapes.meetingLive } } }
  }
  if (answers !== 'FILE') return answers
  return { description: '文件', content: { 'application/octet-stream': { schema: binary } } }
}
