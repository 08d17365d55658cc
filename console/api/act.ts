import { useRef, useState } from 'react'
import type { Problem } from '../../http/api/contract.ts'
import { fateUnknown, newKey, Refused, write } from './client.ts'
import { asksForOwnKey, signedWithOwnKey } from './own-signature.ts'
import { queries, sessionKey } from './queries.ts'

export interface Act<Answer> {
  /** Does it, and answers what the server answered; `undefined` when it was refused, and then `problem` says why. */
  readonly run: (input: unknown, to?: { readonly version?: number | undefined }) => Promise<Answer | undefined>
  readonly pending: boolean
  readonly problem: Problem | undefined
}

/**
 * An act on the thing that `page` shows. One key stands for one intention: it is kept while nobody knows whether the
 * server did it, and renewed once the server has answered.
 * @param page the path that was read, e.g. `/matters/2026-000012`; the act is posted to `<page>/<noun>`.
 * @param answers whether the answer is the page's new state, which is then shown at once.
 * What it takes may be a promise: of what has to be sealed and sent before. A refusal there is shown like the server's own.
 */
export function useAct<Answer>(page: string, noun = '', answers = true): Act<Answer> {
  const key = useRef(newKey())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run: Act<Answer>['run'] = async (input, to = {}) => {
    setPending(true)
    try {
      const path = [page, noun].filter(part => part !== '').join('/')
      const given = await input
      const send = (body: unknown) => write<Answer>(path, { body, key: key.current, version: to.version })
      const answer = await send(given).catch(async (error: unknown) => {
        if (!(error instanceof Refused) || !asksForOwnKey(error.problem)) throw error
        key.current = newKey()
        return send(await signedWithOwnKey(page, noun, given))
      })
      key.current = newKey()
      setProblem(undefined)
      // What was asked before the act may be answered after it, and would undo it here.
      if (answers) await queries.cancelQueries({ queryKey: [page] })
      if (answers) queries.setQueryData([page], answer)
      refreshOthers(answers ? page : '')
      return answer
    } catch (error) {
      if (!fateUnknown(error)) key.current = newKey()
      if (!(error instanceof Refused)) throw error
      await afterRefusal(error.problem, page)
      setProblem(error.problem)
      return undefined
    } finally {
      setPending(false)
    }
  }
  return { run, pending, problem }
}

/** Everything else that was read may have changed with it: a matter's conclusion ends a task and fills a list. */
function refreshOthers(page: string): void {
  void queries.invalidateQueries({
    predicate: query => query.queryKey[0] !== page && query.queryKey[0] !== sessionKey[0],
  })
}

async function afterRefusal(problem: Problem, page: string): Promise<void> {
  if (problem.code === 'CHANGED_MEANWHILE') await queries.invalidateQueries({ queryKey: [page] })
  if (problem.status === 401) await queries.invalidateQueries({ queryKey: sessionKey })
}
