import type { Catalogue } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { foundation } from '../../domain/registry.ts'
import type { Rulebook } from '../../domain/rulebook/rulebook.ts'
import { loadStreams } from '../events.ts'
import type { Store } from '../store.ts'

/** The agency as it stands: who is who, which rules hold, which items there are. */
export interface Agency {
  readonly organisation: Organisation
  readonly rulebook: Rulebook
  readonly catalogue: Catalogue
}

/** Reads the agency's three streams; after the first time only what is newer, in one statement. */
export async function readAgency(store: Store): Promise<Agency> {
  const { states } = await loadStreams(store.database.pool, store, foundation)
  return {
    organisation: states.get(streams.organisation)?.state as Organisation,
    rulebook: states.get(streams.rulebook)?.state as Rulebook,
    catalogue: states.get(streams.catalogue)?.state as Catalogue,
  }
}
