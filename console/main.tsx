import { createRoot } from 'react-dom/client'
import { watchPresence } from './api/presence.ts'
import { queries } from './api/queries.ts'
import { App } from './frame/app.tsx'
import { restoreLargePrint } from './frame/large-print.ts'

restoreLargePrint()
watchPresence(() => void queries.invalidateQueries())
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')
createRoot(root).render(<App />)
