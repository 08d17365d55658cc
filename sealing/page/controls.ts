/** Fields and buttons of the page. Nothing of what is typed is kept by the browser: no names, no autocompletion. */
import type { Refusal } from '../../domain/result.ts'
import { banner, element, type Piece } from '../../verifier/elements.ts'

let made = 0
const freshId = () => `r${++made}`

export interface FieldSpec {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly most: number
  /** Lines of a text; a field of one line without. */
  readonly rows?: number
  readonly required?: boolean
}

export function field({ label, hint, value, onInput, most, rows, required }: FieldSpec): HTMLElement {
  const id = freshId()
  const input = document.createElement(rows === undefined ? 'input' : 'textarea')
  input.id = id
  input.value = value
  input.maxLength = most
  input.autocomplete = 'off'
  input.spellcheck = false
  if (input instanceof HTMLTextAreaElement && rows !== undefined) input.rows = rows
  input.addEventListener('input', () => onInput(input.value))
  const name = element('label', 'report-label', label, required ? '' : element('span', 'small', '（可不填）'))
  name.setAttribute('for', id)
  const help = hint === undefined ? undefined : element('p', 'small', hint)
  if (help) {
    help.id = `${id}h`
    input.setAttribute('aria-describedby', help.id)
  }
  return element('div', 'report-field', name, help, input)
}

export interface ChoiceSpec {
  readonly kind: 'checkbox' | 'radio'
  readonly group: string
  readonly label: string
  readonly note?: string
  readonly checked: boolean
  /** Why it cannot be chosen; shown beside it. */
  readonly barred?: string | undefined
  readonly onChange: (checked: boolean) => void
}

export function choice({ kind, group, label, note, checked, barred, onChange }: ChoiceSpec): HTMLElement {
  const input = document.createElement('input')
  input.type = kind
  input.name = group
  input.checked = checked
  input.disabled = barred !== undefined
  input.autocomplete = 'off'
  input.addEventListener('change', () => onChange(input.checked))
  const more = barred ?? note
  return element(
    'label',
    barred === undefined ? 'report-choice' : 'report-choice barred',
    input,
    element('span', '', label, more !== undefined && element('span', 'under', more)),
  )
}

export function choices(legend: string, hint: string, ...pieces: readonly Piece[]): HTMLElement {
  return element(
    'fieldset',
    'report-choices',
    element('legend', '', legend),
    hint !== '' && element('p', 'small', hint),
    ...pieces,
  )
}

export function button(words: string, look: '' | 'second', onClick: () => unknown): HTMLButtonElement {
  const pressed = element('button', look, words) as HTMLButtonElement
  pressed.type = 'button'
  pressed.addEventListener('click', () => {
    // Not `disabled`: the button that has the focus would lose it.
    if (pressed.getAttribute('aria-disabled') === 'true') return
    pressed.setAttribute('aria-disabled', 'true')
    void Promise.resolve(onClick()).finally(() => pressed.removeAttribute('aria-disabled'))
  })
  return pressed
}

export const buttons = (...pieces: readonly Piece[]): HTMLElement => element('p', 'report-buttons', ...pieces)

/** A refusal in its own words, with the clause that it stands on. */
export const refusalBanner = ({ sentence, clause }: Refusal): HTMLElement => banner('bad', sentence, `依据：${clause}`)

/** A place whose changes are read out to whoever does not see them. */
export function announced(): HTMLElement {
  const place = element('div', 'report-said')
  place.setAttribute('role', 'status')
  return place
}

/** What is going on, with a bar: full as far as it is known, moving when it is not. */
export function progressBar(place: HTMLElement): (words: string, done?: number) => void {
  const bar = document.createElement('progress')
  bar.max = 1
  const words = element('p', 'report-working', '')
  bar.setAttribute('aria-label', '进度')
  place.replaceChildren(words, bar)
  return (said, done) => {
    words.textContent = said
    if (done === undefined) bar.removeAttribute('value')
    else bar.value = done
  }
}
