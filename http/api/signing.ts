import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { isSignedNoun, type SignedNoun, type StatementOf, statementFor } from '../../domain/meeting/statement.ts'
import { signingActs } from '../../domain/organisation/acts-signing.ts'
import type { BaseFacts } from '../../domain/organisation/facts.ts'
import type { Organisation, SigningKey } from '../../domain/organisation/organisation.ts'
import { nameOf } from '../../domain/organisation/posts.ts'
import { refusalOf, refusalOfForm } from '../../domain/perform.ts'
import { err, must, ok, type Result, refuse } from '../../domain/result.ts'
import {
  challengeOf,
  isOwnKey,
  refuseWithoutOwnKey,
  type Signature,
  signatureFault,
  statementText,
  wordsOfMethod,
} from '../../domain/signature.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { earlierSignature, signFor } from '../../store/signing-keys.ts'
import type { Store } from '../../store/store.ts'
import { notFound } from '../errors.ts'
import { actionsOf } from '../present/actions.ts'
import type { Ask } from '../route.ts'
import * as webauthn from '../webauthn.ts'
import { carryOut, thenShow } from './acts.ts'
import type { AssertionOptions, RegistrationOptions, SigningView } from './contract.ts'

/** What signing needs besides the record: where sealed keys' key is, and the address browsers reach us by, if it is set. */
export interface SigningParts {
  readonly store: Store
  readonly dataDir: string
  readonly publicUrl: string
}

type Form = Readonly<Record<string, unknown>>

const filledIn = (body: unknown): Form | undefined => {
  const form = body ?? {}
  return typeof form === 'object' && !Array.isArray(form) ? (form as Form) : undefined
}

/**
 * The request with the signature that its act asks for (S145); routes.ts calls this before `meetings.act`. Where the
 * speaker has a key of their own, that key must have signed; where not, the server signs for them and the record says so.
 * A signature that came along is verified. What the act will refuse anyway passes unsigned, and is refused there; so does
 * what somebody takes down for somebody else, because nobody signs in another's place.
 */
export async function signedAsk(parts: SigningParts, ask: Ask, noun: string): Promise<Result<Ask>> {
  const form = filledIn(ask.body)
  if (!isSignedNoun(noun) || !form) return ok(ask)
  const stream = streams.meeting(ask.params.id ?? '')
  const [known, earlier] = await Promise.all([
    factsFor(parts.store, stream, ask.person, ask.now) as Promise<Known<Meeting, MeetingFacts>>,
    earlierSignature(parts.store, stream, ask.person, ask.key),
  ])
  // Sent again under its key, the command must be the same to the byte.
  if (earlier && form.signature === undefined) return ok({ ...ask, body: { ...form, signature: earlier } })
  const said = allowedStatement(known, noun, form)
  if (!said) return ok(ask)
  const keys = keysOf(known.facts.organisation, said.signer)
  if (said.given) {
    const fault = await faultOf(parts, ask, said, said.given, keys)
    return fault ? err(refuse('INVALID', 'S145', `${fault}，请重新签名。`, 'signature')) : ok(ask)
  }
  if (said.signer !== ask.person) return ok(ask)
  const withoutOwn = refuseWithoutOwnKey(keys)
  if (withoutOwn) return err(withoutOwn)
  const signature = await signFor(parts.store, parts.dataDir, ask.person, statementText(said.statement), ask.now)
  return signature.ok ? ok({ ...ask, body: { ...form, signature: signature.value } }) : signature
}

const keysOf = (organisation: Organisation, person: string): readonly SigningKey[] =>
  organisation.signingKeys.filter(key => key.person === person && !key.revoked)

/** What the form says, as the act's own schema reads it; `undefined` when the act may not be done or the form is wrong. */
function allowedStatement(
  { state, facts, roles, visible }: Known<Meeting, MeetingFacts>,
  noun: SignedNoun,
  form: Form,
): (StatementOf & { readonly given?: Signature | undefined }) | undefined {
  const act = meetingActs.find(one => one.noun === noun)
  if (!visible || !act || refusalOf(act, roles, state, facts)) return undefined
  const read = act.input.safeParse(form)
  if (!read.success) return undefined
  const said = statementFor(state, facts, noun, read.data as Form)
  return said && { ...said, given: (read.data as { signature?: Signature }).signature }
}

async function faultOf(
  { publicUrl }: SigningParts,
  ask: Ask,
  { statement }: StatementOf,
  signature: Signature,
  keys: readonly SigningKey[],
): Promise<string | undefined> {
  const fault = signatureFault(statement, signature, keys)
  if (fault || signature.method !== 'WEBAUTHN') return fault
  const key = must(
    keys.find(k => k.key === signature.key),
    'the key just verified with',
  )
  const party = webauthn.relyingParty(publicUrl, ask.request)
  return (await webauthn.madeHere(party, signature, key)) ? undefined : '签名不是在本平台的页面上作出的'
}

