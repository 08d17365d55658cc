import type { Complaint } from './complaint/complaint.ts'
import type { ComplaintEvent } from './complaint/events.ts'
import { readersToday } from './complaint/facts.ts'
import type { Read } from './decider.ts'
import type { FollowUpEvent } from './follow-up/events.ts'
import type { FollowUp } from './follow-up/follow-up.ts'
import { idOf, moduleOf, streams } from './ids.ts'
import { nameOfConclusion, passing } from './matter/conclusions.ts'
import type { MatterEvent } from './matter/events.ts'
import { confirmerOf } from './matter/facts.ts'
import type { Matter } from './matter/matter.ts'
import { nameOfTier } from './matter/route.ts'
import type { MeetingEvent } from './meeting/events.ts'
import { nameOfInviteeCategory } from './meeting/invitations.ts'
import { itemOf, type Meeting, presiderOf } from './meeting/meeting.ts'
import { dissentsOf, titleOfMeeting } from './meeting/minutes.ts'
import type { StoredEvent } from './module.ts'
import type { OrganisationEvent } from './organisation/events.ts'
import { seatsOf } from './organisation/groups.ts'
import type { Organisation } from './organisation/organisation.ts'
import { headOf, holdersOf, leaderInChargeOf, nameOf, nameOfDepartment } from './organisation/posts.ts'
import type { ReviewGroupEvent } from './review-group/events.ts'
import type { ReviewGroup } from './review-group/review-group.ts'
import { type Day, dayOf, formatDay } from './time.ts'

/** Something that a person is told: what, and where to look. */
export interface Notice {
  readonly person: string
  readonly words: string
  /** A path of the console. */
  readonly link: string
}

/** The events of which anybody is told; the others need not wait in the outbox. */
export const toldOf: ReadonlySet<string> = new Set<
  | MatterEvent['type']
  | MeetingEvent['type']
  | OrganisationEvent['type']
  | FollowUpEvent['type']
  | ReviewGroupEvent['type']
  | ComplaintEvent['type']
>([
  'matter.submitted',
  'matter.urgency-proposed',
  'matter.urgency-confirmed',
  'matter.supplement-requested',
  'matter.withdrawal-requested',
  'matter.withdrawal-declined',
  'matter.condition-reported',
  'matter.tier-concluded',
  'meeting.notice-sent',
  'meeting.item-added',
  'meeting.presider-assigned',
  'meeting.invitation-proposed',
  'meeting.recusal-requested',
  'meeting.adjourned',
  'meeting.minutes-circulated',
  'meeting.minutes-signed',
  'meeting.erratum-issued',
  'follow-up.ordered',
  'follow-up.replied',
  'follow-up.returned',
  'review-group.approved',
  'organisation.delegation-granted',
  'complaint.received',
  'complaint.message-received',
  'complaint.assigned',
  'complaint.identity-asked',
])

/** Streams that telling of this event looks at, besides its own. */
export function streamsForNotices(stream: string, state: unknown): readonly string[] {
  if (moduleOf(stream) !== 'meeting') return [streams.organisation]
  const meeting = state as Meeting
  return [streams.organisation, ...(meeting.kind === 'GROUP' ? [streams.reviewGroup(meeting.body)] : [])]
}

/**
 * Whom an event concerns who did not do it. Told from the states as they stand when the notices are made, which is right
 * after the event.
 */
export function noticesFor(stream: string, event: StoredEvent, read: Read): readonly Notice[] {
  const organisation = read(streams.organisation) as Organisation
  const told = noticesOf(stream, event, read, organisation)
  const distinct = new Map(told.filter(n => n.person !== event.by.person).map(n => [n.person, n]))
  return [...distinct.values()]
}

function noticesOf(stream: string, event: StoredEvent, read: Read, organisation: Organisation): readonly Notice[] {
  switch (moduleOf(stream)) {
    case 'matter':
      return aboutMatter(event as unknown as Told<MatterEvent>, read(stream) as Matter, organisation)
    case 'meeting':
      return aboutMeeting(event as unknown as Told<MeetingEvent>, read(stream) as Meeting, read, organisation)
    case 'organisation':
      return aboutOrganisation(event as unknown as Told<OrganisationEvent>, organisation)
    case 'follow-up':
      return aboutFollowUp(event as unknown as Told<FollowUpEvent>, read(stream) as FollowUp, organisation)
    case 'review-group':
      return aboutReviewGroup(event as unknown as Told<ReviewGroupEvent>, read(stream) as ReviewGroup)
    case 'complaint':
      return aboutComplaint(event as unknown as Told<ComplaintEvent>, read(stream) as Complaint, organisation)
    default:
      return []
  }
}

