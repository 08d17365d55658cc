import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { SessionView } from '../../http/api/contract.ts'
import { readSession, sessionKey } from '../api/queries.ts'

export const useSessionQuery = () => useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 60_000 })

export const SessionContext = createContext<SessionView | undefined>(undefined)

/** The session, inside the frame, where there always is one. */
export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (!session) throw new Error('used outside the frame')
  return session
}

/** Today by the platform's clock, YYYY-MM-DD; in demo mode the demo's own. */
export const useToday = (): string => useSession().today