/** GET /signing */
export async function show(store: Store, ask: Ask): Promise<Result<SigningView>> {
  const known = await organisationFor(store, ask)
  const keys = known.state.signingKeys.filter(key => key.person === ask.person)
  return ok({
    keys: keys.map(({ key, method, revoked }) => ({ key, method, methodName: wordsOfMethod(method), revoked })),
    ownKey: keys.some(key => isOwnKey(key) && !key.revoked),
    actions: actionsOf(signingActs, known.roles, known.state, known.facts),
  })
}

/** POST /signing/registration-options */
export async function registrationOptions(parts: SigningParts, ask: Ask): Promise<Result<RegistrationOptions>> {
  const { state } = await organisationFor(parts.store, ask)
  const who = { person: ask.person, name: nameOf(state, ask.person) }
  const party = webauthn.relyingParty(parts.publicUrl, ask.request)
  const own = keysOf(state, ask.person).filter(isOwnKey)
  const options = await webauthn.registrationOptions(party, state.platform, who, challengeFor(ask), own)
  return ok({ options: { ...options } })
}

const challengeFor = (ask: Ask): Buffer =>
  webauthn.registrationChallenge(ask.person, must(ask.request.admitted.session, 'a session').csrf)

export const registrationForm = z.strictObject({
  /** What `startRegistration` of @simplewebauthn/browser gave. */
  response: z.looseObject({ id: z.string({ error: '认证器的答复不完整' }) }, { error: '认证器的答复必填' }),
})

/** POST /signing/registrations: an authenticator's key becomes the person's own. */
export async function register(parts: SigningParts, ask: Ask): Promise<Result<SigningView>> {
  const form = registrationForm.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm('S145', form.error.issues[0]))
  const party = webauthn.relyingParty(parts.publicUrl, ask.request)
  const made = await webauthn.registeredKey(party, form.data.response, challengeFor(ask))
  if (!made) return err(refuse('INVALID', 'S145', '认证器的登记没有通过核对，请刷新页面后重试。', 'response'))
  const body = { ...made, person: ask.person, method: 'WEBAUTHN' }
  const done = await carryOut(parts.store, streams.organisation, 'signing-keys', { ...ask, body })
  return thenShow(done, () => show(parts.store, ask))
}

export const assertionForm = z.strictObject({
  meeting: z.string({ error: '会议必填' }).max(160, { error: '会议编号过长' }),
  noun: z.string({ error: '操作必填' }).max(64, { error: '操作名称过长' }),
  /** The act's form without `signature`. */
  form: z.record(z.string(), z.unknown(), { error: '表单必填' }),
})

/** POST /signing/assertion-options: what the authenticator is asked to sign before the act itself is posted. */
export async function assertionOptions(parts: SigningParts, ask: Ask): Promise<Result<AssertionOptions>> {
  const asked = assertionForm.safeParse(ask.body ?? {})
  if (!asked.success) return err(refusalOfForm('S145', asked.error.issues[0]))
  const { meeting, noun, form } = asked.data
  if (!/^[A-Za-z0-9_.-]+$/.test(meeting)) return notFound()
  const stream = streams.meeting(meeting)
  const known = (await factsFor(parts.store, stream, ask.person, ask.now)) as Known<Meeting, MeetingFacts>
  if (known.version === 0 || !known.visible) return notFound()
  const said = isSignedNoun(noun) ? allowedStatement(known, noun, form) : undefined
  if (!said || said.signer !== ask.person) {
    return err(refuse('INVALID', 'S145', '这项操作现在不能签名，请刷新页面后再看。', 'noun'))
  }
  const own = keysOf(known.facts.organisation, ask.person).filter(isOwnKey)
  if (own.length === 0) {
    return err(refuse('WRONG_STATE', 'S145', '您没有登记本人持有的签名密钥，由平台代管的密钥签名，不需要这一步。'))
  }
  const party = webauthn.relyingParty(parts.publicUrl, ask.request)
  const challenge = Buffer.from(challengeOf(said.statement), 'base64url')
  const options = await webauthn.assertionOptions(party, challenge, own)
  return ok({ statement: statementText(said.statement), options: { ...options } })
}

const organisationFor = async (store: Store, ask: Ask) =>
  (await factsFor(store, streams.organisation, ask.person, ask.now)) as Known<Organisation, BaseFacts>
