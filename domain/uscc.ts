import { type Refusal, refuse } from './result.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/**
 * Checks a 统一社会信用代码 (18 characters, upper case, check character included).
 * Source: GB 32100-2015; practice 3.19, SGS-002. The alphabet leaves out I, O, S, V and Z.
 */
export function isUscc(value: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(value.charAt(index)), 0)
  return value.charAt(17) === alphabet.charAt((31 - (sum % 31)) % 31)
}

export function refuseUscc(value: string, field: string): Refusal | undefined {
  return isUscc(value) ? undefined : refuse('INVALID', 'SGS-002', '统一社会信用代码的位数或校验位不正确。', field)
}
