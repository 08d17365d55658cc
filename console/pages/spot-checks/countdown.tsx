import { useEffect, useState } from 'react'
import { useSessionQuery } from '../../frame/session.ts'
import { untilWords } from './until.ts'

/** How long it is until a moment, by the platform's clock; counts on while it is looked at. */
export function Countdown({ at }: { readonly at: string }) {
  const { data, dataUpdatedAt } = useSessionQuery()
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (!data) return null
  const left = Date.parse(at) - (Date.parse(data.now) + Math.max(0, now - dataUpdatedAt))
  return <strong className="countdown">{left > 0 ? `还有${untilWords(left)}` : '时间已到'}</strong>
}
