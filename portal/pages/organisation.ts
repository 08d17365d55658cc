import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import type { Department } from '../../domain/organisation/organisation.ts'
import { formatDay } from '../../domain/time.ts'
import organisation from '../../spec/organisation.json' with { type: 'json' }
import { type PublicReviewGroup, readPublicReviewGroups, type Store } from '../../store/views/public.ts'
import { table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { boardPath } from '../words.ts'

const COLUMN = '阳光机关'

/** S37, S64–S70: who answers for what; people other than leaders by their post only (practice 3.1). */
export async function organisationPage(store: Store, { agency, today }: Frame): Promise<Page> {
  const groups = await readPublicReviewGroups(store, today)
  const body = html`<h1>阳光机关：机构与职责</h1>
<p class="lead">建设为民、务实、清廉的交通运输阳光机关。本页公开机构、职责和负责人；一般工作人员的姓名不公开。</p>
<section aria-labelledby="leaders"><h2 id="leaders">厅领导</h2>${table({
    caption: '厅领导及分管处室',
    columns: [{ label: '姓名', kind: 'short' }, { label: '职务', kind: 'main' }, { label: '分管' }],
    rows: agency.leaders.map(l => [l.name, l.title, l.inChargeOf.join('、') || '—']),
    empty: '还没有登记厅领导。',
  })}</section>
${leadingGroup(agency)}
<section aria-labelledby="divisions"><h2 id="divisions">处室与单位</h2>${table({
    caption: '处室与单位',
    columns: [
      { label: '名称', kind: 'main' },
      { label: '类别', kind: 'short' },
      { label: '送审板块' },
      { label: '职权事项', kind: 'number' },
    ],
    rows: agency.departments.map(d => [
      d.name,
      kindNames[d.kind],
      d.boards.length === 0
        ? '—'
        : html`${d.boards.map((b, i) => html`${i > 0 && '、'}<a href="${boardPath(b)}">${nameOfBoard(b)}</a>`)}`,
      itemsOf(agency, d.code),
    ]),
    empty: '还没有登记处室。',
  })}</section>
${reviewGroups(agency, groups)}`
  return { title: '机构与职责', column: COLUMN, crumbs: [], body }
}

const kindNames: Record<Department['kind'], string> = {
  division: '机关处室',
  enforcement: '执法机构',
  'resident-discipline': '派驻机构',
  'affiliated-unit': '直属单位',
}

function itemsOf(agency: PublicAgency, department: string): Html | string {
  const count = agency.catalogue?.items.filter(i => i.department === department).length ?? 0
  return count === 0 ? '—' : html`<a href="/catalogue?department=${department}">${count}</a>`
}

function leadingGroup(agency: PublicAgency): Html {
  const duties = (code: string) => organisation.groups.find(g => g.code === code)?.duties ?? []
  const list = (code: string) => html`<ul class="tight">${duties(code).map(duty => html`<li>${duty}</li>`)}</ul>`
  const office = ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'PERSONNEL', 'ARCHIVE_INFO_CENTER']
  return html`<section aria-labelledby="leading"><h2 id="leading">领导小组及其办公室</h2><ul class="grid">
<li class="card"><h3>厅阳光政务监督机制建设领导小组</h3><p>组长：厅主要领导。副组长：厅班子成员。成员：厅机关各处室和厅直属各单位主要负责人。</p>${list('LEADING_GROUP')}</li>
<li class="card"><h3>领导小组办公室</h3><p>成员：${office.map(code => departmentName(agency, code)).join('、')}主要负责人等。</p>${list('LEADING_OFFICE')}</li>
</ul></section>`
}

function reviewGroups(agency: PublicAgency, groups: readonly PublicReviewGroup[]): Html {
  const inOrder = groups.toSorted((a, b) => boards.indexOf(a.board) - boards.indexOf(b.board))
  return html`<section aria-labelledby="groups"><h2 id="groups">复核小组轮值</h2>
<p>复核小组实行业务交叉复核：组长由厅领导交叉担任，成员由其他处室主要负责人组成，排序第一的为召集人，定期轮换。成员以职务公开，姓名不公开。</p>${table(
    {
      caption: '各板块复核小组',
      columns: [
        { label: '复核小组', kind: 'short' },
        { label: '轮值期' },
        { label: '组长', kind: 'short' },
        { label: '召集人' },
        { label: '成员', kind: 'main' },
      ],
      rows: inOrder.map(g => {
        const [first = '', ...others] = g.departments.map(d => `${departmentName(agency, d)}主要负责人`)
        const period = `${formatDay(g.from)}至${formatDay(g.to)}`
        return [
          html`${g.name}<span class="under">${g.session}审定</span>`,
          period,
          '厅领导（交叉担任）',
          first,
          others.join('、'),
        ]
      }),
      empty: '现在没有经审定的复核小组轮值。',
    },
  )}</section>`
}
