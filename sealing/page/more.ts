/** What somebody with the code can add: a message with files, their name, the wish to withdraw (E-54). */
import { err, ok, type Result } from '../../domain/result.ts'
import { banner, element, type Piece } from '../../verifier/elements.ts'
import { MOST_WORDS, readLetter, sealLetter } from '../letter.ts'
import type { CleanFile } from '../metadata.ts'
import { contentRecipients } from '../recipients.ts'
import { ask, doneAnswer } from './api.ts'
import type { Case } from './case.ts'
import { showCase } from './case-view.ts'
import { announced, button, buttons, choice, choices, field, progressBar, refusalBanner } from './controls.ts'
import { filePicker } from './files.ts'
import { readersIn, readGroup } from './group.ts'
import { askMailbox } from './query.ts'
import type { Screen } from './screen.ts'
import { checkedKeys, type Progress, sendBytes, sendFiles, sendIdentity, work } from './sending.ts'
import { identityFields, whyNotIdentity } from './step-identity.ts'

const kinds = [
  ['SUPPLEMENT', '补充线索或材料'],
  ['OBJECTION', '对答复有异议'],
  ['QUESTION', '提问'],
] as const

interface Written {
  kind: (typeof kinds)[number][0]
  words: string
  files: readonly CleanFile[]
}

export function showMessage(screen: Screen, of: Case): void {
  const written: Written = { kind: 'SUPPLEMENT', words: '', files: [] }
  screen.show(
    '补充材料或提出意见',
    choices(
      '这次要说的是',
      '',
      ...kinds.map(([kind, label]) =>
        choice({
          kind: 'radio',
          group: 'kind',
          label,
          checked: kind === written.kind,
          onChange: () => (written.kind = kind),
        }),
      ),
    ),
    field({
      label: '内容',
      value: '',
      most: MOST_WORDS,
      rows: 8,
      required: true,
      onInput: words => (written.words = words),
    }),
    filePicker([], files => (written.files = files)),
    ...sendButtons(screen, of, '密封并提交', '已收到您的补充。', say => sendMessage(of, written, say)),
  )
}

export function showAddIdentity(screen: Screen, of: Case): void {
  let named = { mode: 'REAL_NAME' as const, name: '', contact: '', unit: '' }
  screen.show(
    '补充身份（改为实名）',
    element(
      'p',
      '',
      '姓名和联系方式与内容分开密封，交两名身份受托人；要两个人都同意才打得开，打开一次记一次，并在这里告诉您。补充以后不能改回匿名。',
    ),
    ...identityFields(named, part => {
      named = { ...named, ...part, mode: 'REAL_NAME' }
    }),
    ...sendButtons(screen, of, '密封并提交', '已收到您的身份，另行密封保管。', say => addIdentity(of, named, say)),
  )
}

export function showWithdrawal(screen: Screen, of: Case): void {
  screen.show(
    '撤回举报',
    banner(
      'open',
      '撤回不等于没有举报过。',
      '已经掌握的线索，小组仍会依规核查；撤回只表示您不再要求办理和反馈（E-54）。',
    ),
    ...sendButtons(screen, of, '我知道了，要求撤回', '已记下您的撤回要求。', () => done(of, '/withdrawal', {})),
  )
}

function sendButtons(
  screen: Screen,
  of: Case,
  words: string,
  thanks: string,
  send: (say: Progress) => Promise<Result<unknown>>,
): readonly Piece[] {
  const said = announced()
  const working = element('div', 'report-progress')
  const go = async () => {
    said.replaceChildren()
    const sent = await send(progressBar(working))
    working.replaceChildren()
    if (!sent.ok) return said.replaceChildren(refusalBanner(sent.error))
    const answer = await askMailbox(of.number, of.token)
    showCase(screen, answer.ok ? { ...of, answer: answer.value } : of, thanks)
  }
  return [
    said,
    working,
    buttons(
      button(words, '', go),
      button('返回', 'second', () => showCase(screen, of)),
    ),
  ]
}

/** Sealed to the same circle as the report: those who were to learn nothing of it learn nothing of this. */
async function sendMessage(of: Case, { kind, words, files }: Written, say: Progress): Promise<Result<unknown>> {
  const base = { version: 1, kind: 'MESSAGE', words }
  const complete = readLetter({ ...base, attachments: [] })
  if (!complete.ok) return complete
  const group = await readGroup()
  if (!group.ok) return group
  const report = await checkedKeys(group.value, say)
  if (!report.ok) return report
  const persons = readersIn(group.value, of.answer).map(({ person }) => person)
  const readers = contentRecipients(report.value, persons)
  if (!readers.ok) return readers
  const worked = await work(say)
  if (!worked.ok) return worked
  const { recipients } = readers.value
  const sent = await sendFiles(files, recipients, worked.value, say)
  if (!sent.ok) return sent
  const letter = readLetter({ ...base, attachments: sent.value.listed })
  if (!letter.ok) return letter
  const content = await sendBytes(await sealLetter(letter.value, recipients), worked.value)
  if (!content.ok) return content
  return await done(of, '/messages', { kind, content: content.value, attachments: sent.value.parts })
}

async function addIdentity(
  of: Case,
  named: { readonly mode: 'REAL_NAME'; readonly name: string; readonly contact: string; readonly unit: string },
  say: Progress,
): Promise<Result<unknown>> {
  const refusal = whyNotIdentity(named)
  if (refusal) return err(refusal)
  const group = await readGroup()
  if (!group.ok) return group
  const report = await checkedKeys(group.value, say)
  if (!report.ok) return report
  const worked = await work(say)
  if (!worked.ok) return worked
  const { name, contact, unit } = named
  const who = { name, contact, ...(unit.trim() === '' ? {} : { unit }) }
  const pairs = await sendIdentity(who, report.value, of.answer.recused.persons, group.value.custodians, worked.value)
  return pairs.ok ? await done(of, '/identity', { identity: pairs.value }) : pairs
}

async function done({ number, token }: Case, path: string, body: object): Promise<Result<unknown>> {
  const answered = await ask(path, doneAnswer, { number, token, ...body })
  return answered.ok ? ok(undefined) : answered
}
