import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import type { Refusal } from '../../domain/result.ts'
import { element, list, type Piece } from '../../verifier/elements.ts'
import { announced, button, buttons, refusalBanner } from './controls.ts'
import { type Desk, type Draft, emptyDraft } from './draft.ts'
import { readGroup } from './group.ts'
import type { Screen } from './screen.ts'
import { showWhom } from './step-whom.ts'

/** A step of writing a report: shows itself; `back` and `next` are the ones beside it. */
export interface Walk {
  readonly screen: Screen
  readonly desk: Desk
  /** What the site says of the ways without a network. */
  readonly offline: string
}

export const STEPS = ['受理范围', '涉及谁', '写内容', '附件', '匿名或实名', '核对', '回执'] as const

/** «第 2 步，共 7 步» */
export function stepLine(step: number): HTMLElement {
  return element('p', 'report-step', `第 ${step} 步，共 ${STEPS.length} 步：${STEPS[step - 1] ?? ''}`)
}

/** Buttons of a step and, above them, why one cannot go on. */
export function stepButtons(
  back: (() => void) | undefined,
  words: string,
  next: () => Refusal | undefined,
): readonly Piece[] {
  const said = announced()
  const go = () => {
    const refusal = next()
    said.replaceChildren(...(refusal ? [refusalBanner(refusal)] : []))
  }
  return [said, buttons(button(words, '', go), back && button('上一步', 'second', back))]
}

/** S122, S127: what is accepted, what is not and where that goes, before anything is asked. */
export function beginReport(screen: Screen, offline: string, draft: Draft = emptyDraft): void {
  const said = announced()
  const go = async () => {
    said.replaceChildren(element('p', 'report-working', '正在取收件人名单……'))
    const group = await readGroup()
    if (group.ok) showWhom({ screen, offline, desk: { group: group.value, draft } })
    else said.replaceChildren(refusalBanner(group.error), offlineNote(offline))
  }
  screen.show(
    '先看看这里收不收',
    stepLine(1),
    element('div', 'halves', accepted(), notAccepted()),
    element(
      'p',
      'note against',
      element('strong', '', '涉密勿传。'),
      '本平台为非涉密系统，国家秘密一律不得写入或作为附件提交；涉密线索请走机要渠道或当面反映。',
    ),
    element(
      'p',
      'note',
      element('strong', '', '查询码只显示一次，丢失不能找回。'),
      '平台不保存查询码，也不留能找到您的任何信息。请准备好纸笔，或能保存一个小文件的地方。',
    ),
    element('p', 'small', '请不要用单位的电脑和网络。需要隐藏上网地址的，可以用 Tor 浏览器打开本页。'),
    said,
    buttons(button('在受理范围内，继续', '', go)),
  )
}

const accepted = () =>
  element(
    'div',
    '',
    element('h4', '', '受理'),
    list('', [
      `${boards.map(nameOfBoard).join('、')}四大板块业务中的违纪违法问题`,
      '四级程序该走没走、该审没审、该公开没公开',
      '工作人员以权谋私、吃拿卡要、泄露秘密、打击报复',
      '行业风气问题（会另行统计）',
    ]),
  )

const notAccepted = () =>
  element(
    'div',
    '',
    element('h4', '', '不受理，请到这些地方'),
    list('', [
      '办证、许可的进度和态度：拨打该事项页面上的监督电话或 12345',
      '招标投标中的异议和投诉：先向招标人，再向招标投标监督部门',
      '对行政决定不服：行政复议机关或人民法院',
      '申请政府信息公开：政府信息公开工作机构',
      '正在发生的危险：拨打 110',
    ]),
    element('p', 'small', '不属受理范围的来件会转给有权处理的机关并告诉您，不会丢弃。'),
  )

export const offlineNote = (offline: string): HTMLElement =>
  element('p', 'note', element('strong', '', '线下渠道：'), offline)
