import { type Refusal, refuse } from './result.ts'

export interface PasswordRules {
  readonly minLength: number
  /** How many of upper case, lower case, digits and other signs must occur. */
  readonly classes: number
}

/** Long enough for any sentence, short enough that hashing it is no attack. */
const MAX_LENGTH = 128
const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]

/** SEC-004: why this may not be the password of this account; `undefined` when it may. */
export function refusePassword(password: string, login: string, rules: PasswordRules): Refusal | undefined {
  const length = [...password].length
  if (length < rules.minLength) return refuse('INVALID', 'SEC-004', `口令至少${rules.minLength}个字符。`, 'next')
  if (length > MAX_LENGTH) return refuse('INVALID', 'SEC-004', `口令不得超过${MAX_LENGTH}个字符。`, 'next')
  if (kinds.filter(kind => kind.test(password)).length < rules.classes) {
    return refuse('INVALID', 'SEC-004', `口令须含大写字母、小写字母、数字、符号中的${rules.classes}类。`, 'next')
  }
  return password.toLowerCase().includes(login.toLowerCase())
    ? refuse('INVALID', 'SEC-004', '口令不得含有登录名。', 'next')
    : undefined
}
