import { utf8 } from '../../domain/log/bytes.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { parsePolicy } from '../../domain/log/policy.ts'
import { parseTlogProof, verifyTlogProof } from '../../domain/log/tlog-proof.ts'

/**
 * Runs in a browser: how long one record's entry takes from its text to «in the tree, under a signed and witnessed checkpoint»,
 * in milliseconds, once for each run. @throws when it does not verify
 */
export function verificationTimes(entry: string, proofText: string, policyText: string, runs: number): number[] {
  const policy = parsePolicy(policyText)
  if (!policy.ok) throw new Error(policy.error.sentence)
  return Array.from({ length: runs }, () => {
    const started = performance.now()
    const proof = parseTlogProof(proofText)
    const verified = proof.ok ? verifyTlogProof(proof.value, leafHash(utf8(entry)), policy.value) : proof
    if (!verified.ok) throw new Error(verified.error.sentence)
    return performance.now() - started
  })
}
