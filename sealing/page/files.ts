/** Choosing files: cleaned here before they are sealed, with what was taken out and what to beware of (CMP-004, E-58). */
import type { Refusal } from '../../domain/result.ts'
import { element, list, toned } from '../../verifier/elements.ts'
import { type CleanFile, cleaned, uncleaned } from '../metadata.ts'
import { announced, button, buttons, refusalBanner } from './controls.ts'
import { MOST_FILES } from './draft.ts'
import { sizeWords } from './sending.ts'

/** A place to choose files in. @param onChange is told all files that are chosen now. */
export function filePicker(chosen: readonly CleanFile[], onChange: (files: readonly CleanFile[]) => void): HTMLElement {
  let files = chosen
  // Names tell nothing; a number is not given twice, even when a file was taken away again.
  let given = chosen.length
  const listed = element('ul', 'report-files')
  const said = announced()
  const changed = (now: readonly CleanFile[]) => {
    files = now
    onChange(files)
    listed.replaceChildren(...files.map(file => fileLine(file, () => changed(files.filter(other => other !== file)))))
  }
  const add = async (file: File) => {
    if (files.length >= MOST_FILES) {
      said.append(
        element('p', 'note', `附件最多 ${MOST_FILES} 个，「${file.name}」没有附上；其余的可以以后凭查询码补交。`),
      )
      return
    }
    const neutralNumber = ++given
    const clean = await cleaned(file, file.name, { neutralNumber })
    if (clean.ok) changed([...files, clean.value])
    else
      said.append(
        refusedFile(file, clean.error, async () =>
          changed([...files, await uncleaned(file, file.name, { neutralNumber })]),
        ),
      )
  }
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.id = 'report-files'
  input.addEventListener('change', async () => {
    said.replaceChildren(element('p', 'report-working', '正在清除文件自带的信息……'))
    const all = [...(input.files ?? [])]
    // The field would go on showing the names.
    input.value = ''
    said.replaceChildren()
    for (const file of all) await add(file)
  })
  const label = element('label', 'report-label', '选择文件')
  label.setAttribute('for', input.id)
  changed(files)
  return element('div', 'report-field', label, input, said, listed)
}

function fileLine({ name, blob, removed, warnings, dangers }: CleanFile, remove: () => void): HTMLElement {
  const lines = [
    ...removed.map(words => toned('good', `已移除：${words}`)),
    ...warnings.map(words => toned('open', words)),
    ...dangers.map(({ sentence }) => toned('open', `会提醒成员：${sentence}`)),
  ]
  return element(
    'li',
    '',
    element('strong', '', name),
    ` ${sizeWords(blob.size)} `,
    button(`不附${name}`, 'second', remove),
    lines.length > 0 && list('verify-steps', lines),
  )
}

function refusedFile(file: File, refusal: Refusal, keep: () => Promise<void>): HTMLElement {
  const shown = element('div', '')
  shown.append(
    element('p', '', element('strong', '', file.name)),
    refusalBanner(refusal),
    buttons(
      button('不附这份', '', () => shown.remove()),
      button('确认不会暴露我，原样附上', 'second', async () => {
        await keep()
        shown.remove()
      }),
    ),
  )
  return shown
}
