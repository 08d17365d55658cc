/** 主动公开 / 依申请公开 / 不予公开 (ATTR-001). */
export const disclosureAttributes = ['ACTIVE', 'ON_REQUEST', 'NONE'] as const

/** The only grounds on which something may stay closed: 政府信息公开条例 articles 14, 15, 16 (PUB-004). */
export const nonDisclosureGrounds = [
  'ART14_STATE_SECRET',
  'ART14_PROHIBITED_BY_LAW',
  'ART14_SECURITY_STABILITY',
  'ART15_TRADE_SECRET',
  'ART15_PRIVACY',
  'ART16_INTERNAL',
  'ART16_DELIBERATIVE',
  'ART16_CASE_FILE',
] as const

const attributeNames = { ACTIVE: '主动公开', ON_REQUEST: '依申请公开', NONE: '不予公开' } as const
export const nameOfAttribute = (attribute: (typeof disclosureAttributes)[number]): string => attributeNames[attribute]

const groundNames: Record<(typeof nonDisclosureGrounds)[number], string> = {
  ART14_STATE_SECRET: '条例第14条：国家秘密',
  ART14_PROHIBITED_BY_LAW: '条例第14条：法律、行政法规禁止公开',
  ART14_SECURITY_STABILITY: '条例第14条：可能危及国家安全、公共安全、经济安全、社会稳定',
  ART15_TRADE_SECRET: '条例第15条：商业秘密',
  ART15_PRIVACY: '条例第15条：个人隐私',
  ART16_INTERNAL: '条例第16条：内部事务信息',
  ART16_DELIBERATIVE: '条例第16条：过程性信息',
  ART16_CASE_FILE: '条例第16条：行政执法案卷信息',
}
export const nameOfGround = (ground: (typeof nonDisclosureGrounds)[number]): string => groundNames[ground]
