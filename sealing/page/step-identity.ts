import { firstRefusal, type Refusal, refuse } from '../../domain/result.ts'
import { element } from '../../verifier/elements.ts'
import { stepButtons, stepLine, type Walk } from './begin.ts'
import { choice, choices, field } from './controls.ts'
import type { Draft } from './draft.ts'
import { showCheck } from './step-check.ts'
import { showFiles } from './step-files.ts'
import { whyAnonymous } from './step-whom.ts'

/** CMP-003: a name is sealed apart, to two people who can only open it together. */
export function showIdentity(walk: Walk): void {
  const { screen, desk } = walk
  const barred = whyAnonymous(desk.group, desk.draft)
  if (barred !== undefined) desk.draft = { ...desk.draft, mode: 'ANONYMOUS' }
  const { draft } = desk
  const named = element('div', '', ...identityFields(desk.draft, change))
  named.hidden = draft.mode === 'ANONYMOUS'
  function change(part: Partial<Draft>): void {
    desk.draft = { ...desk.draft, ...part }
    named.hidden = desk.draft.mode === 'ANONYMOUS'
  }
  const mode = (value: Draft['mode'], label: string, note: string, why?: string) =>
    choice({
      kind: 'radio',
      group: 'mode',
      label,
      note,
      checked: draft.mode === value,
      barred: why,
      onChange: () => change({ mode: value }),
    })
  screen.show(
    '匿名还是实名',
    stepLine(5),
    choices(
      '举报方式',
      '',
      mode('ANONYMOUS', '匿名', '不留姓名和联系方式，照样能凭查询码看进度、看答复、补充材料。'),
      mode(
        'REAL_NAME',
        '实名',
        '姓名和联系方式与内容分开密封，交两名身份受托人；要两个人都同意才打得开，打开一次记一次，并告诉您。实名件 15 个工作日内告知是否受理。',
        barred,
      ),
    ),
    named,
    ...stepButtons(
      () => showFiles(walk),
      '下一步：核对',
      () => whyNotIdentity(desk.draft) ?? void showCheck(walk),
    ),
  )
}

type Named = Pick<Draft, 'mode' | 'name' | 'contact' | 'unit'>

export function identityFields(value: Named, change: (part: Partial<Named>) => void): readonly HTMLElement[] {
  const one = (key: 'name' | 'contact' | 'unit', label: string, most: number, required: boolean) =>
    field({ label, value: value[key], most, required, onInput: text => change({ [key]: text }) })
  return [one('name', '姓名', 60, true), one('contact', '联系方式', 200, true), one('unit', '单位', 120, false)]
}

export function whyNotIdentity({ mode, name, contact }: Named): Refusal | undefined {
  if (mode === 'ANONYMOUS') return undefined
  return firstRefusal(
    name.trim() === '' ? refuse('INCOMPLETE', 'CMP-003', '请填写姓名，或改为匿名。', 'name') : undefined,
    contact.trim() === '' ? refuse('INCOMPLETE', 'CMP-003', '请填写联系方式，或改为匿名。', 'contact') : undefined,
  )
}
