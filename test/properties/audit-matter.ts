/** What a matter's own events must and must not say, one after another. */
import {
  type Data,
  departmentsOf,
  type Entry,
  inCharge,
  type Ledger,
  levelOn,
  type MatterTrack,
  TIER,
} from './ledger.ts'

const AWAITING = ['', 'SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'MEETING_PENDING']
const END: Readonly<Record<string, string>> = { REPORT: 'NOTED', FILING: 'FILED_AGREED', APPROVAL: 'APPROVED' }

export function auditMatter(ledger: Ledger, entry: Entry): void {
  const { id, type, data, day, by, claim } = entry
  if (type === 'matter.drafted') {
    claim(!ledger.matters.has(id), 'a matter is drafted once')
    ledger.matters.set(id, newMatter(data))
    return
  }
  const m = ledger.matters.get(id)
  claim(m !== undefined, 'a matter begins with its draft')
  if (!m) return
  const over = ['CLOSED', 'WITHDRAWN', 'TERMINATED', 'NOT_APPROVED'].includes(m.status)
  claim(!over || type === 'matter.marked', `nothing follows ${m.status}`)
  const editable = ['DRAFT', 'POST_FILING_REGISTERED', 'RETURNED'].includes(m.status)
  const pass = (tier: number) => {
    m.passed.push(tier)
    const last = m.level === 'APPROVAL' ? 4 : 3
    if (tier < last) {
      m.tier = tier + 1
      m.status = AWAITING[tier + 1] ?? ''
    } else {
      m.status = m.postFiled && m.level === 'FILING' ? 'HANDLED' : (END[m.level] ?? '')
      m.agreedOn = day
    }
  }
  switch (type) {
    case 'matter.details-set':
      claim(editable, 'the dossier is closed while it is under review')
      m.co = data.coDepartments
      claim(
        !m.passed.includes(3) || m.co.every(d => !m.reviewingDivisions.includes(d)),
        'who reviewed joins afterwards (1.3 no. 3)',
      )
      m.key = JSON.stringify([data.amount, data.location, data.projectCode, data.counterparty])
      break
    case 'matter.material-attached':
    case 'matter.material-removed':
    case 'matter.controls-checked':
      claim(editable, 'the dossier is closed while it is under review')
      break
    case 'matter.post-filing-registered':
      claim(
        m.status === 'DRAFT' && levelOn(ledger, m.item, day) === 'FILING',
        'post-filing is for 报备 alone (1.3 no. 2)',
      )
      m.status = 'POST_FILING_REGISTERED'
      m.postFiled = true
      break
    case 'matter.urgency-confirmed':
      claim(by.person !== m.handler, 'the handler does not confirm the urgency (A5)')
      m.confirmed = true
      break
    case 'matter.submitted':
      claim(m.status === 'DRAFT' || m.status === 'POST_FILING_REGISTERED', `submitted from ${m.status}`)
      claim(!m.postFiled || m.confirmed, 'urgency is confirmed before submission (A5)')
      claim(levelOn(ledger, m.item, day) === data.level, 'the level is that of the catalogue in force (E-69)')
      Object.assign(m, { level: data.level, status: AWAITING[1], tier: 1, submittedKey: m.key })
      break
    case 'matter.listed':
      claim(m.listedIn === undefined, 'one meeting at a time')
      claim(
        data.tier === m.tier && (m.status === AWAITING[m.tier] || m.status === 'DEFERRED'),
        'listed for the tier it waits for',
      )
      claim(data.tier !== 4 || m.level === 'APPROVAL', 'only 审定 goes to tier 4 (S111)')
      Object.assign(m, { status: AWAITING[m.tier], listedIn: data.meeting, noticed: false })
      break
    case 'matter.unlisted':
      Object.assign(m, { listedIn: undefined, noticed: false })
      break
    case 'matter.meeting-noticed':
      claim(m.listedIn === data.meeting, 'noticed by the meeting that lists it')
      m.noticed = true
      break
    case 'matter.tier-concluded':
      concludeTier(ledger, m, entry, pass)
      break
    case 'matter.supplement-requested':
      claim(
        m.status === AWAITING[m.tier] && data.tier === m.tier && !m.noticed,
        'returned at its own tier, before the notice',
      )
      Object.assign(m, { status: 'RETURNED', listedIn: undefined })
      break
    case 'matter.supplemented':
      claim(m.status === 'RETURNED', 'supplemented what was returned')
      claim(data.voided || m.key === m.submittedKey, 'a changed key field voids earlier opinions (E-16)')
      if (data.voided) Object.assign(m, { tier: 1, passed: [] })
      Object.assign(m, { status: AWAITING[m.tier], submittedKey: m.key })
      break
    case 'matter.withdrawal-requested':
      m.withdrawalAsked = true
      break
    case 'matter.withdrawal-declined':
      m.withdrawalAsked = false
      break
    case 'matter.withdrawn':
      claim(m.withdrawalAsked && !m.noticed && m.tier < 4, 'withdrawn when asked for, before the notice (E-21)')
      claim(by.person !== m.handler, 'somebody else consents to the withdrawal')
      Object.assign(m, { status: 'WITHDRAWN', listedIn: undefined })
      break
    case 'matter.condition-confirmed':
      claim(m.status === 'AGREED_IN_PRINCIPLE' && m.open.delete(data.condition), 'an open condition is cleared (E-23)')
      claim(by.person !== m.handler, 'the handler clears no condition')
      claim(data.allCleared === (m.open.size === 0), 'all cleared when none is open')
      if (m.open.size === 0) pass(m.tier)
      break
    case 'matter.handling-started':
      claim(
        m.level === 'FILING' && !m.postFiled && m.status === 'FILED_AGREED',
        '报备 is handled after it was agreed (1.3 no. 2)',
      )
      claim(
        m.passed.includes(3) && data.startedOn >= m.agreedOn,
        'not handled before the day it was agreed (1.3 no. 2)',
      )
      m.status = 'HANDLING'
      break
    case 'matter.handling-finished':
      claim(m.status === 'HANDLING', 'finished what was begun')
      m.status = 'HANDLED'
      break
    case 'matter.implementation-started':
      claim(
        m.level === 'APPROVAL' && m.status === 'APPROVED' && m.passed.includes(4),
        '审定 is implemented after tier 4 (1.3 no. 1)',
      )
      claim(data.startedOn >= m.agreedOn, 'not implemented before the day it was approved')
      m.status = 'IMPLEMENTING'
      break
    case 'matter.implementation-finished':
      claim(m.status === 'IMPLEMENTING', 'finished what was begun')
      m.status = 'IMPLEMENTED'
      break
    case 'matter.rectification-ordered':
      claim(m.postFiled && m.status === 'NOT_AGREED', 'put right what was handled and not agreed (E-25)')
      m.rectification = 'ORDERED'
      break
    case 'matter.rectified':
      claim(m.rectification === 'ORDERED', 'put right once')
      m.rectification = 'DONE'
      break
    case 'matter.closed':
      claim(
        ['NOTED', 'HANDLED', 'IMPLEMENTED'].includes(m.status) || m.rectification === 'DONE',
        `closed from ${m.status} (A3)`,
      )
      m.status = 'CLOSED'
      break
    case 'matter.terminated':
      claim(m.status === 'RETURNED' || m.status === 'DEFERRED', `terminated from ${m.status}`)
      m.status = 'TERMINATED'
  }
}

function concludeTier(
  ledger: Ledger,
  m: MatterTrack,
  { id, data, day, by, claim }: Entry,
  pass: (tier: number) => void,
): void {
  const { tier, conclusion } = data
  claim(
    tier === m.tier && m.status === AWAITING[tier],
    `tier ${tier} while waiting for ${m.tier} in ${m.status} (1.3 no. 4)`,
  )
  claim(tier < 2 || m.passed.includes(tier - 1), 'the tier below was passed (S86)')
  if (tier === 2) {
    claim(data.meeting === undefined, 'tier 2 is no meeting')
    const behalf = by.onBehalfOf
    const granted = ledger.delegations.some(
      d =>
        d.to === by.person &&
        d.from === behalf &&
        d.firstDay <= day &&
        day <= d.lastDay &&
        (!d.revokedOn || day < d.revokedOn) &&
        (d.departments.length === 0 || d.departments.includes(m.department)),
    )
    const own = behalf === undefined && inCharge(ledger, by.person, [m.department], day)
    claim(
      own || (granted && inCharge(ledger, behalf ?? '', [m.department], day)),
      'reviewed by the leader in charge or for them (S88)',
    )
    m.reviewedBy.add(by.person)
  } else {
    const meeting = ledger.meetings.get(data.meeting)
    const item = meeting?.items.get(id)
    claim(
      meeting !== undefined && TIER[meeting.kind] === tier && m.listedIn === data.meeting,
      'concluded by a meeting of its tier (S93)',
    )
    claim(item?.conclusion?.conclusion === conclusion, 'as the meeting concluded (E-38)')
    claim(meeting?.hash !== undefined && data.minutes === meeting.hash, 'bound to the signed minutes (MTG-009)')
    claim(data.presider === item?.presider, 'the presider of that item')
    if (tier === 3) m.reviewingDivisions = data.participants.flatMap(p => departmentsOf(ledger, p, day))
    for (const person of data.participants) {
      if (tier === 3) m.groupReviewed.add(person)
      else if (tier === 4) m.deliberated.add(person)
      else claim(person !== m.handler, 'the handler has no vote at tier 1 (S10)')
    }
  }
  m.conclusions += 1
  Object.assign(m, { listedIn: undefined, noticed: false, withdrawalAsked: false })
  if (conclusion === 'AGREED' || conclusion === 'AGREED_WITH_CHANGES') pass(tier)
  else if (conclusion === 'NOT_AGREED') m.status = tier === 4 ? 'NOT_APPROVED' : 'NOT_AGREED'
  else m.status = conclusion
  if (conclusion === 'AGREED_IN_PRINCIPLE') {
    m.open = new Set(data.conditions.map(c => c.id))
    claim(m.open.size > 0, 'a conditional yes has conditions (E-23)')
  }
}

function newMatter(data: Data): MatterTrack {
  return {
    status: 'DRAFT',
    item: data.item,
    level: '',
    department: data.department,
    co: [],
    handler: data.handler,
    postFiled: false,
    confirmed: false,
    withdrawalAsked: false,
    noticed: false,
    tier: 0,
    passed: [],
    agreedOn: '',
    open: new Set(),
    key: '',
    submittedKey: '',
    rectification: 'NONE',
    conclusions: 0,
    reviewedBy: new Set(),
    groupReviewed: new Set(),
    reviewingDivisions: [],
    deliberated: new Set(),
  }
}
