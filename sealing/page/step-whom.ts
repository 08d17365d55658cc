import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import { type Refusal, refuse } from '../../domain/result.ts'
import { element, fold, list } from '../../verifier/elements.ts'
import { beginReport, offlineNote, stepButtons, stepLine, type Walk } from './begin.ts'
import { choice, choices, field } from './controls.ts'
import type { Draft } from './draft.ts'
import { custodiansIn, type Group, holdersIn, memberWords, postsIn, readersIn, recusalIn } from './group.ts'
import { showWords } from './step-words.ts'

/** CMP-005, E-53: whom it is about decides who may read it; the page says so before anything is written. */
export function showWhom(walk: Walk): void {
  const { screen, desk } = walk
  const { group } = desk
  const outcome = element('div', 'report-outcome')
  outcome.setAttribute('role', 'status')
  const change = (part: Partial<Draft>) => {
    desk.draft = { ...desk.draft, ...part }
    outcome.replaceChildren(...outcomeOf(group, desk.draft, walk.offline))
  }
  change({})
  const { draft } = desk
  screen.show(
    '涉及哪个板块、哪个处室、哪些人',
    stepLine(2),
    element(
      'p',
      '',
      '点得越准，越不会让被反映的人看到。您点的人、他们的处室和分管他们的厅领导，都不会知道有这份举报。',
    ),
    choices(
      '业务板块',
      '一个也不沾的可以不选，来件会转给有权处理的机关。',
      ...boards.map(board =>
        choice({
          kind: 'checkbox',
          group: 'board',
          label: nameOfBoard(board),
          checked: draft.boards.includes(board),
          onChange: on => change({ boards: toggled(desk.draft.boards, board, on) }),
        }),
      ),
      choice({
        kind: 'checkbox',
        group: 'conduct',
        label: '属于行业风气问题',
        checked: draft.industryConduct,
        onChange: industryConduct => change({ industryConduct }),
      }),
    ),
    foldedChoices('处室', draft.involved.departments.length, departmentChoices(walk, change)),
    foldedChoices('职务和人员', draft.involved.persons.length, postChoices(walk, change)),
    field({
      label: '其他涉及的人',
      hint: '上面没有的，写姓名和单位。这一栏同内容一起密封，不用来决定谁能看。',
      value: draft.names,
      most: 500,
      onInput: names => change({ names }),
    }),
    outcome,
    ...stepButtons(
      () => beginReport(screen, walk.offline, desk.draft),
      '下一步：写内容',
      () => whyNot(group, desk.draft) ?? void showWords(walk),
    ),
  )
}

const toggled = <T>(all: readonly T[], one: T, on: boolean): readonly T[] =>
  on ? [...all, one] : all.filter(other => other !== one)

function foldedChoices(legend: string, chosen: number, pieces: readonly HTMLElement[]): HTMLElement {
  return fold(`选择涉及的${legend}`, chosen > 0, element('div', 'report-many', ...pieces))
}

function departmentChoices({ desk }: Walk, change: (part: Partial<Draft>) => void): readonly HTMLElement[] {
  return desk.group.departments.map(({ code, name }) =>
    choice({
      kind: 'checkbox',
      group: 'department',
      label: name,
      checked: desk.draft.involved.departments.includes(code),
      onChange: on => {
        const { involved } = desk.draft
        change({ involved: { ...involved, departments: toggled(involved.departments, code, on) } })
      },
    }),
  )
}

function postChoices({ desk }: Walk, change: (part: Partial<Draft>) => void): readonly HTMLElement[] {
  return postsIn(desk.group).map(({ person, words }) =>
    choice({
      kind: 'checkbox',
      group: 'post',
      label: words,
      checked: desk.draft.involved.persons.includes(person),
      onChange: on => {
        const { involved } = desk.draft
        change({ involved: { ...involved, persons: toggled(involved.persons, person, on) } })
      },
    }),
  )
}

/** Who will read it and who will not, as it stands now. */
function outcomeOf(group: Group, { involved }: Draft, offline: string): readonly HTMLElement[] {
  const outcome = recusalIn(group, involved)
  const refusal = whyNot(group, { involved })
  if (outcome.upward) {
    const unit = group.keys.find(key => key.purpose === 'SUPERIOR' && !key.revoked)?.unit
    if (unit === undefined || refusal) return [element('p', 'note against', refusal?.sentence), offlineNote(offline)]
    return [
      element(
        'p',
        'note',
        element('strong', '', `径送上级：只有「${unit}」能打开。`),
        '涉及监督问责小组组长或厅主要领导，本机关任何人都看不到内容，平台只留登记号、收到的日期和去向。',
      ),
    ]
  }
  const readers = readersIn(group, outcome)
  const barred = group.seats.filter(member => !readers.includes(member))
  if (refusal) return [element('p', 'note against', refusal.sentence), offlineNote(offline)]
  const keyed = holdersIn(group, 'CONTENT')
  const opens = readers.filter(({ person }) => keyed.has(person))
  return [
    element('h4', '', '谁能打开这份举报'),
    list('', opens.map(memberWords)),
    barred.length > 0
      ? element(
          'p',
          '',
          element('strong', '', `不会知道有这份举报的成员（${barred.length}人）：`),
          `${barred.map(memberWords).join('；')}。`,
        )
      : element('p', 'small', '目前没有成员需要回避。如果涉及某个处室或某个人，请在上面点出来。'),
  ]
}

/** Nothing is taken where nobody could open it, or where it belongs elsewhere and cannot be sent there. */
export function whyNot(group: Group, { involved }: Pick<Draft, 'involved'>): Refusal | undefined {
  const outcome = recusalIn(group, involved)
  if (outcome.upward) {
    return holdersIn(group, 'SUPERIOR').size > 0
      ? undefined
      : refuse(
          'NOT_SUPPORTED',
          'CMP-005',
          '涉及监督问责小组组长或厅主要领导的，应径送上级；上级机关的收件公钥还没有登记，这里不收。请走下面的线下渠道或机要渠道，直接交上级纪检监察机关。',
        )
  }
  const keyed = holdersIn(group, 'CONTENT')
  return readersIn(group, outcome).some(({ person }) => keyed.has(person))
    ? undefined
    : refuse(
        'NOT_SUPPORTED',
        'S122',
        '目前没有一位可以受理本件的成员登记了收件公钥，不能在网上提交：请走下面的线下渠道。',
      )
}

export const isUpward = (group: Group, { involved }: Pick<Draft, 'involved'>): boolean =>
  recusalIn(group, involved).upward

/** CMP-003: why a name cannot be taken here; `undefined` when it can. */
export function whyAnonymous(group: Group, { involved }: Pick<Draft, 'involved'>): string | undefined {
  return custodiansIn(group, recusalIn(group, involved)) >= 2
    ? undefined
    : '登记了公钥的身份受托人不足两人，网上暂不能收姓名（CMP-003）。可以先匿名提交，以后凭查询码补充身份。'
}
