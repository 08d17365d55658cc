import * as z from 'zod'
import { refusalOfForm } from '../../domain/perform.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { findMailAddress, setMailAddress } from '../../store/mail-address.ts'
import type { Store } from '../../store/store.ts'
import type { Ask } from '../route.ts'
import type { MailAddress } from './contract.ts'

export const mailAddressForm = z.strictObject({
  /** Empty: no mail any more. */
  address: z.union([z.literal(''), z.email().max(200)], { error: '邮件地址应形如 name@example.cn，最长200个字符' }),
})

/** GET /session/mail-address: where notices of meetings go; nobody sees another person's. */
export async function show(store: Store, ask: Ask): Promise<Result<MailAddress>> {
  const address = await findMailAddress(store, ask.person)
  return ok(address === undefined ? {} : { address })
}

/** POST /session/mail-address */
export async function set(store: Store, ask: Ask): Promise<Result<MailAddress>> {
  const form = mailAddressForm.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm('S92', form.error.issues[0]))
  await setMailAddress(store, ask.person, form.data.address)
  return show(store, ask)
}
