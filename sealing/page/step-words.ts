import { firstRefusal, type Refusal, refuse } from '../../domain/result.ts'
import { element, fold } from '../../verifier/elements.ts'
import { MOST_WORDS } from '../letter.ts'
import { stepButtons, stepLine, type Walk } from './begin.ts'
import { field } from './controls.ts'
import { type Draft, mattersOf } from './draft.ts'
import { showCheck } from './step-check.ts'
import { showFiles } from './step-files.ts'
import { isUpward, showWhom } from './step-whom.ts'

export function showWords(walk: Walk): void {
  const { screen, desk } = walk
  const { draft } = desk
  const change = (part: Partial<Draft>) => {
    desk.draft = { ...desk.draft, ...part }
  }
  const upward = isUpward(desk.group, draft)
  screen.show(
    '发生了什么',
    stepLine(3),
    element(
      'p',
      '',
      '写清：谁、什么时候、在哪里、做了什么、您怎么知道、有什么凭据。不想暴露自己的，不要写只有您知道的细节。',
    ),
    field({
      label: '内容',
      value: draft.words,
      most: MOST_WORDS,
      rows: 12,
      required: true,
      onInput: words => change({ words }),
    }),
    field({ label: '标题', value: draft.title, most: 120, onInput: title => change({ title }) }),
    fold(
      '还可以补充：时间、件号、原登记号',
      draft.happenedOn !== '' || draft.matters !== '' || draft.related !== '',
      field({
        label: '发生时间',
        hint: '说个大概也行，例如「去年冬天」。',
        value: draft.happenedOn,
        most: 60,
        onInput: happenedOn => change({ happenedOn }),
      }),
      field({
        label: '涉及的件号',
        hint: '办件公开里的编号，例如 2026-000012；几个的用逗号隔开。',
        value: draft.matters,
        most: 400,
        onInput: matters => change({ matters }),
      }),
      !upward &&
        field({
          label: '原登记号',
          hint: '以前举报过、查询码丢了的，写当时的登记号（JB- 开头），便于并案。',
          value: draft.related,
          most: 11,
          onInput: related => change({ related: related.trim().toUpperCase() }),
        }),
    ),
    upward &&
      element(
        'p',
        'note',
        '径送上级的件网上只收文字，不收附件和单独的身份；要上级联系您的，可以把联系方式写在内容里，只有上级能看到。',
      ),
    ...stepButtons(
      () => showWhom(walk),
      upward ? '下一步：核对' : '下一步：附件',
      () => whyNotWords(desk.draft) ?? void (upward ? showCheck(walk) : showFiles(walk)),
    ),
  )
}

function whyNotWords(draft: Draft): Refusal | undefined {
  const { words, related } = draft
  return firstRefusal(
    words.trim() === '' ? refuse('INCOMPLETE', 'S122', '请写明内容。', 'words') : undefined,
    related !== '' && !/^JB-\d{8}$/.test(related)
      ? refuse('INVALID', 'E-60', '原登记号是 JB- 加 8 位数字；不记得的可以空着。', 'related')
      : undefined,
    mattersOf(draft).length > 50 || mattersOf(draft).some(matter => matter.length > 40)
      ? refuse('INVALID', 'S122', '件号最多 50 个，每个不超过 40 个字。', 'matters')
      : undefined,
  )
}
