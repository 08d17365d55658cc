import { deliberationLevels, fullNameOfBoard, nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import { tiers } from '../../domain/matter/events.ts'
import { nameOfTier } from '../../domain/matter/route.ts'
import { organisationActs } from '../../domain/organisation/acts.ts'
import { boards, sealingPurposes } from '../../domain/organisation/events.ts'
import type { BaseFacts } from '../../domain/organisation/facts.ts'
import { type GroupCode, type Seat, seatsOf } from '../../domain/organisation/groups.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { departmentsInOrder, headOfBody, leaderInChargeOf, leadership } from '../../domain/organisation/posts.ts'
import { mayHoldSealingKey, nameOfSealingPurpose } from '../../domain/organisation/sealing.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { AgencyView } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { division, someone, type Viewing } from './viewing.ts'

const groupNames: Record<GroupCode, string> = {
  LEADING_GROUP: '阳光政务工作领导小组',
  LEADING_OFFICE: '领导小组办公室',
  DIRECTOR_MEETING: '厅长办公会',
  ACCOUNTABILITY_GROUP: '监督问责小组',
}
const seatNames: Record<Seat['role'], string> = { LEADER: '组长', DEPUTY: '副组长', MEMBER: '成员' }

/** Who is who today: divisions with their heads and leaders, the groups that posts make, who stands in for whom. */
export function agencyView(viewing: Viewing, { roles, facts }: Known<Organisation, BaseFacts>): AgencyView {
  const { organisation, today } = viewing
  return {
    name: organisation.name,
    departments: departmentsInOrder(organisation).map(({ code, name, kind, boards: submitting }) => {
      const head = headOfBody(organisation, code, today)
      const leader = leaderInChargeOf(organisation, code, today)
      return {
        code,
        name,
        kind,
        boards: [...submitting],
        ...(head ? { head: someone(viewing, head) } : {}),
        ...(leader ? { leaderInCharge: someone(viewing, leader) } : {}),
      }
    }),
    boards: boards.map(code => ({ code, name: nameOfBoard(code), fullName: fullNameOfBoard(code) })),
    levels: deliberationLevels.map(code => ({ code, name: nameOfLevel(code) })),
    tiers: tiers.map(tier => ({ tier, name: nameOfTier(tier) })),
    leaders: leadership(organisation, today).map(person => someone(viewing, person)),
    groups: (Object.keys(groupNames) as GroupCode[]).map(code => ({
      code,
      name: groupNames[code],
      seats: seatsOf(organisation, code, today).map(({ person, role }) => ({
        ...someone(viewing, person),
        role: seatNames[role],
      })),
    })),
    delegations: organisation.delegations.map(
      ({ id, from, to, departments, firstDay, lastDay, reason, revokedOn }) => ({
        id,
        from: someone(viewing, from),
        to: someone(viewing, to),
        departments: departments.map(code => division(viewing, code)),
        firstDay,
        lastDay,
        reason,
        ...(revokedOn ? { revokedOn } : {}),
      }),
    ),
    sealing: sealingView(viewing),
    ownInterests: organisation.interests
      .filter(({ person }) => person === viewing.person)
      .map(({ id, unit, uscc, relation, ended }) => ({ id, unit, uscc, relation, ended })),
    actions: actionsOf(
      organisationActs.filter(act => act.noun !== 'foundation' && act.noun !== 'signing-keys'),
      roles,
      organisation,
      facts,
    ),
  }
}

function sealingView(viewing: Viewing): AgencyView['sealing'] {
  const { organisation, person, today } = viewing
  return {
    keys: organisation.sealingKeys.map(({ key, person: holder, purpose, recipient, unit, revoked }) => ({
      key,
      person: someone(viewing, holder),
      purpose,
      purposeName: nameOfSealingPurpose(purpose),
      recipient,
      ...(unit === undefined ? {} : { unit }),
      revoked: revoked !== undefined,
    })),
    custodians: organisation.custodians.map(custodian => someone(viewing, custodian)),
    inspectors: organisation.inspectors.map(({ person: inspector, from, to }) => ({
      ...someone(viewing, inspector),
      from,
      ...(to === undefined ? {} : { to }),
    })),
    mayHold: sealingPurposes
      .filter(purpose => mayHoldSealingKey(organisation, person, today, purpose))
      .map(purpose => ({ purpose, name: nameOfSealingPurpose(purpose) })),
  }
}