type Told<E> = E & { readonly at: string }

function aboutMatter(event: Told<MatterEvent>, matter: Matter, organisation: Organisation): readonly Notice[] {
  const today = dayOf(event.at)
  const head = headOf(organisation, matter.department, today)
  const leader = leaderInChargeOf(organisation, matter.department, today)
  const tell = (words: string, ...people: readonly (string | undefined)[]): Notice[] =>
    people
      .filter(person => person !== undefined && person !== '')
      .map(person => ({ person: person ?? '', words: `「${matter.title}」${words}`, link: `/matters/${matter.id}` }))
  switch (event.type) {
    case 'matter.submitted':
      return tell('已送审，待列入初审例会', head)
    case 'matter.urgency-proposed':
      return tell('已由处室认定时限非常紧急，请确认', leader)
    case 'matter.urgency-confirmed':
      return tell('的紧急情形已经确认，请尽快补报送审', matter.handler, head)
    case 'matter.supplement-requested':
      return tell(`被退回补正，请于${formatDay(event.data.dueOn)}前补齐`, matter.handler)
    case 'matter.withdrawal-requested':
      return tell('申请撤回，请处理', leader)
    case 'matter.withdrawal-declined':
      return tell('的撤回申请未获同意，继续审核', matter.handler, head)
    case 'matter.condition-reported':
      return tell(`的条件${event.data.condition}已报告落实情况，请核销`, confirmerOf(matter))
    case 'matter.tier-concluded': {
      const { tier, conclusion, conditions } = event.data
      const words = `${nameOfTier(tier)}结论：${nameOfConclusion(conclusion, tier, matter.level)}`
      return [
        ...tell(words, matter.handler, head),
        ...(tier === 1 && passing.includes(conclusion) ? tell('初审通过，待您审核', leader) : []),
        ...conditions.flatMap(c =>
          tell(
            `原则同意，请于${formatDay(c.dueOn)}前落实条件${c.id}（${nameOfDepartment(organisation, c.owner)}）`,
            headOf(organisation, c.owner, today),
          ),
        ),
      ]
    }
    default:
      return []
  }
}

function aboutMeeting(
  event: Told<MeetingEvent>,
  meeting: Meeting,
  read: Read,
  organisation: Organisation,
): readonly Notice[] {
  const bodyName = (body: string) =>
    meeting.kind === 'GROUP'
      ? (read(streams.reviewGroup(body)) as ReviewGroup).name
      : meeting.kind === 'LEADING'
        ? ''
        : nameOfDepartment(organisation, body)
  const tell = (person: string, words: string): Notice => ({
    person,
    words: `${titleOfMeeting(meeting, bodyName)}${words}`,
    link: `/meetings/${meeting.id}`,
  })
  const tellMembers = (words: string) => meeting.members.map(m => tell(m.person, words))
  switch (event.type) {
    case 'meeting.notice-sent': {
      const when = `${formatDay(dayOf(meeting.scheduledAt))}在${meeting.place}召开，请参加`
      return tellMembers(`定于${when}`)
    }
    // Only what came after the notice, with both consents (E-40): everything else stands in the notice itself.
    case 'meeting.item-added':
      return itemOf(meeting, event.data.matter)?.late ? tellMembers(`临时增加议题「${event.data.title}」`) : []
    case 'meeting.recusal-requested': {
      const item = itemOf(meeting, event.data.matter)
      const words = `有人申请${nameOf(organisation, event.data.person)}回避「${item?.title ?? ''}」，请裁定`
      return [tell(item ? presiderOf(meeting, item) : meeting.chair, words)]
    }
    case 'meeting.invitation-proposed': {
      const words = `提出邀请${nameOfInviteeCategory(event.data.category)}参与复核，请商定`
      return officePeople(organisation, dayOf(event.at)).map(person => tell(person, words))
    }
    // One notice a person, and the last counts: whoever dissented is asked for more than the others.
    case 'meeting.minutes-circulated': {
      const dissenters = meeting.items.flatMap(item => dissentsOf(item).map(o => o.person))
      const asked = '纪要稿已送阅，请确认您的不同意见是否如实记载'
      return [...tellMembers('纪要稿已送阅，请核对'), ...dissenters.map(person => tell(person, asked))]
    }
    case 'meeting.minutes-signed':
      return tellMembers('纪要已签发')
    case 'meeting.erratum-issued':
      return tellMembers('纪要已更正，更正与原文并存')
    case 'meeting.presider-assigned':
      return [tell(event.data.presider, '请您主持其中一项议题的复核')]
    case 'meeting.adjourned':
      return [tell(meeting.chair, '已散会，纪要待您签发')]
    default:
      return []
  }
}

