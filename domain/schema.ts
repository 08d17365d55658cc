import * as z from 'zod'

/**
 * Who may see a field of an event. `public`: anybody and for ever, in clear in the transparency log, so never words that a
 * person typed about a matter; `released`: anybody, while the rule of disclosure lets it out (`disclosure/release.ts`);
 * `restricted`: staff concerned with the stream; `secret`: those named by a rule, and never in a view. In the log all but
 * `public` stand as salted digests (docs/decisions/0009).
 */
export const visibilities = ['public', 'released', 'restricted', 'secret'] as const
export type Visibility = (typeof visibilities)[number]

declare const declared: unique symbol
export type Declared<T extends z.ZodType = z.ZodType> = T & { readonly [declared]: Visibility }

// `.meta` returns a copy of the schema, so that one schema may be public here and restricted there.
const declare = <T extends z.ZodType>(schema: T, visibility: Visibility) => schema.meta({ visibility }) as Declared<T>

export const pub = <T extends z.ZodType>(schema: T) => declare(schema, 'public')
export const released = <T extends z.ZodType>(schema: T) => declare(schema, 'released')
export const restricted = <T extends z.ZodType>(schema: T) => declare(schema, 'restricted')
export const secret = <T extends z.ZodType>(schema: T) => declare(schema, 'secret')

export function visibilityOf(schema: z.ZodType): Visibility | undefined {
  return schema.meta()?.visibility as Visibility | undefined
}

type Shape = Readonly<Record<string, Declared>>
export type EventSchemas = Readonly<Record<string, Shape>>

/** The events of a module: `{type, data}` for every declared type. */
export type EventOf<S extends EventSchemas> = {
  [T in keyof S & string]: { readonly type: T; readonly data: z.output<z.ZodObject<S[T]>> }
}[keyof S & string]

/**
 * Declares a module's events. A field without a declared visibility does not type-check, and a field that is not declared
 * cannot be written: the object is strict.
 */
export function defineEvents<const S extends EventSchemas>(schemas: S): S {
  return schemas
}

const objects = new WeakMap<Shape, z.ZodObject>()

/** Checks an event's data against its declaration. @throws if the program itself made an event that was not declared. */
export function checkEvent(schemas: EventSchemas, type: string, data: unknown): Record<string, unknown> {
  const shape = schemas[type]
  if (!shape) throw new Error(`event type not declared: ${type}`)
  let object = objects.get(shape)
  if (!object) {
    object = z.strictObject(shape)
    objects.set(shape, object)
  }
  return object.parse(data)
}

/**
 * A value of the schema's shape that says nothing: what may be absent is, a list is empty, words are `words`. For a field
 * whose content is not known, so that a function that expects the field can run.
 */
export function blankOf(schema: z.ZodType, words: string): unknown {
  const { def } = schema
  switch (def.type) {
    case 'optional':
      return undefined
    case 'array':
      return []
    case 'object':
      return {}
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'enum':
      return (schema as z.ZodEnum).options[0]
    default:
      return words
  }
}

/** Text that a person typed: no control characters (line breaks allowed where said), trimmed, bounded in characters. */
export const text = (label: string, max: number, min = 1) =>
  z
    .string({ error: issue => (issue.input === undefined ? `${label}必填` : `${label}应为文字`) })
    .trim()
    .min(min, { error: min > 1 ? `${label}至少${min}个字` : `${label}必填` })
    .max(max, { error: `${label}不得超过${max}个字` })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the purpose.
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*$/, {
      error: `${label}含有不可见的控制字符`,
    })

export const day = (label: string) =>
  z
    .string({ error: issue => (issue.input === undefined ? `${label}必填` : `${label}应为日期`) })
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: `${label}应写成 2026-09-01 的样子` })
    .refine(value => isRealDay(value), { error: `${label}不是真实的日期` })

export const instant = (label: string) => z.iso.datetime({ error: `${label}应为时刻（ISO 8601，UTC）` })

export const code = (label: string) =>
  z
    .string({ error: issue => (issue.input === undefined ? `${label}必填` : `${label}应为编码`) })
    .min(1, { error: `${label}必填` })
    .max(64, { error: `${label}不得超过64个字符` })
    .regex(/^[A-Za-z0-9_.@/-]+$/, { error: `${label}只能含字母、数字和 _ . @ / -` })
    // States are looked up by code: a code that every object answers to, such as `constructor`, would seem to exist.
    .refine(value => !(value in Object.prototype), { error: `${label}不能用这个编码` })

/** SHA-256 in lower-case hexadecimal. */
export const hash = (label: string) =>
  z.string({ error: `${label}应为文件指纹` }).regex(/^[0-9a-f]{64}$/, { error: `${label}应为64位十六进制的文件指纹` })

function isRealDay(value: string): boolean {
  const [year, month, date] = value.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return false
  const time = new Date(Date.UTC(year, month - 1, date))
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === date
}
