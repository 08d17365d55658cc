import type { Store } from '../../store/store.ts'
import { readAgency } from '../../store/views/agency.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'

/** The agency as it stands, through the eyes of the person who asks. */
export async function viewingOf(
  store: Store,
  { person, now, today }: Pick<Ask, 'person' | 'now' | 'today'>,
): Promise<Viewing> {
  return { ...(await readAgency(store)), person, now, today }
}
