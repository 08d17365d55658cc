import type { InviteeDone, InviteePage } from '../../../http/api/contract.ts'
import { addressOf, problemFrom, Refused } from '../../api/client.ts'
import { heldSecret } from './secret.ts'

/** What the link shows. @throws Refused */
export async function readInvitation(): Promise<InviteePage> {
  return (await (await send('/invitee')).json()) as InviteePage
}

/** An act of the person invited. @param key the same for every try of one intention. @throws Refused */
export async function actAsInvitee(noun: string, body: unknown, key: string): Promise<InviteeDone> {
  const sent = await send(`/invitee/${noun}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  })
  return (await sent.json()) as InviteeDone
}

/** A material, fetched with the link's secret, because an address alone opens nothing. @throws Refused */
export async function readMaterial(hash: string): Promise<Blob> {
  return (await send(`/invitee/materials/${hash}`)).blob()
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, Authorization: `Invitation ${heldSecret()}` }
  const answer = await fetch(addressOf(path), { ...init, headers, credentials: 'omit', cache: 'no-store' }).catch(
    () => undefined,
  )
  if (!answer) throw new Refused(problemFrom(0, undefined))
  if (!answer.ok) throw new Refused(problemFrom(answer.status, await answer.json().catch(() => undefined)))
  return answer
}