/** 领导小组办公室 and the clerks of the 厅办公室: who has the role OFFICE. */
function officePeople(organisation: Organisation, day: Day): readonly string[] {
  const held = [
    ...seatsOf(organisation, 'LEADING_OFFICE', day),
    ...holdersOf(organisation, 'CLERK', day, 'GENERAL_OFFICE'),
  ]
  return held.map(h => h.person)
}

function aboutFollowUp(event: Told<FollowUpEvent>, followUp: FollowUp, organisation: Organisation): readonly Notice[] {
  const today = dayOf(event.at)
  const owner = headOf(organisation, followUp.owner, today)
  const tell = (words: string, people: readonly string[]) =>
    people.map(person => ({ person, words, link: `/follow-ups/${followUp.id}` }))
  const where = nameOfDepartment(organisation, followUp.owner)
  switch (event.type) {
    case 'follow-up.ordered':
      return tell(`会议议定事项由${where}办理，请于${formatDay(event.data.dueOn)}前反馈`, owner ? [owner] : [])
    case 'follow-up.replied':
      return tell(`${where}已反馈督办事项的办理情况，请核实`, officePeople(organisation, today))
    case 'follow-up.returned':
      return tell(`${where}的督办反馈被退回，请继续办理`, owner ? [owner] : [])
    default:
      return []
  }
}

/** CMP-003, CMP-005: to those who may know that there is one, and with nothing of what it says. */
function aboutComplaint(
  event: Told<ComplaintEvent>,
  complaint: Complaint,
  organisation: Organisation,
): readonly Notice[] {
  const today = dayOf(event.at)
  const readers = readersToday(complaint, { organisation, today, now: event.at, person: '' }).map(
    ({ person }) => person,
  )
  // Whoever had it in hand and must keep away by now hears nothing more of it.
  const atIt = complaint.handlers.filter(person => readers.includes(person))
  const tell = (words: string, people: readonly string[]) =>
    people
      .filter(person => readers.includes(person))
      .map(person => ({ person, words, link: `/complaints/${complaint.id}` }))
  switch (event.type) {
    case 'complaint.received':
      return tell('收到一件新的投诉举报，请分流', readers)
    case 'complaint.message-received':
      return tell('举报人补充了材料，请查看', atIt.length > 0 ? atIt : readers)
    case 'complaint.assigned':
      return tell('请您承办一件投诉举报', event.data.handlers)
    case 'complaint.identity-asked':
      return tell('有人申请打开举报人身份，请您同意或不同意', [event.data.first, event.data.second])
    default:
      return []
  }
}

function aboutReviewGroup(event: Told<ReviewGroupEvent>, group: ReviewGroup): readonly Notice[] {
  if (event.type !== 'review-group.approved') return []
  const term = `${formatDay(group.from)}至${formatDay(group.to)}`
  const tell = (person: string, words: string) => ({ person, words, link: '/review-groups' })
  return [
    tell(group.leader, `您任「${group.name}」组长（${term}），已经领导小组批准`),
    ...group.members.map((m, index) =>
      tell(m.person, `您任「${group.name}」${index === 0 ? '召集人' : '成员'}（${term}），已经领导小组批准`),
    ),
  ]
}

function aboutOrganisation(event: Told<OrganisationEvent>, organisation: Organisation): readonly Notice[] {
  if (event.type !== 'organisation.delegation-granted') return []
  const { to, from, firstDay, lastDay } = event.data
  const words = `${nameOf(organisation, from)}委托您于${formatDay(firstDay)}至${formatDay(lastDay)}代行分管审核`
  return [{ person: to, words, link: '/organisation' }]
}

/** How a notice is known: by its event, so that the same event tells one person once. Fit for a path. */
export const noticeSource = (stream: string, version: number): string =>
  `${moduleOf(stream)}.${idOf(stream)}.${version}`
