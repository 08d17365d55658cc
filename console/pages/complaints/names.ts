import type { PaperKind } from '../../../domain/complaint/complaint.ts'
import { nameOfPaper } from '../../../domain/complaint/dispositions.ts'
import { paperKinds } from '../../../domain/complaint/events.ts'

const channelNames: Readonly<Record<string, string>> = {
  NETWORK: '网上',
  LETTER: '来信',
  VISIT: '来访',
  PHONE: '来电',
  TRANSFER: '上级或他处转来',
  SIGNAL: '监督信号',
}
export const nameOfChannel = (channel: string): string => channelNames[channel] ?? '其他'
/** What a member registers; what comes by the network registers itself. */
export const registeredChannels = Object.entries(channelNames)
  .filter(([value]) => value !== 'NETWORK')
  .map(([value, label]) => ({ value, label }))

export const resultNames: Readonly<Record<string, string>> = {
  SUBSTANTIATED: '属实',
  PARTLY: '部分属实',
  UNSUBSTANTIATED: '不属实',
  CLARIFIED: '澄清正名',
  TRANSFERRED: '已移送',
  MERGED: '已并案',
}

export const groundNames: Readonly<Record<string, string>> = {
  VERIFY_IDENTITY: '核实身份',
  PROTECT_REPORTER: '保护举报人',
  GIVE_FEEDBACK: '当面反馈',
  LEGAL_ORDER: '依法须提供',
}

export const openingStageNames: Readonly<Record<string, string>> = {
  ASKED: '待另一名受托人同意',
  AGREED: '已同意，待打开外层',
  DECLINED: '未同意',
  PASSED: '外层已打开，待打开内层',
  OPENED: '已打开',
}

export const replyNames: Readonly<Record<string, string>> = {
  ACKNOWLEDGEMENT: '受理告知',
  ANSWER: '答复',
  TRANSFER: '转办告知',
  FEEDBACK: '结果反馈',
}

export const messageNames: Readonly<Record<string, string>> = {
  SUPPLEMENT: '补充材料',
  OBJECTION: '提出异议',
  QUESTION: '询问',
}

const plainParts: Readonly<Record<string, string>> = {
  CONTENT: '举报内容',
  ATTACHMENT: '附件',
  MESSAGE: '举报人补充',
  NOTE: '办理记录',
  REPLY: '答复',
}

export const isPaper = (kind: string): kind is PaperKind => paperKinds.some(known => known === kind)
export const nameOfPart = (kind: string): string => (isPaper(kind) ? nameOfPaper(kind) : (plainParts[kind] ?? '密封件'))
