import { err, type Refusal, type Result, refuse } from '../../domain/result.ts'
import { element } from '../../verifier/elements.ts'
import { openMailbox } from '../mailbox.ts'
import { derivedFromCode, readQueryCode } from '../query-code.ts'
import { ask, type MailboxAnswer, mailboxAnswer } from './api.ts'
import type { Case } from './case.ts'
import { showCase } from './case-view.ts'
import { announced, button, buttons, field, refusalBanner } from './controls.ts'
import type { Screen } from './screen.ts'

/** CMP-001: number and code open it, in this page; the server hears neither the code nor what it opens. */
export function beginQuery(screen: Screen): void {
  let number = ''
  let code = ''
  const said = announced()
  const go = async () => {
    said.replaceChildren(element('p', 'report-working', '正在打开信箱，约一两秒……'))
    const found = await openCase(number, code)
    if (found.ok) showCase(screen, found.value)
    else said.replaceChildren(refusalBanner(found.error))
  }
  screen.show(
    '凭查询码查询',
    field({
      label: '登记号',
      hint: 'JB- 加 8 位数字。',
      value: '',
      most: 20,
      required: true,
      onInput: typed => (number = typed),
    }),
    field({
      label: '查询码',
      hint: '16 位，大小写、空格和短横都不要紧。',
      value: '',
      most: 40,
      required: true,
      onInput: typed => (code = typed),
    }),
    said,
    buttons(button('查询', '', go)),
    element('p', 'small', '查询码不能找回。丢了可以重新提交，并写上原登记号；实名的，核实后由办理人联系您。'),
  )
}

/** What a person typed, as a number: `jb 12345678` is one too. */
function readNumber(typed: string): string | Refusal {
  const digits = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_]/g, '')
    .replace(/^JB/, '')
  return /^\d{8}$/.test(digits)
    ? `JB-${digits}`
    : refuse('INVALID', 'CMP-001', '登记号是 JB- 加 8 位数字：请对照回执再输一遍。', 'number')
}

async function openCase(typedNumber: string, typedCode: string): Promise<Result<Case>> {
  const number = readNumber(typedNumber)
  if (typeof number !== 'string') return err(number)
  const code = readQueryCode(typedCode)
  if (!code.ok) return code
  const { token } = await derivedFromCode(code.value, number)
  const answer = await askMailbox(number, token)
  if (!answer.ok) return answer
  const identity = await openMailbox(answer.value.keyBox, code.value, number)
  return identity.ok ? { ok: true, value: { number, token, identity: identity.value, answer: answer.value } } : identity
}

const wrongCode = refuse(
  'FORBIDDEN',
  'E-60',
  '登记号和查询码对不上：请对照回执再输一遍。查询码不能找回，忘记了可以补交线索并注明原登记号。',
  'code',
)

/** The mailbox with all its replies, which may come in several answers. */
export async function askMailbox(number: string, token: string): Promise<Result<MailboxAnswer>> {
  const first = await ask('/mailbox', mailboxAnswer, { number, token })
  if (!first.ok) return first
  if (!first.value.ok) return err(wrongCode)
  const replies = [...first.value.replies]
  for (let { more } = first.value; more; ) {
    const next = await ask('/mailbox', mailboxAnswer, { number, token, from: replies.length })
    if (!next.ok) return next
    if (next.value.replies.length === 0) break
    replies.push(...next.value.replies)
    more = next.value.more
  }
  return { ok: true, value: { ...first.value, replies } }
}
