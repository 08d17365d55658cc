import * as z from 'zod'
import { type Refusal, refuse } from '../result.ts'
import { text } from '../schema.ts'
import { disclosureAttributes, nonDisclosureGrounds } from './disclosure-words.ts'

export const disclosureChoice = z.strictObject({
  attribute: z.enum(disclosureAttributes, { error: '公开属性只有主动公开、依申请公开、不予公开三种' }),
  ground: z.enum(nonDisclosureGrounds, { error: '不予公开的依据只能取自条例第14、15、16条' }).optional(),
  reason: text('不予公开的理由', 300).optional(),
})
export type DisclosureChoice = z.output<typeof disclosureChoice>

/** Open is the rule and needs no words; anything else names its legal ground and at least ten characters of reason. */
export function refuseDisclosure(choice: DisclosureChoice): Refusal | undefined {
  if (choice.attribute === 'ACTIVE') return undefined
  if (!choice.ground) return refuse('INCOMPLETE', 'S11', '选择不主动公开，必须选定法定依据。', 'disclosure.ground')
  if (choice.ground === 'ART14_STATE_SECRET') {
    return refuse('INVALID', 'PUB-004', '本平台为非涉密系统，不得录入国家秘密；请改走机要渠道。', 'disclosure.ground')
  }
  if ([...(choice.reason ?? '')].length < 10) {
    return refuse('INCOMPLETE', 'ATTR-002', '不主动公开的理由至少10个字。', 'disclosure.reason')
  }
  return undefined
}
