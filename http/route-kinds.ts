import type * as z from 'zod'
import type { Result } from '../domain/result.ts'
import * as papers from './api/papers.ts'
import type { Ask, Route } from './route.ts'

/** How often a link may be tried from one address: a page and its papers, and nobody gets anywhere by guessing. */
export const LINKS = 120

export const made = { status: 201, keyed: true } as const
export const byLink = { access: 'INVITEE', perMinute: LINKS } as const

export const paper = (base: string, summary: string) =>
  ({
    method: 'GET',
    url: `${base}/:id/papers/:paper`,
    summary,
    access: 'STAFF',
    status: 200,
    query: papers.paperQuery,
    answers: 'FILE',
  }) as const

export const get = (url: string, summary: string, answers: z.ZodType) =>
  ({ method: 'GET', url, summary, access: 'STAFF', status: 200, answers }) as const

export const post = (url: string, summary: string, answers: z.ZodType, body: z.ZodType) =>
  ({ method: 'POST', url, summary, access: 'STAFF', status: 200, answers, body }) as const

interface Form {
  readonly noun: string
  readonly label: string
  readonly clause: string
  readonly input: z.ZodType
}

/** One address for each act of a module, its form described by the act's own schema. */
export function acts(
  base: string,
  all: readonly Form[],
  without: readonly string[],
  answers: z.ZodType,
  handle: (ask: Ask, noun: string) => Promise<Result<unknown>>,
): Route[] {
  return all
    .filter(({ noun }) => !without.includes(noun))
    .map(({ noun, label, clause, input }) => ({
      ...post(`${base}/${noun}`, `${label}（${clause}）`, answers, input),
      keyed: true,
      handle: ask => handle(ask, noun),
    }))
}

export const formOf = (all: readonly Form[], noun: string): z.ZodType => {
  const found = all.find(act => act.noun === noun)
  if (!found) throw new Error(`no act ${noun}`)
  return found.input
}
