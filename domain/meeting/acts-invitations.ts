import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, hash, instant, text } from '../schema.ts'
import { type Signature, signature } from '../signature.ts'
import { refuseUscc } from '../uscc.ts'
import { inviteeCategories, positions, unit } from './events.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage } from './facts.ts'
import { interestOf, invitationOf, linkedInvitation, refuseTakingPart } from './invitations.ts'
import { type Invitation, itemOf, type Meeting } from './meeting.ts'

/** How long a link may open anything at most (E-14 到期失效): one deliberation, with its notice and its postponement. */
const LONGEST_DAYS = 30
const DAY_MS = 86_400_000

function refuseUnlessInviting(state: Meeting, label: string): Refusal | undefined {
  return state.stage !== 'NONE' && state.kind !== 'GROUP'
    ? refuse('INVALID', 'S98', '只有复核小组例会邀请专家、代表参与复核。')
    : refuseUnlessStage(state, ['PLANNED', 'NOTICED', 'OPEN'], 'S98', label)
}

function proposedIn(state: Meeting, id: string): Invitation | Refusal {
  const invitation = state.invitations.find(i => i.id === id)
  if (!invitation) return refuse('NOT_FOUND', 'S98', '没有这份邀请。', 'invitation')
  return invitation.stage === 'PROPOSED'
    ? invitation
    : refuse('WRONG_STATE', 'S98', '这份邀请已经商定过了。', 'invitation')
}

const isRefusal = (found: Invitation | Refusal): found is Refusal => 'sentence' in found

/** S98: the group asks; nobody is invited before the office has agreed. */
const propose = defineMeetingAct({
  noun: 'invitations',
  label: '提出邀请',
  clause: 'S98',
  roles: ['MEETING_CHAIR', 'GROUP_LEADER', 'GROUP_CONVENER', 'MEETING_RECORDER'],
  input: z.strictObject({
    matter: code('件'),
    category: z.enum(inviteeCategories, {
      error: '受邀类别为专家学者、群众代表、人大代表、政协委员或其他',
    }),
    name: text('姓名', 40, 2),
    unit: text('单位名称', 120, 2).optional(),
    uscc: z.string().max(18, { error: '统一社会信用代码为18位' }).optional(),
    reason: text('邀请理由', 300, 2),
  }),
  may: state => refuseUnlessInviting(state, '提出邀请'),
  decide: (state, input) => {
    if (itemOf(state, input.matter)?.stage !== 'WAITING') {
      return err(refuse('INVALID', 'S98', '只能就尚未开始审议的议题提出邀请。', 'matter'))
    }
    const malformed = input.uscc === undefined ? undefined : refuseUscc(input.uscc, 'uscc')
    if (malformed) return err(malformed)
    if (input.uscc !== undefined && input.unit === undefined) {
      return err(refuse('INCOMPLETE', 'E-13', '填了统一社会信用代码的，请一并填写单位名称。', 'unit'))
    }
    const invitation = `I-${state.invitations.length + 1}`
    return ok([{ type: 'meeting.invitation-proposed', data: { ...input, invitation } }])
  },
})

const agree = defineMeetingAct({
  noun: 'invitation-agreements',
  label: '商定邀请',
  clause: 'S98',
  roles: ['OFFICE'],
  input: z.strictObject({
    invitation: code('邀请'),
    link: hash('链接指纹'),
    expiresAt: instant('失效时间'),
    materials: z.array(hash('文件指纹')).max(100, { error: '可阅材料不得超过100份' }),
    downloadable: z.boolean(),
  }),
  may: state => refuseUnlessInviting(state, '商定邀请'),
  decide: (state, input, facts) => {
    const found = proposedIn(state, input.invitation)
    if (isRefusal(found)) return err(found)
    const stage = itemOf(state, found.matter)?.stage
    // An item that was taken off has no matter here to compare with: nothing below may be asked.
    if (stage !== 'WAITING' && stage !== 'UNDER_WAY') {
      return err(refuse('WRONG_STATE', 'S98', '该议题已经审议完毕或已撤下，不再邀请。', 'invitation'))
    }
    const wrong = firstRefusal(
      refuseInterested(found, facts),
      refuseLink(state, input.link, input.expiresAt, facts),
      refuseMaterials(found.matter, input.materials, facts),
    )
    if (wrong) return err(wrong)
    const data = { ...input, materials: [...new Set(input.materials)] }
    return ok([{ type: 'meeting.invitation-agreed', data }])
  },
})

