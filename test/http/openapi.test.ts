import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { routesOf } from '../../http/routes.ts'
import { apiBase } from '../../http/server.ts'
import { demoFiles } from '../support/database.ts'
import { type Edge, openEdge } from './edge.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> }
  readonly responses: Record<string, { readonly description: string }>
}
interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, unknown> }
}

let edge: Edge
let document: Document
let text: string
before(async () => {
  edge = await openEdge({ contents: 'empty' })
  const answer = await edge.app.inject('/openapi.json')
  text = answer.body
  document = answer.json()
})
after(() => edge.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('文档是 OpenAPI 3.1，列出每一个地址，不多也不少', () => {
  assert.match(document.openapi, /^3\.1\.\d$/)
  assert.ok(document.info.title)
  const described = operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`)
  const served = routesOf(edge.store, demoFiles, false).map(
    ({ method, url }) => `${method} ${apiBase}${url.replace(/:([a-z]+)/g, '{$1}')}`,
  )
  assert.deepEqual(described.toSorted(), served.toSorted())
  assert.ok(served.length > 60)
})

test('每项操作有自己的编号、说明、路径参数、答复；写操作写明要哪些请求头', () => {
  const ids = operations().map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
  for (const { path, method, operation } of operations()) {
    const where = `${method} ${path}`
    assert.ok(operation.summary, where)
    const parameters = operation.parameters ?? []
    const inPath = parameters.filter(p => p.in === 'path').map(p => p.name)
    assert.deepEqual(
      inPath,
      [...path.matchAll(/\{([a-z]+)\}/g)].map(match => match[1]),
      where,
    )
    const codes = Object.keys(operation.responses)
    assert.ok(codes.some(code => /^20[014]$/.test(code)) && codes.includes('4XX'), where)
    for (const response of Object.values(operation.responses))
      assert.equal(typeof response.description, 'string', where)
    if (method === 'post' && path.startsWith(`${apiBase}/invitee/`)) {
      const headers = parameters.filter(p => p.in === 'header').map(p => p.name)
      assert.ok(headers.includes('authorization') && !headers.includes('x-csrf-token'), where)
    } else if (path.startsWith(`${apiBase}/report/`)) {
      const headers = parameters.filter(p => p.in === 'header').map(p => p.name)
      assert.deepEqual(headers, path.endsWith('/parts') ? ['x-proof'] : [], where)
    } else if (method === 'post' && path !== `${apiBase}/session`) {
      const headers = parameters.filter(p => p.in === 'header').map(p => p.name)
      assert.ok(headers.includes('x-csrf-token'), where)
    }
  }
})

test('每一处引用都指得到，每份文件表单与办理表单都有字段，谁可见哪个字段不在其中', () => {
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(name && name in document.components.schemas, name)
  }
  assert.ok('MatterPage' in document.components.schemas)
  const review = document.paths[`${apiBase}/matters/{id}/leader-review`]?.post
  assert.match(JSON.stringify(review?.requestBody), /"conclusion".*"opinion"/)
  const upload = document.paths[`${apiBase}/files`]?.post
  assert.match(JSON.stringify(upload?.requestBody), /multipart\/form-data.*binary/)
  assert.ok(!text.includes('"visibility"'))
  assert.ok(text.length < 800_000, `${text.length}`)
})
