import type { Accountability } from '../../domain/accountability/accountability.ts'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import { publicFaceOf } from '../../domain/disclosure/public-matter.ts'
import type { FollowUp } from '../../domain/follow-up/follow-up.ts'
import { idOf, moduleOf } from '../../domain/ids.ts'
import type { Inspection } from '../../domain/inspection/inspection.ts'
import { type Matter, submittersOf } from '../../domain/matter/matter.ts'
import { currentTier } from '../../domain/matter/route.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import type { SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { type Summary, splitSummaryId } from '../../domain/summary/summary.ts'
import type { Supervision } from '../../domain/supervision/supervision.ts'
import { bigramsOf } from '../bigrams.ts'

export const viewTables = [
  'matter_view',
  'public_matter_view',
  'meeting_view',
  'review_group_view',
  'summary_view',
  'follow_up_view',
  'rotation_view',
  'register_view',
  'complaint_view',
  'spot_check_view',
  'inspection_view',
  'accountability_view',
  'supervision_view',
] as const
/**
 * Raised whenever rows, or the states in them, take another shape: a database whose views have another one gets them made
 * anew at the next start (`refreshViews`).
 */
export const viewsShape = 3

export type ViewTable = (typeof viewTables)[number]
export type ViewRows = Record<ViewTable, Record<string, unknown>[]>

export function noRows(): ViewRows {
  return {
    matter_view: [],
    public_matter_view: [],
    meeting_view: [],
    review_group_view: [],
    summary_view: [],
    follow_up_view: [],
    rotation_view: [],
    register_view: [],
    complaint_view: [],
    spot_check_view: [],
    inspection_view: [],
    accountability_view: [],
    supervision_view: [],
  }
}

/**
 * Adds the rows that a stream's state makes in the views. A row is a function of one stream's state alone: that is what
 * lets `rebuild` fold each stream once and write its last state.
 */
export function addRows(rows: ViewRows, organ: string, stream: string, version: number, state: unknown): void {
  const common = { organ, id: idOf(stream), version, state }
  switch (moduleOf(stream)) {
    case 'matter':
      addMatter(rows, common, state as Matter)
      break
    case 'meeting': {
      const { kind, body, year, seq, stage, scheduledAt, members, recorder, items, invitations } = state as Meeting
      const { secondRecorder } = state as Meeting
      const links = invitations.flatMap(i => i.link ?? [])
      const people = [
        ...new Set([
          recorder,
          ...(secondRecorder ? [secondRecorder] : []),
          ...members.map(m => m.person),
          ...items.flatMap(i => i.presider ?? []),
        ]),
      ]
      rows.meeting_view.push({ ...common, kind, body, year, seq, stage, scheduled_at: scheduledAt, people, links })
      break
    }
    case 'review-group': {
      const { board, from, to } = state as ReviewGroup
      rows.review_group_view.push({ ...common, board, first_day: from, last_day: to })
      break
    }
    case 'summary':
      rows.summary_view.push({ ...common, ...splitSummaryId((state as Summary).id) })
      break
    case 'follow-up': {
      const { stage, owner, meeting, matter, dueOn } = state as FollowUp
      rows.follow_up_view.push({ ...common, stage, owner, meeting, matter, due_on: dueOn })
      break
    }
    case 'rotation':
      rows.rotation_view.push(common)
      break
    case 'register':
      rows.register_view.push(common)
      break
    case 'complaint':
      rows.complaint_view.push({ ...common, stage: (state as Complaint).stage })
      break
    case 'spot-check':
      rows.spot_check_view.push({ ...common, stage: (state as SpotCheck).stage })
      break
    case 'inspection': {
      const { stage, batch, departments, inspectors } = state as Inspection
      rows.inspection_view.push({ ...common, stage, batch, departments, inspectors })
      break
    }
    case 'accountability': {
      const { stage, departments } = state as Accountability
      rows.accountability_view.push({ ...common, stage, departments })
      break
    }
    case 'supervision': {
      const { stage, department, colour } = state as Supervision
      rows.supervision_view.push({ ...common, stage, department, colour })
      break
    }
    // The agency's own streams are short and are read as they are (store/views/agency.ts).
    case 'organisation':
    case 'rulebook':
    case 'catalogue':
    case 'disclosure':
      break
  }
}

type Common = { organ: string; id: string; version: number; state: unknown }

function addMatter(rows: ViewRows, common: Common, matter: Matter): void {
  const { status, level, board, item, department, handler, title } = matter
  rows.matter_view.push({
    ...common,
    status,
    level,
    board,
    item,
    department,
    departments: submittersOf(matter),
    handler,
    tier: currentTier(matter),
    title,
    bigrams: bigramsOf(title, matter.id),
    drafted_at: matter.draftedAt,
    submitted_at: matter.submittedAt,
    concluded_at: matter.concludedAt,
  })
  const face = publicFaceOf(matter)
  if (!face) return
  rows.public_matter_view.push({
    organ: common.organ,
    id: common.id,
    level: face.level,
    board: face.board,
    item: face.item,
    department: face.department,
    status: face.status,
    title: face.title,
    bigrams: bigramsOf(face.title, face.id),
    submitted_on: face.submittedOn,
    concluded_on: face.concludedOn,
    face,
  })
}
