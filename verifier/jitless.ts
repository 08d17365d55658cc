import * as z from 'zod'

// The portal's content policy forbids programs made of text. Zod would try, fail and go on, but the browser reports each
// attempt to whoever reads its console. This file is imported before the first schema is made.
z.config({ jitless: true })
