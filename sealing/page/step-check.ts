import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { banner, element, type Piece } from '../../verifier/elements.ts'
import { stepLine, type Walk } from './begin.ts'
import { announced, button, buttons, progressBar, refusalBanner } from './controls.ts'
import type { Draft } from './draft.ts'
import { type Group, holdersIn, memberWords, readersIn, recusalIn } from './group.ts'
import { showReceipt } from './receipt.ts'
import { showIdentity } from './step-identity.ts'
import { showWhom } from './step-whom.ts'
import { showWords } from './step-words.ts'
import { newSubmission } from './submission.ts'

/** Everything once more, and then one button. What was written stays until the receipt is there. */
export function showCheck(walk: Walk): void {
  const { screen, desk } = walk
  const { group, draft } = desk
  const { upward } = recusalIn(group, draft.involved)
  const submission = newSubmission()
  const said = announced()
  const working = element('div', 'report-progress')
  const editing = buttons(
    button('改涉及的人', 'second', () => showWhom(walk)),
    button('改内容', 'second', () => showWords(walk)),
    !upward && button('改附件和方式', 'second', () => showIdentity(walk)),
  )
  const send = async () => {
    editing.hidden = true
    said.replaceChildren()
    const sent = await submission.send(desk.draft, progressBar(working)).catch(unexpected)
    working.replaceChildren()
    if (sent.ok) return showReceipt(screen, sent.value)
    editing.hidden = false
    said.replaceChildren(refusalBanner(sent.error), element('p', 'small', '写好的内容还在本页，可以再按一次。'))
  }
  screen.show(
    '核对后密封提交',
    stepLine(6),
    element('dl', 'facts', ...linesOf(group, draft, upward)),
    banner('open', '下一页会显示查询码，只显示一次。', '丢失不能找回（E-60）。提交后请先抄下或保存，再关闭本页。'),
    said,
    working,
    buttons(button('密封并提交', '', send)),
    editing,
  )
}

const unexpected = () => ({
  ok: false as const,
  error: {
    code: 'INVALID' as const,
    clause: 'S122',
    sentence: '密封时出了意外，没有提交：请关掉别的网页再试一次；附件很大的，可以先少附几份。',
  },
})

function linesOf(group: Group, draft: Draft, upward: boolean): readonly HTMLElement[] {
  const line = (name: string, ...value: readonly Piece[]) =>
    element('div', '', element('dt', '', name), element('dd', '', ...value))
  const keyed = holdersIn(group, 'CONTENT')
  const readers = readersIn(group, recusalIn(group, draft.involved)).filter(({ person }) => keyed.has(person))
  const unit = group.keys.find(({ purpose, revoked }) => purpose === 'SUPERIOR' && !revoked)?.unit ?? '上级机关'
  return [
    line('谁能打开', upward ? `只有「${unit}」` : readers.map(memberWords).join('；')),
    line('业务板块', draft.boards.map(nameOfBoard).join('、') || '不涉及'),
    line('内容', `${draft.title.trim() === '' ? '' : `${draft.title}：`}${shortened(draft.words)}`),
    line('附件', draft.files.length === 0 ? '没有' : draft.files.map(({ name }) => name).join('、')),
    line('举报方式', upward || draft.mode === 'ANONYMOUS' ? '匿名' : `实名（${draft.name}，另行密封给两名身份受托人）`),
  ]
}

const shortened = (words: string): string =>
  words.length > 200 ? `${words.slice(0, 200)}……（共 ${words.length} 字）` : words
