import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  replaceEqualDeep,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import type { AgencyView, SessionView } from '../../http/api/contract.ts'
import { holdCsrf, Refused, read } from './client.ts'
import { newerOf } from './newer.ts'
import { isAttended } from './presence.ts'

export const sessionKey = ['/session']

/** What is read is kept under its own path, so that an act can put its answer where the page reads it. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    // Where the session has ended, reading it again leads to the page to sign in on.
    onError: (error, query) => {
      if (query.queryKey[0] === sessionKey[0] || !(error instanceof Refused) || error.problem.status !== 401) return
      void queries.invalidateQueries({ queryKey: sessionKey })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      structuralSharing: (shown, read) => replaceEqualDeep(shown, newerOf(shown, read)),
      retry: (count, error) => count < 2 && error instanceof Refused && error.problem.code === 'UNREACHABLE',
    },
  },
})

export function useRead<T>(
  path: string,
  options: { every?: number | undefined; keep?: boolean } = {},
): UseQueryResult<T> {
  return useQuery({
    queryKey: [path],
    queryFn: () => read<T>(path),
    ...(options.every ? { refetchInterval: () => isAttended() && options.every } : {}),
    // A list keeps showing the page before while the next one is on its way.
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  })
}

export async function readSession(): Promise<SessionView> {
  const session = await read<SessionView>('/session')
  holdCsrf(session.csrf)
  return session
}

/** Takes over the session that signing in or out answered with, and forgets what was read under the one before. */
export async function enterSession(session: SessionView): Promise<void> {
  // What was asked before signing in or out may be answered after it, and would undo it here.
  await queries.cancelQueries({ queryKey: sessionKey })
  holdCsrf(session.csrf)
  queries.removeQueries({ predicate: query => query.queryKey[0] !== sessionKey[0] })
  queries.setQueryData(sessionKey, session)
}

/** The organisation changes seldom; nearly every form needs its names. */
export const useAgency = () =>
  useQuery({ queryKey: ['/agency'], queryFn: () => read<AgencyView>('/agency'), staleTime: 300_000 })
