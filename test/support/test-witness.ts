import { COSIGNATURE_V1, type SignerKey, signerKey, type VerifierKey } from '../../domain/log/key.ts'
import type { Policy } from '../../domain/log/policy.ts'
import { createWitnessServer } from '../../witness/server.ts'
import { openWitnessState } from '../../witness/state.ts'

/** A witness in this process, which can go away and come back. */
export interface TestWitness {
  readonly name: string
  readonly url: string
  readonly signer: SignerKey
  /** The size that it cosigned last. */
  readonly size: (origin: string) => number
  readonly goAway: () => Promise<void>
  readonly comeBack: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function startTestWitness(
  name: string,
  origin: string,
  logKeys: readonly VerifierKey[],
): Promise<TestWitness> {
  const state = openWitnessState(':memory:')
  if (!state.ok) throw new Error(state.error)
  const signer = signerKey(`${name}.invalid`, COSIGNATURE_V1, new Uint8Array(32).fill(name.length))
  const listen = async (port: number) => {
    const parts = { owner: '演示见证人', state: state.value, signers: [signer], logs: new Map([[origin, logKeys]]) }
    const server = createWitnessServer({ ...parts, now: () => Math.floor(Date.now() / 1000), report: () => {} })
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
    return server
  }
  let server: Awaited<ReturnType<typeof listen>> | undefined = await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const goAway = async () => {
    const leaving = server
    server = undefined
    leaving?.closeAllConnections()
    await new Promise<void>(resolve => (leaving ? leaving.close(() => resolve()) : resolve()))
  }
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    signer,
    size: of => state.value.latest(of)?.size ?? 0,
    goAway,
    comeBack: async () => {
      server ??= await listen(port)
    },
    close: async () => {
      await goAway()
      state.value.close()
    },
  }
}

/** So many of these witnesses must cosign. */
export function policyOfWitnesses(witnesses: readonly TestWitness[], threshold: number): Policy {
  const named = witnesses.map(({ name, signer, url }) => ({ name, key: signer.verifier, url }))
  const group = { name: 'enough', threshold, members: named.map(({ name }) => name) }
  return { logs: [], witnesses: named, groups: [group], quorum: group.name }
}