/** E-13: compared again when it is agreed, because the matter's counterparty may have been corrected since. */
function refuseInterested(invitation: Invitation, facts: MeetingFacts): Refusal | undefined {
  const interest = interestOf(ownUnit(invitation), matterIn(facts, invitation.matter).counterparty?.uscc)
  return interest === undefined
    ? undefined
    : refuse('CONFLICT_OF_INTEREST', 'E-13', `${interest}，不得邀请。`, 'invitation')
}

const ownUnit = ({ unit: name = '所在单位', uscc }: Invitation) => (uscc === undefined ? [] : [{ name, uscc }])

function refuseLink(state: Meeting, link: string, expiresAt: string, facts: MeetingFacts): Refusal | undefined {
  const lasts = Date.parse(expiresAt) - Date.parse(facts.now)
  if (lasts <= 0) return refuse('INVALID', 'E-14', '失效时间须晚于现在。', 'expiresAt')
  if (lasts > LONGEST_DAYS * DAY_MS) {
    return refuse('INVALID', 'E-14', `邀请链接的有效期最长${LONGEST_DAYS}天。`, 'expiresAt')
  }
  return linkedInvitation(state, link)
    ? refuse('INVALID', 'E-14', '这个链接已用于另一份邀请，请重新生成。', 'link')
    : undefined
}

function refuseMaterials(matter: string, materials: readonly string[], facts: MeetingFacts): Refusal | undefined {
  const own = new Set(matterIn(facts, matter).materials.map(m => m.hash))
  const stranger = materials.findIndex(material => !own.has(material))
  return stranger < 0
    ? undefined
    : refuse('INVALID', 'E-14', '受邀人只能阅看本议题的材料，所选文件不在其中。', `materials.${stranger}`)
}

const decline = defineMeetingAct({
  noun: 'invitation-refusals',
  label: '不予邀请',
  clause: 'S98',
  roles: ['OFFICE'],
  input: z.strictObject({ invitation: code('邀请'), reason: text('理由', 300, 2) }),
  may: state => refuseUnlessInviting(state, '不予邀请'),
  decide: (state, input) => {
    const found = proposedIn(state, input.invitation)
    return isRefusal(found) ? err(found) : ok([{ type: 'meeting.invitation-declined', data: input }])
  },
})

/** Who has the role INVITEE acts by an invitation that was agreed and not blocked; it is only asked whether still. */
function refuseInvitee(state: Meeting, facts: MeetingFacts, more: (own: Invitation) => Refusal | undefined) {
  const own = invitationOf(state, facts.person)
  return own
    ? firstRefusal(refuseTakingPart(state, own, facts.now), more(own))
    : refuse('NOT_FOUND', 'E-14', '没有这份邀请。')
}

