import { type Accountability, noAccountability } from './accountability/accountability.ts'
import { accountabilityActs } from './accountability/acts.ts'
import { accountabilityEvents } from './accountability/events.ts'
import { evolveAccountability } from './accountability/evolve.ts'
import {
  type AccountabilityFacts,
  accountabilityFacts,
  accountabilityNeeds,
  maySeeAccountability,
  rolesTowardsAccountability,
} from './accountability/facts.ts'
import { complaintActs } from './complaint/acts.ts'
import { type Complaint, noComplaint } from './complaint/complaint.ts'
import { complaintEvents } from './complaint/events.ts'
import { evolveComplaint } from './complaint/evolve.ts'
import {
  type ComplaintFacts,
  complaintFacts,
  complaintNeeds,
  maySeeComplaint,
  rolesTowardsComplaint,
} from './complaint/facts.ts'
import { inspectionActs } from './inspection/acts.ts'
import { inspectionEvents } from './inspection/events.ts'
import {
  type InspectionFacts,
  inspectionFacts,
  inspectionNeeds,
  maySeeInspection,
  rolesTowardsInspection,
} from './inspection/facts.ts'
import { evolveInspection, type Inspection, noInspection } from './inspection/inspection.ts'
import { define } from './module.ts'
import { registerActs } from './register/acts.ts'
import { registerEvents } from './register/events.ts'
import {
  maySeeRegister,
  type RegisterFacts,
  registerFacts,
  registerNeeds,
  rolesTowardsRegister,
} from './register/facts.ts'
import { evolveRegister, noRegister, type Register } from './register/register.ts'
import { spotCheckActs } from './spot-check/acts.ts'
import { spotCheckEvents } from './spot-check/events.ts'
import {
  maySeeSpotCheck,
  rolesTowardsSpotCheck,
  type SpotCheckFacts,
  spotCheckFacts,
  spotCheckNeeds,
} from './spot-check/facts.ts'
import { evolveSpotCheck, noSpotCheck, type SpotCheck } from './spot-check/spot-check.ts'
import { supervisionActs } from './supervision/acts.ts'
import { supervisionEvents } from './supervision/events.ts'
import {
  maySeeSupervision,
  rolesTowardsSupervision,
  type SupervisionFacts,
  supervisionFacts,
  supervisionNeeds,
} from './supervision/facts.ts'
import { evolveSupervision, noSupervision, type Supervision } from './supervision/supervision.ts'

/** The modules of the supervision group: sealed complaints, inspections drawn by lot, accountability (S121–S129). */
export const supervisionModules = {
  register: define<Register, RegisterFacts>({
    schemas: registerEvents,
    initial: id => ({ ...noRegister, id }),
    evolve: evolveRegister,
    acts: registerActs,
    needs: registerNeeds,
    facts: registerFacts,
    roles: rolesTowardsRegister,
    maySee: maySeeRegister,
  }),
  complaint: define<Complaint, ComplaintFacts>({
    schemas: complaintEvents,
    initial: id => ({ ...noComplaint, id }),
    evolve: evolveComplaint,
    acts: complaintActs,
    needs: complaintNeeds,
    facts: complaintFacts,
    roles: rolesTowardsComplaint,
    maySee: maySeeComplaint,
  }),
  'spot-check': define<SpotCheck, SpotCheckFacts>({
    schemas: spotCheckEvents,
    initial: id => ({ ...noSpotCheck, id }),
    evolve: evolveSpotCheck,
    acts: spotCheckActs,
    needs: spotCheckNeeds,
    facts: spotCheckFacts,
    roles: rolesTowardsSpotCheck,
    maySee: maySeeSpotCheck,
  }),
  inspection: define<Inspection, InspectionFacts>({
    schemas: inspectionEvents,
    initial: id => ({ ...noInspection, id }),
    evolve: evolveInspection,
    acts: inspectionActs,
    needs: inspectionNeeds,
    facts: inspectionFacts,
    roles: rolesTowardsInspection,
    maySee: maySeeInspection,
  }),
  accountability: define<Accountability, AccountabilityFacts>({
    schemas: accountabilityEvents,
    initial: id => ({ ...noAccountability, id }),
    evolve: evolveAccountability,
    acts: accountabilityActs,
    needs: accountabilityNeeds,
    facts: accountabilityFacts,
    roles: rolesTowardsAccountability,
    maySee: maySeeAccountability,
  }),
  supervision: define<Supervision, SupervisionFacts>({
    schemas: supervisionEvents,
    initial: id => ({ ...noSupervision, id }),
    evolve: evolveSupervision,
    acts: supervisionActs,
    needs: supervisionNeeds,
    facts: supervisionFacts,
    roles: rolesTowardsSupervision,
    maySee: maySeeSupervision,
  }),
} as const
