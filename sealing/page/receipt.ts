import { formatDay } from '../../domain/time.ts'
import { banner, element, fold, list } from '../../verifier/elements.ts'
import { stepLine } from './begin.ts'
import { announced, button, buttons } from './controls.ts'
import type { Screen } from './screen.ts'
import type { Submitted } from './submission.ts'

/** Shown once. The code is nowhere else: not on the server, not in this browser when the page is closed. */
export function showReceipt(screen: Screen, submitted: Submitted): void {
  const { receipt, code, promised, upward } = submitted
  const said = announced()
  const text = receiptText(submitted)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = '已复制。粘贴保存以后，请再复制一段别的文字，免得留在剪贴板里。'
    } catch {
      said.textContent = '浏览器不允许复制，请抄写或另存。'
    }
  }
  const codeShown = element('p', 'report-code', ...code.split('-').map(group => element('span', '', group)))
  codeShown.setAttribute('aria-label', `查询码 ${code}`)
  screen.show(
    upward ? '已密封，径送上级' : '已收到，请先保存查询码',
    stepLine(7),
    element(
      'div',
      'report-receipt',
      element('p', '', '登记号 ', element('strong', 'report-number', receipt.number)),
      element('p', 'report-label', '查询码（只显示这一次）'),
      codeShown,
      element('p', '', `收到日期 ${formatDay(receipt.receivedOn)}`),
    ),
    banner(
      'open',
      '查询码丢失不能找回。',
      '平台没有保存它，也不留能找到您的信息。丢了可以重新提交，并写上这个登记号（E-60）。',
    ),
    buttons(
      button('复制', '', copy),
      button('保存为文本', 'second', () => save(text)),
      button('打印', 'second', () => print()),
    ),
    said,
    element('h4', '', '这份回执怎么用'),
    list('', [
      '回到本页按「凭查询码查询」，输入登记号和查询码，看进度、看答复、补充材料。',
      '次日起，查询时按「核对是否在公开日志里」，您的浏览器会自己查证这份举报有没有被登记、有没有被改动。',
      promised
        ? '下面的承诺由公开日志的密钥签名，本页已经核对过。将来日志里查不到这份举报，它就是平台收过件的证据。'
        : '平台没有给出可核对的签名承诺，请保存好本页的文字；次日核对不到的，请向上级机关反映。',
    ]),
    receipt.promise !== undefined && fold('签名承诺的原文', false, element('pre', '', receipt.promise)),
  )
}

function receiptText({ receipt, code }: Submitted): string {
  const { number, receivedOn, content, promise } = receipt
  return [
    `登记号：${number}`,
    `查询码：${code}（丢失不能找回）`,
    `收到日期：${receivedOn}`,
    `密封内容的 SHA-256：${content}`,
    ...(promise === undefined ? [] : ['', '签名承诺：', promise]),
  ].join('\n')
}

/** Under a name that tells nothing. */
function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = '记录.txt'
  link.click()
  URL.revokeObjectURL(url)
}
