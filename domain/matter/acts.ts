import * as dossier from './acts-dossier.ts'
import * as handling from './acts-handling.ts'
import * as postFiling from './acts-post-filing.ts'
import * as review from './acts-review.ts'
import * as submission from './acts-submission.ts'

/** Everything that can be done with a matter, in the order in which its life goes. Tiers 1, 3 and 4 are acts of a meeting. */
export const matterActs = [
  dossier.draft,
  dossier.setDetails,
  dossier.attachMaterial,
  dossier.removeMaterial,
  dossier.checkControls,
  postFiling.registerPostFiling,
  postFiling.proposeUrgency,
  postFiling.confirmUrgency,
  submission.submit,
  review.leaderReview,
  submission.requestSupplement,
  submission.supplement,
  submission.requestWithdrawal,
  submission.consentWithdrawal,
  submission.declineWithdrawal,
  review.reportCondition,
  review.confirmCondition,
  handling.startHandling,
  handling.finishHandling,
  handling.startImplementation,
  handling.finishImplementation,
  handling.rectify,
  handling.close,
  submission.terminate,
  postFiling.markLatePostFiling,
] as const
