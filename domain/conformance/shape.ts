import type * as z from 'zod'
import type { StreamModule } from '../ids.ts'
import type { Entry } from '../log/entry.ts'
import { modules } from '../registry.ts'
import { type EventSchemas, visibilityOf } from '../schema.ts'
import type { Fault } from './rule.ts'

export const SHAPE = { clause: 'S11', rule: '每条记录的类型和字段都是声明过的，该公开的字段没有缺，该承诺的没有漏' }

/** Whether an entry can be understood, and what of it. */
export interface Shape {
  readonly faults: readonly Fault[]
  /** `BLIND`: a public field is too long to stand in the entry and was not opened. `WRONG`: the entry is not what it says. */
  readonly state: 'FINE' | 'BLIND' | 'WRONG'
}

/** Types whose public fields can be longer than an entry; of any other, a public field that is not there is missing. */
const mayBeTooLong = [
  'catalogue.item-compiled',
  'catalogue.version-adopted',
  'rulebook.rule-set-adopted',
  'summary.submitted',
]

const FINE: Shape = { faults: [], state: 'FINE' }
const BLIND: Shape = { faults: [], state: 'BLIND' }
const wrong = (...sentences: readonly string[]): Shape => ({
  faults: sentences.map(sentence => ({ sentence })),
  state: 'WRONG',
})

/** S11: compares an entry with the declaration of its type; `opened` are fields that were disclosed and proved. */
export function shapeOf(
  { stream, type, data }: Entry,
  module: string,
  opened: Readonly<Record<string, unknown>>,
): Shape {
  if (!Object.hasOwn(modules, module)) return wrong(`没有名为「${stream}」的记录流`)
  const { schemas } = modules[module as StreamModule]
  if (!Object.hasOwn(schemas, type)) return wrong(`「${stream}」中不应有类型为「${type}」的记录`)
  const { fields, hidden } = declarationOf(schemas, type)
  const digests = data._sd?.length ?? 0
  const sentences: string[] = []
  const missing: string[] = []
  let [said, apart, absent] = [0, 0, 0]
  for (const field of fields) {
    const inClear = Object.hasOwn(data, field.name)
    if (inClear) said += 1
    else absent += 1
    if (!inClear && Object.hasOwn(opened, field.name)) apart += 1
    const value = inClear ? data[field.name] : opened[field.name]
    if (isAsDeclared(field, value)) continue
    if (value === undefined) missing.push(field.name)
    else sentences.push(`公开字段「${field.name}」的内容不合声明`)
  }
  // Besides the hidden fields, a public one may stand as a digest: the longest, when the entry would not fit (entry.ts).
  const detached = digests - hidden
  const unopened = detached - apart
  if (detached < 0 || unopened > (mayBeTooLong.includes(type) ? absent - apart : 0)) {
    return wrong(`应有${hidden}个不公开字段的承诺，实有${digests}个`)
  }
  if (said + (data._sd ? 1 : 0) < Object.keys(data).length) sentences.push(`${undeclared(data, fields)}没有声明过`)
  if (missing.length > unopened) sentences.push(`缺少公开字段「${missing.join('、')}」`)
  if (sentences.length > 0) return wrong(...sentences)
  return unopened > 0 ? BLIND : FINE
}

const undeclared = (data: Entry['data'], fields: readonly Field[]): string => {
  const strangers = Object.keys(data).filter(name => name !== '_sd' && !fields.some(field => field.name === name))
  return `字段「${strangers.join('、')}」`
}

/** The same few words, codes and numbers stand in most entries: what was valid once need not be parsed again. */
function isAsDeclared({ schema, valid }: Field, value: unknown): boolean {
  if (valid.has(value)) return true
  const ok = schema.safeParse(value).success
  if (ok && typeof value !== 'object') {
    if (valid.size >= MOST_REMEMBERED) valid.clear()
    valid.add(value)
  }
  return ok
}

const MOST_REMEMBERED = 2_000

interface Field {
  readonly name: string
  readonly schema: z.ZodType
  readonly valid: Set<unknown>
}

interface Declaration {
  /** The public fields. */
  readonly fields: readonly Field[]
  /** How many fields are not public. */
  readonly hidden: number
}

const declarations = new WeakMap<object, Declaration>()

function declarationOf(schemas: EventSchemas, type: string): Declaration {
  const shape = schemas[type] ?? {}
  const known = declarations.get(shape)
  if (known) return known
  const visible = Object.entries(shape).filter(([, schema]) => visibilityOf(schema) === 'public')
  const made = {
    fields: visible.map(([name, schema]) => ({ name, schema, valid: new Set<unknown>() })),
    hidden: Object.keys(shape).length - visible.length,
  }
  declarations.set(shape, made)
  return made
}
