import { stallsOf } from '../../domain/meeting/stalls.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Store } from '../../store/store.ts'
import { listFollowUps, mattersPutOff } from '../../store/views/staff-follow-ups.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { sightOf } from '../../store/views/staff-sight.ts'
import { stallRow } from '../present/follow-up.ts'
import type { Ask } from '../route.ts'
import type { StallList } from './contract.ts'
import { viewingOf } from './viewing.ts'

/** GET /stalls: for those who keep meetings going and those who watch; for everybody else there is nothing to see. */
export async function list(store: Store, ask: Ask): Promise<Result<StallList>> {
  const viewing = await viewingOf(store, ask)
  const { organisation, catalogue, rulebook, today } = viewing
  const roles = rolesInAgency(viewing)
  if (!roles.has('OFFICE') && !roles.has('AGENCY_LEADER') && !roles.has('DISCIPLINE')) return ok({ rows: [] })
  const sight = sightOf(organisation, ask.person, ask.now, today)
  const [matters, followUps, groups] = await Promise.all([
    mattersPutOff(store),
    listFollowUps(store, sight, { state: 'overdue', mine: false }, today),
    listReviewGroups(store),
  ])
  return ok({ rows: stallsOf({ matters, followUps, groups, catalogue, rulebook, today }).map(stallRow) })
}
