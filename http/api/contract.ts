/**
 * What the API answers, one schema a thing: the server checks its answers against it, OpenAPI is made from it, and the
 * console takes its types from it. Names of people and divisions come with their codes, so that no page has to look them up.
 */
export * from './contract/accountability.ts'
export * from './contract/agency.ts'
export * from './contract/card.ts'
export * from './contract/common.ts'
export * from './contract/complaint.ts'
export * from './contract/erasure.ts'
export * from './contract/follow-up.ts'
export * from './contract/group.ts'
export * from './contract/inspection.ts'
export * from './contract/invitee.ts'
export * from './contract/log.ts'
export * from './contract/matter.ts'
export * from './contract/meeting.ts'
export * from './contract/register.ts'
export * from './contract/report.ts'
export * from './contract/rotation.ts'
export * from './contract/signing.ts'
export * from './contract/spot-check.ts'
export * from './contract/summary.ts'
export * from './contract/todo.ts'
