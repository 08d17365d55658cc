import { startAuthentication } from '@simplewebauthn/browser'
import type { AssertionOptions, Problem } from '../../http/api/contract.ts'
import { newKey, Refused, write } from './client.ts'

/** Whether an act of a meeting was refused only because its speaker has a key of their own and did not sign (S145). */
export const asksForOwnKey = (problem: Problem): boolean =>
  problem.code === 'INCOMPLETE' && problem.clause === 'S145' && problem.field === 'signature'

/**
 * Has the person's own authenticator sign what they are about to say, and returns the form with the signature.
 * @param page the meeting's path, `/meetings/<id>`. @throws Refused when the person does not go through with it.
 */
export async function signedWithOwnKey(page: string, noun: string, form: unknown): Promise<unknown> {
  const meeting = decodeURIComponent(page.split('/')[2] ?? '')
  const asked = await write<AssertionOptions>('/signing/assertion-options', {
    body: { meeting, noun, form },
    key: newKey(),
  })
  const optionsJSON = asked.options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON']
  const made = await startAuthentication({ optionsJSON }).catch(() => undefined)
  if (!made) throw new Refused(notSigned)
  const { signature: value, authenticatorData, clientDataJSON: clientData } = made.response
  return { ...(form as object), signature: { method: 'WEBAUTHN', key: made.id, value, authenticatorData, clientData } }
}

const notSigned: Problem = {
  type: 'about:blank',
  title: '没有签名',
  status: 409,
  code: 'NOT_SIGNED',
  clause: 'S145',
  detail: '没有用您的密钥完成签名，内容没有提交。请重新提交，并按提示确认。',
}
