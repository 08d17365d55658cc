import type { MeetingLive, MeetingPage } from '../../../http/api/contract.ts'

/**
 * The page with what the stream told put into it: who is here, where each item stands, and what was said and counted of
 * the one under way. With it comes its version: whoever acts on what they see now is not told that others were faster. What
 * the stream leaves out (an open request that somebody leave, a late item) is held by the rules themselves.
 */
export function patched(page: MeetingPage, live: MeetingLive): MeetingPage {
  const stages = new Map(live.items.map(item => [item.key, item.stage]))
  return {
    ...page,
    version: live.version,
    stage: live.stage,
    stageName: live.stageName,
    members: page.members.map(({ attendance: _, ...member }) => {
      const attendance = live.attendance[member.who.id]
      return attendance ? { ...member, attendance } : member
    }),
    items: page.items.map(item => {
      const moved = { ...item, stage: stages.get(item.key) ?? item.stage }
      if (live.now?.key !== item.key) return moved
      const { quorum, tally, opinions, silent, recusals, count } = live.now
      const counted = count ? { count: { tellers: [], ...item.count, ...count } } : {}
      return { ...moved, quorum, tally, opinions, silent, recusals, ...counted }
    }),
  }
}

const arrivals = { PRESENT: '到会', ON_LEAVE: '请假', ABSENT: '缺席', LEFT: '离会' } as const
const itemNews = { WAITING: '待审议', UNDER_WAY: '开始审议', CONCLUDED: '已有结论', POSTPONED: '已顺延' } as const

/** What changed, in sentences that are read aloud to whoever cannot see it change. */
export function newsBetween(before: MeetingPage, after: MeetingPage): readonly string[] {
  const was = new Map(before.members.map(({ who, attendance }) => [who.id, attendance]))
  const moved = after.members.flatMap(({ who, attendance }) =>
    attendance && attendance !== was.get(who.id) ? [`${who.name}${arrivals[attendance]}`] : [],
  )
  const items = after.items.flatMap(item => {
    const earlier = before.items.find(({ key }) => key === item.key)
    if (!earlier) return []
    if (earlier.stage !== item.stage) return [`议题${item.no}${itemNews[item.stage]}`]
    const said = item.opinions.slice(earlier.opinions.length).map(({ who }) => `${who.name}已表态`)
    const gone = item.recusals
      .filter(({ who }) => item.stage === 'UNDER_WAY' && !earlier.recusals.some(each => each.who.id === who.id))
      .map(({ who }) => `${who.name}回避`)
    return [...said, ...gone]
  })
  return [...moved, ...items]
}
