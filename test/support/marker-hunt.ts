/** Looks for a text in everything that a machine keeps, in every form in which it is likely to be kept. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'

/** The text itself in UTF-8 and UTF-16, in hexadecimal, and in base64 wherever in a longer text it stands. */
export function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const inBase64 = [0, 1, 2].map(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // Characters that share bits with what stands before or behind are left out.
    const first = Math.ceil((before * 4) / 3)
    return encoded.slice(first, encoded.length - 1)
  })
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    ...[hex, hex.toUpperCase()].map(form => Buffer.from(form)),
    ...inBase64.flatMap(form => [Buffer.from(form), Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_'))]),
  ]
}

export const isIn = (bytes: Buffer, forms: readonly Buffer[]): boolean => forms.some(form => bytes.includes(form))

/** Files below a folder, or the file itself, in which one of the forms stands. */
export async function filesWith(path: string, forms: readonly Buffer[]): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) {
    const names = await readdir(path).catch(() => [])
    const inside = await Promise.all(names.map(name => filesWith(join(path, name), forms)))
    return inside.flat()
  }
  return found?.isFile() && (await isInFile(path, forms)) ? [path] : []
}

async function isInFile(path: string, forms: readonly Buffer[]): Promise<boolean> {
  const longest = Math.max(...forms.map(form => form.length))
  let carried = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const window = Buffer.concat([carried, chunk as Buffer])
      if (isIn(window, forms)) return true
      carried = window.subarray(-longest)
    }
  } catch (error) {
    // A database removes files of its own while they are looked through.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return false
}

/** Tables in whose dump one of the forms stands; every table of every schema, as text. */
export async function tablesWith(pool: Pool, forms: readonly Buffer[]): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ dumped: string }>(`select t::text as dumped from ${name} t`)
    if (isIn(Buffer.from(rows.map(({ dumped }) => dumped).join('\n')), forms)) found.push(name)
  }
  return found
}
