import { err, ok, type Result, refuse } from '../result.ts'
import type { ReviewTier } from './events.ts'
import type { Matter, TierRecord } from './matter.ts'

/**
 * The record that a decision letter is made from (DOC-004): the matter's last conclusion by a review group or by the
 * director's meeting. Refused where there is none yet.
 */
export function decisionOf(matter: Matter): Result<TierRecord> {
  const record = matter.records.findLast(r => r.tier >= 3 && !r.superseded)
  return record
    ? ok(record)
    : err(refuse('WRONG_STATE', 'DOC-004', '本件尚未经复核小组复核或厅长办公会审议，没有复核意见书或审议决定。'))
}

/** The record that the excerpt of a tier's minutes came back with (S93). Refused where no meeting of it has concluded. */
export function excerptRecordOf(matter: Matter, tier: ReviewTier): Result<TierRecord> {
  const record = matter.records.findLast(r => r.tier === tier && r.meeting !== undefined)
  return record ? ok(record) : err(refuse('WRONG_STATE', 'S93', `本件第${tier}级的会议纪要尚未签发，还没有议题摘录。`))
}