/** E-13: declared by the person, and compared by the code of the unit; a hit ends the invitation there and then. */
const declareInterests = defineMeetingAct({
  noun: 'invitee-declarations',
  label: '申报利害关系',
  clause: 'E-13',
  roles: ['INVITEE'],
  input: z.strictObject({
    related: z.boolean({ error: '请说明与本件是否有利害关系' }),
    units: z.array(unit).max(20, { error: '申报的单位不得超过20个' }),
    words: text('说明', 500).optional(),
  }),
  may: (state, facts) =>
    refuseInvitee(state, facts, own =>
      own.declared ? refuse('WRONG_STATE', 'E-13', '您已经申报过利害关系。') : undefined,
    ),
  decide: (state, input, facts) => {
    const malformed = firstRefusal(...input.units.map((u, index) => refuseUscc(u.uscc, `units.${index}.uscc`)))
    if (malformed) return err(malformed)
    const own = invitationOf(state, facts.person)
    if (!own) return err(refuse('NOT_FOUND', 'E-14', '没有这份邀请。'))
    const counterparty = matterIn(facts, own.matter).counterparty?.uscc
    const interest = input.related
      ? '本人申报与本件有利害关系'
      : interestOf([...ownUnit(own), ...input.units], counterparty)
    const declared = { type: 'meeting.invitee-interests-declared', data: { ...input, invitation: own.id } }
    const blocked = { type: 'meeting.invitation-blocked', data: { invitation: own.id, reason: interest } }
    return ok(interest === undefined ? [declared] : [declared, blocked])
  },
})

/**
 * S100, A10: on record in the person's own words, and never among those counted: no quorum and no vote looks at an
 * invitation, whatever position it takes.
 */
const giveOpinion = defineMeetingAct({
  noun: 'invitee-opinions',
  label: '发表受邀意见',
  clause: 'S100',
  roles: ['INVITEE'],
  input: z.strictObject({
    position: z.enum(positions, { error: '态度为赞成、反对或弃权' }).optional(),
    words: text('意见', 2000, 2),
    signature: signature.optional(),
  }),
  may: (state, facts) =>
    refuseInvitee(state, facts, own => {
      if (!own.declared) return refuse('WRONG_STATE', 'E-13', '请先申报利害关系，再发表意见。')
      return own.opinion ? refuse('WRONG_STATE', 'E-14', '您已经发表过意见，邀请只能使用一次。') : undefined
    }),
  decide: (state, input, facts) => {
    const own = invitationOf(state, facts.person)
    if (!own) return err(refuse('NOT_FOUND', 'E-14', '没有这份邀请。'))
    const forged = refuseStrangeKey(input.signature, facts)
    if (forged) return err(forged)
    const said = { ...input, invitation: own.id, matter: own.matter }
    return ok([{ type: 'meeting.invitee-opinion-recorded', data: said }])
  },
})

/** E-14 由其本人确认签名: nothing that comes along passes for a signature unless this person has the key. */
function refuseStrangeKey(signed: Signature | undefined, { organisation, person }: MeetingFacts): Refusal | undefined {
  const own = organisation.signingKeys.some(k => k.key === signed?.key && k.person === person && !k.revoked)
  return signed === undefined || own
    ? undefined
    : refuse('INVALID', 'E-14', '这个签名不是用您的签名密钥作出的，请去掉签名后重新提交。', 'signature')
}

/** E-13 事后发现: the opinion stays and is marked; found when it may be, also long after the minutes were signed. */
const voidOpinion = defineMeetingAct({
  noun: 'invitee-opinion-voidings',
  label: '受邀意见标记失效',
  clause: 'E-13',
  roles: ['MEETING_CHAIR', 'OFFICE'],
  input: z.strictObject({
    invitation: code('邀请'),
    reason: text('理由', 300, 2),
    reconsider: z.boolean({ error: '请评估本议题是否需要重议' }),
  }),
  may: state =>
    state.invitations.some(i => i.opinion && !i.voided)
      ? undefined
      : refuse('WRONG_STATE', 'E-13', '本次会议没有可标记失效的受邀意见。'),
  decide: (state, input) => {
    const invitation = state.invitations.find(i => i.id === input.invitation)
    return invitation?.opinion && !invitation.voided
      ? ok([{ type: 'meeting.invitee-opinion-voided', data: input }])
      : err(refuse('INVALID', 'E-13', '这份邀请没有意见，或其意见已经标记失效。', 'invitation'))
  },
})

export const invitationActs = [propose, agree, decline, declareInterests, giveOpinion, voidOpinion] as const
