import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  PauseCircleOutlined,
  WarningFilled,
} from '@ant-design/icons'
import type { ClockView } from '../../http/api/contract.ts'
import { useToday } from '../frame/session.ts'
import { dayWordsNear } from './time.ts'

type Mood = 'late' | 'yellow' | 'warn' | 'paused' | 'stopped' | 'green'

const moods: Record<Mood, { readonly name: string; readonly icon: React.ReactNode }> = {
  late: { name: '超期', icon: <ExclamationCircleFilled aria-hidden /> },
  yellow: { name: '黄牌', icon: <ExclamationCircleFilled aria-hidden /> },
  warn: { name: '临期', icon: <WarningFilled aria-hidden /> },
  paused: { name: '暂停', icon: <PauseCircleOutlined aria-hidden /> },
  stopped: { name: '已停', icon: <CheckCircleOutlined aria-hidden /> },
  green: { name: '在期', icon: <ClockCircleOutlined aria-hidden /> },
}

function moodOf({ state, late, colour }: ClockView): Mood {
  if (late) return 'late'
  if (state === 'PAUSED') return 'paused'
  if (state === 'STOPPED') return 'stopped'
  return colour === 'YELLOW' ? 'yellow' : colour === 'WARN' ? 'warn' : 'green'
}

/** A clock: its word and sign as well as its colour, and the whole sentence unless there is no room. */
export function Clock({ clock, short = false }: { readonly clock: ClockView; readonly short?: boolean }) {
  const today = useToday()
  const mood = moodOf(clock)
  const { name, icon } = moods[mood]
  return (
    <span className={`clock clock-${mood}`}>
      <span className="clock-word">
        {icon} {name}
      </span>
      <span>{short ? `${dayWordsNear(clock.dueOn, today)}到期` : clock.sentence}</span>
      {clock.estimated && <span className="clock-estimated">暂估</span>}
    </span>
  )
}
