import { fromBase64 } from '../../domain/log/bytes.ts'
import { formatDay } from '../../domain/time.ts'
import { banner, element, list, type Piece, toned } from '../../verifier/elements.ts'
import { openLetter } from '../letter.ts'
import type { SealedEvent } from '../report-digest.ts'
import type { Case } from './case.ts'
import { announced, button, buttons } from './controls.ts'
import { proveInLog } from './day-proof.ts'
import { showAddIdentity, showMessage, showWithdrawal } from './more.ts'
import type { Screen } from './screen.ts'

/** CMP-001: the stage, what happened, the answers; no content, nobody's name. */
export function showCase(screen: Screen, of: Case, said = ''): void {
  const { stage, stageName, steps, openings } = of.answer
  const replies = element('div', 'report-replies')
  void showReplies(replies, of)
  screen.show(
    `${of.number}：${stageName}`,
    said !== '' && banner('good', said),
    ...openings.map(({ on, ground }) =>
      banner(
        'open',
        `您的身份在 ${formatDay(on)} 被打开过`,
        `理由：${ground}。由两名身份受托人一同打开，已记入日志（CMP-003）。`,
      ),
    ),
    element('h4', '', '到哪一步了'),
    element(
      'ol',
      'report-steps',
      ...steps.map(step => element('li', '', element('span', 'small', formatDay(step.on)), ` ${step.words}`)),
    ),
    element('h4', '', '答复'),
    replies,
    element('h4', '', '核对'),
    proof(of),
    stage === 'UPWARD'
      ? element('p', 'small', '本件已密封径送上级，本机关没有内容，后续请向上级机关查询。')
      : actions(screen, of),
  )
}

function actions(screen: Screen, of: Case): HTMLElement {
  return element(
    'div',
    '',
    element('h4', '', '还可以'),
    buttons(
      button('补充材料或提出意见', '', () => showMessage(screen, of)),
      button('补充身份（改为实名）', 'second', () => showAddIdentity(screen, of)),
      button('撤回', 'second', () => showWithdrawal(screen, of)),
    ),
  )
}

const abouts: Readonly<Record<string, string>> = {
  ACKNOWLEDGEMENT: '受理告知',
  ANSWER: '答复',
  TRANSFER: '转办告知',
  FEEDBACK: '结果反馈',
}

async function showReplies(place: HTMLElement, { identity, answer }: Case): Promise<void> {
  const pieces: HTMLElement[] = []
  for (const { on, about, sealed } of answer.replies) {
    const bytes = fromBase64(sealed)
    const opened = bytes ? await openLetter(bytes, [identity]) : undefined
    const words = opened?.ok ? opened.value.words : (opened?.error.sentence ?? '这份答复读不出来，请刷新后再试。')
    pieces.push(
      element(
        'article',
        'card',
        element('p', 'small', `${abouts[about] ?? '答复'}，${formatDay(on)}`),
        ...words.split('\n').map(line => element('p', '', line)),
      ),
    )
  }
  place.replaceChildren(...(pieces.length > 0 ? pieces : [element('p', 'empty', '还没有答复。')]))
}

/** S122: each of one's own events, looked for in the entry of its day. */
function proof({ answer }: Case): HTMLElement {
  const out = announced()
  const placed = answer.proofs.filter(({ index }) => index !== undefined)
  if (placed.length === 0) {
    return element(
      'p',
      'empty',
      '每天的受理登记在次日写进公开日志。请明天再来核对；在那以前，回执上的签名承诺就是凭据。',
    )
  }
  const check = async () => {
    out.replaceChildren(element('p', 'report-working', '正在读公开日志……'))
    const lines: Piece[] = []
    for (const { event, index = 0 } of placed) {
      const proved = await proveInLog(event as unknown as SealedEvent, index)
      lines.push(toned(proved.ok ? 'good' : 'bad', proved.ok ? proved.value : proved.error.sentence))
    }
    out.replaceChildren(list('verify-steps', lines))
  }
  return element('div', '', buttons(button('核对是否在公开日志里', 'second', check)), out)
}
