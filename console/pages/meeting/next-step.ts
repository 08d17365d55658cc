import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'

/** The one thing to be done next, for this person, in a sentence; `does` is what the large button beside it does. */
export interface NextStep {
  readonly words: string
  readonly does?: 'item-starts' | 'speak' | 'ballot-counts' | 'conclusions' | 'postponements' | 'next-item'
}

/** What comes next of this item in a running meeting, for whoever looks. @param me the person's id. */
export function nextStep(meeting: MeetingPage, item: MeetingItemView, me: string): NextStep | undefined {
  if (meeting.stage !== 'OPEN') return undefined
  const may = (noun: string) => meeting.actions.some(action => action.noun === noun && action.allowed)
  switch (item.stage) {
    case 'WAITING':
      return nextOfWaiting(meeting, item, may)
    case 'UNDER_WAY':
      return nextOfUnderWay(meeting, item, me, may)
    case 'CONCLUDED':
    case 'POSTPONED':
      return nextOfDone(meeting, may)
  }
}

type May = (noun: string) => boolean

function nextOfWaiting(meeting: MeetingPage, item: MeetingItemView, may: May): NextStep {
  const underWay = meeting.items.find(({ stage }) => stage === 'UNDER_WAY')
  if (underWay) return { words: `议题${underWay.no}还在审议，有了结论才轮到本议题。` }
  if (!may('item-starts')) return { words: '等待记录人开始审议本议题。' }
  if (meeting.members.every(({ attendance }) => attendance === undefined)) return { words: '请先登记到会人员。' }
  if (item.presiderRefusal) return { words: '请先改由其他厅领导主持本议题。' }
  if (!item.quorum.reached) return { words: '不够法定人数，等人到齐，或者顺延本议题。', does: 'postponements' }
  return { words: '够法定人数，可以开始审议。', does: 'item-starts' }
}

function nextOfUnderWay(meeting: MeetingPage, item: MeetingItemView, me: string, may: May): NextStep {
  const others = item.silent.filter(({ id }) => id !== item.presider.id)
  const mine = item.silent.some(({ id }) => id === me)
  const open = item.requests.find(({ ruling }) => !ruling)
  if (open && may('recusal-rulings')) return { words: `请先对${open.who.name}的回避申请作出裁定。` }
  if (item.ballot !== 'NAMED') return nextOfCounted(item, may)
  if (meeting.isRecorder && others.length > 0) {
    return { words: `请${others[0]?.name}表态（还有${item.silent.length}人）。`, does: 'speak' }
  }
  if (mine && me !== item.presider.id) return { words: '请您表态。', does: 'speak' }
  if (mine && others.length > 0) return { words: `等其他${others.length}人表态后，由您末位表态。` }
  if (mine) return { words: '其他人都已表态，请您末位表态。', does: 'speak' }
  if (item.silent.length > 0 && meeting.isRecorder) {
    return { words: `请主持人${item.presider.name}末位表态。`, does: 'speak' }
  }
  if (item.silent.length > 0) return { words: `等待其他人表态（还有${item.silent.length}人）。` }
  return nextOfVoted(item, may, '都已表态')
}

/** Where only the count is kept, nobody's position is written down (MTG-003). */
function nextOfCounted(item: MeetingItemView, may: May): NextStep {
  if (item.count) return nextOfVoted(item, may, '票数已登记')
  return may('ballot-counts')
    ? { words: '请监票人、计票人清点后登记票数。', does: 'ballot-counts' }
    : { words: '正在表决，等待清点票数。' }
}

function nextOfVoted(item: MeetingItemView, may: May, done: string): NextStep {
  if (!item.quorum.reached) return { words: '现在不够法定人数，不能作出结论。', does: 'postponements' }
  return may('conclusions')
    ? { words: `${done}，请作出结论。`, does: 'conclusions' }
    : { words: `${done}，等待主持人作出结论。` }
}

function nextOfDone(meeting: MeetingPage, may: May): NextStep {
  if (meeting.items.some(({ stage }) => stage === 'UNDER_WAY' || stage === 'WAITING')) {
    return { words: '本议题已毕，请看下一议题。', does: 'next-item' }
  }
  return { words: may('adjournment') ? '议题都已审议完毕，可以散会。' : '议题都已审议完毕。' }
}
