import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { verifyEd25519 } from '../../domain/log/key.ts'
import { must } from '../../domain/result.ts'
import compact from '../vectors/cctv-ed25519/vectors.json' with { type: 'json' }

/** As C2SP/CCTV writes it: hexadecimal, the message plain, no flags as null. */
interface Vector {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[] | null
}

/**
 * What ours refuses. RFC 8032, 5.1.3 refuses encodings that are not canonical; small-order public keys we refuse besides,
 * because under them one signature is good for many messages. What it leaves open we accept, as the cofactored equation does.
 */
const refusedByUs = ['low_order_A', 'non_canonical_A', 'non_canonical_R', 'reencoded_k']

/** What OpenSSL in Node 24 refuses: the same, and whatever needs the cofactor or has a small-order R. */
const refusedByOpenssl = [...refusedByUs, 'low_order_R', 'low_order_residue']

const vectors = compact.vectors.map(expand)

/** The vectors by their flags: each combination is one case. */
const cases = Map.groupBy(vectors, ({ flags }) => (flags ?? ['no flags']).join(' '))

function expand(line: string, number: number): Vector {
  const [a = '', r = '', s = '', suffix = '', flags = ''] = line.split(' ')
  const point = (at: string) => must(compact.points[Number(at)], `point ${at}`)
  return {
    number,
    key: point(a),
    sig: point(r) + must(compact.scalars[Number(s)], `scalar ${s}`),
    msg: suffix === '-' ? 'ed25519vectors' : `ed25519vectors ${suffix}`,
    flags: flags === '-' ? null : [...flags].map(flag => must(compact.flags[Number(flag)], `flag ${flag}`)),
  }
}

const acceptedByUs = ({ key, sig, msg }: Vector) =>
  verifyEd25519(Buffer.from(msg), Buffer.from(sig, 'hex'), Buffer.from(key, 'hex'))

function acceptedByOpenssl({ key, sig, msg }: Vector): boolean {
  const der = Buffer.from(`302a300506032b6570032100${key}`, 'hex')
  return verify(
    null,
    Buffer.from(msg),
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    Buffer.from(sig, 'hex'),
  )
}

const hasNone = ({ flags }: Vector, refused: readonly string[]) => !flags?.some(flag => refused.includes(flag))

test('C2SP/CCTV: ed25519vectors.json is all here, byte for byte', () => {
  const original = `${JSON.stringify(vectors, null, '\t')}\n`
  assert.equal(vectors.length, 914)
  assert.equal(
    createHash('sha256').update(original).digest('hex'),
    'b38e84caf3e7e89170ff520292dbeae421b0a794c27408ce5ce973018fe3d7f9',
  )
})

for (const [flags, list] of cases) {
  test(`C2SP/CCTV: ed25519vectors.json/${flags}`, () => {
    const numbers = (wanted: (vector: Vector) => boolean) => list.filter(wanted).map(({ number }) => number)

    assert.deepEqual(
      numbers(acceptedByUs),
      numbers(vector => hasNone(vector, refusedByUs)),
      'ours',
    )
    assert.deepEqual(
      numbers(acceptedByOpenssl),
      numbers(vector => hasNone(vector, refusedByOpenssl)),
      'OpenSSL’s',
    )
  })
}

test('C2SP/CCTV: we and OpenSSL differ in 169 vectors that only a log itself could make: R of small order, or a residue', () => {
  const differing = [...cases]
    .map(
      ([flags, list]) =>
        [flags, list.filter(vector => acceptedByUs(vector) !== acceptedByOpenssl(vector)).length] as const,
    )
    .filter(([, count]) => count > 0)

  assert.deepEqual(Object.fromEntries(differing), {
    low_order_R: 1,
    'low_order_R low_order_component_A': 7,
    'low_order_R low_order_component_A low_order_residue': 7,
    'low_order_R low_order_component_R low_order_component_A': 35,
    'low_order_R low_order_component_R low_order_component_A low_order_residue': 49,
    'low_order_R low_order_component_R low_order_residue': 7,
    'low_order_component_A low_order_residue': 7,
    'low_order_component_R low_order_component_A low_order_residue': 49,
    'low_order_component_R low_order_residue': 7,
  })
})
