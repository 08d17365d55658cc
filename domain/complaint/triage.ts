import { type Refusal, refuse } from '../result.ts'
import type { Complaint, ComplaintClass } from './complaint.ts'

interface Triage {
  readonly name: string
  /** Where it is dealt with. */
  readonly destination: string
  /** DISPOSE: by the group, in one of the four ways; ANSWER: answered and settled; TRANSFER: passed on, and the reporter told. */
  readonly way: 'DISPOSE' | 'ANSWER' | 'TRANSFER'
  /** What the reporter is told of it: where it goes and why, nothing of what it says (CMP-001, E-55). */
  readonly told: string
}

/** TRIAGE-001: one entrance, and for each class the place where it belongs. */
const triage: Record<ComplaintClass, Triage> = {
  DISCIPLINE_REPORT: {
    name: '检举控告',
    destination: '厅监督问责小组',
    way: 'DISPOSE',
    told: '本件反映的是违纪违法问题，由厅监督问责小组办理。',
  },
  PETITION: {
    name: '申诉求决、意见建议',
    destination: '厅办公室（信访）',
    way: 'TRANSFER',
    told: '本件属于申诉求决或者意见建议，转信访工作机构依《信访工作条例》办理。',
  },
  BIDDING_COMPLAINT: {
    name: '招投标投诉',
    destination: '工程建设招标投标监督部门',
    way: 'TRANSFER',
    told: '本件属于招标投标投诉，依《招标投标法实施条例》转招标投标监督部门办理；部分事项须先向招标人提出异议。',
  },
  FOI_REQUEST: {
    name: '政府信息公开申请',
    destination: '政府信息公开工作机构',
    way: 'TRANSFER',
    told: '本件属于政府信息公开申请，转政府信息公开工作机构依《政府信息公开条例》办理。',
  },
  SERVICE_COMPLAINT: {
    name: '效能与行风投诉',
    destination: '效能与行风工作机构',
    way: 'TRANSFER',
    told: '本件反映的是办事效率或者服务问题，不属于违纪违法举报，转效能与行风工作机构办理，没有丢弃。',
  },
  OUT_OF_SCOPE: {
    name: '不属受理范围',
    destination: '有权处理的机关',
    way: 'TRANSFER',
    told: '本件不属于四大板块业务的违纪违法问题，不在本机关受理范围，转有权处理的机关，或者请向其反映。',
  },
  CONSULT: {
    name: '咨询',
    destination: '厅监督问责小组',
    way: 'ANSWER',
    told: '本件属于咨询，由厅监督问责小组直接答复。',
  },
}

export const triageOf = (kind: ComplaintClass): Triage => triage[kind]
export const nameOfClass = (kind: ComplaintClass): string => triage[kind].name

/** S127: what belongs to none of the four boards can only be passed on to whoever it belongs to. */
export function refuseOutOfScope({ boards }: Complaint, kind: ComplaintClass): Refusal | undefined {
  if (boards.length > 0 || kind === 'OUT_OF_SCOPE') return undefined
  return refuse('INVALID', 'S127', '本件不涉及四大板块业务，只能分流为「不属受理范围」，转出并告知。', 'class')
}
