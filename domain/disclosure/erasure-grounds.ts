import { nonDisclosureGrounds } from '../matter/disclosure-words.ts'

/** What may be a reason to destroy a salt: articles 14 and 15. Article 16 lets things stay inside and asks for no more. */
export const erasureGrounds = nonDisclosureGrounds.filter(ground => !ground.startsWith('ART16'))
