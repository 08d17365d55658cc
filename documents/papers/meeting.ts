import { kinds } from '../../domain/meeting/kinds.ts'
import { type AgendaItem, type Meeting, presiderOf } from '../../domain/meeting/meeting.ts'
import { ballotNames, positionNames } from '../../domain/meeting/words.ts'
import { dayOf, formatDay, type Instant, weekday } from '../../domain/time.ts'
import { type Block, numbered, type Paper, section, text } from '../paper.ts'

/** How what a meeting holds as codes is called; and what its matters are. */
export interface Names {
  readonly agency: string
  /** «综合规划处2026年第3次初审例会» */
  readonly meeting: string
  readonly person: (person: string) => string
  /** The divisions that submit a matter, the leading one first; empty for a topic of the leading group. */
  readonly submitters: (matter: string) => readonly string[]
}

/** 例会通知 (DOC-004): when, where, what about, who; the agenda is its annex. */
export function noticePaper(meeting: Meeting, names: Names): Paper {
  const notice = `关于召开${names.meeting}的通知`
  const voting = meeting.members.filter(m => m.voting)
  const observing = meeting.members.filter(m => !m.voting)
  const titled = (members: Meeting['members']) => members.map(m => `${m.title}${names.person(m.person)}`).join('、')
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['会议时间', [`${timeOf(meeting.scheduledAt)}。`]],
    ['会议地点', [`${meeting.place}。`]],
    ['会议主持', [`${names.person(meeting.chair)}。`]],
    ['会议议题', meeting.items.map(item => `${item.no}. ${item.title}${item.late ? '（临时增列）' : ''}`)],
    [
      '参会人员',
      [`组成人员：${titled(voting)}。`, ...(observing.length > 0 ? [`列席人员：${titled(observing)}。`] : [])],
    ],
    [
      '有关要求',
      [
        '请提前阅读会议材料并在平台签收；因故不能到会的，请向召集人请假，可以在会前提交书面意见，书面意见入记录、不计票。',
        '与议题有利害关系的，请主动申请回避。会议不临时增加议题。',
      ],
    ],
  ]
  return {
    form: 'DOCUMENT',
    name: notice,
    mark: `${names.agency}会议通知`,
    number: `〔${meeting.year}〕${meeting.seq}号`,
    title: notice,
    addressee: '各参会人员',
    body: [
      text(
        `根据《${kinds[meeting.kind].regulation}》，定于${timeOf(meeting.scheduledAt)}召开${names.meeting}。现将有关事项通知如下。`,
      ),
      ...sections.flatMap(([head, paragraphs], n) => section(head, paragraphs, n)),
      ...(meeting.shortNoticeReason ? [text(`本次通知提前量不足的理由：${meeting.shortNoticeReason}`)] : []),
    ],
    annexes: ['议题清单'],
    rolls: [],
    signatory: names.agency,
    ...(meeting.noticedAt ? { date: formatDay(dayOf(meeting.noticedAt)) } : {}),
  }
}

/** 议题清单 (DOC-004). What is deliberated elsewhere is a number and nothing more (E-41). */
export function agendaPaper(meeting: Meeting, names: Names): Paper {
  const row = (item: AgendaItem) => [
    String(item.no),
    item.title,
    item.subject ? '—' : item.matter,
    names.submitters(item.matter).join('、') || '—',
    names.person(presiderOf(meeting, item)),
    [item.late ? '临时增列' : '', item.circumstances ? `再次上会：${item.circumstances}` : '']
      .filter(Boolean)
      .join('；'),
  ]
  return {
    ...sheet(`${names.meeting}议题清单`),
    body: [
      ...whenAndWhere(meeting),
      {
        kind: 'TABLE',
        columns: [
          { title: '序号', width: 13 },
          { title: '议题', width: 46, left: true },
          { title: '件号', width: 33 },
          { title: '送审处室', width: 24 },
          { title: '主持人', width: 22 },
          { title: '备注', width: 18, left: true },
        ],
        rows: meeting.items.map(row),
      },
      ...(meeting.separateItems > 0 ? [text(`另有${meeting.separateItems}项议题按保密规定另行审议。`)] : []),
    ],
  }
}

/** 签到表: rows tall enough to sign by hand. */
export function signInPaper(meeting: Meeting, names: Names): Paper {
  const invited = meeting.invitations.filter(i => i.stage === 'AGREED')
  return {
    ...sheet(`${names.meeting}签到表`),
    body: [
      ...whenAndWhere(meeting),
      {
        kind: 'TABLE',
        tall: true,
        columns: [
          { title: '序号', width: 13 },
          { title: '姓名', width: 42 },
          { title: '职务（单位）', width: 34 },
          { title: '身份', width: 15 },
          { title: '签名', width: 28 },
          { title: '到会时间', width: 24 },
        ],
        rows: [
          ...meeting.members.map(m => [names.person(m.person), m.title, m.voting ? '组成' : '列席']),
          ...invited.map(i => [i.name, i.unit ?? '', '特邀']),
        ].map((cells, n) => [String(n + 1), ...cells, '', '']),
      },
    ],
  }
}

/** 表决记录: item by item, by name or as counted; written opinions are on record and not counted (MTG-003, E-39). */
export function votesPaper(meeting: Meeting, names: Names): Paper {
  const voted = meeting.items.filter(item => item.startedAt)
  return {
    ...sheet(`${names.meeting}表决记录`),
    body: voted.flatMap((item, n) => [
      ...numbered(1, [`${item.title}${item.subject ? '' : `（${item.matter}）`}`], n),
      ...itemVotes(item, names),
    ]),
  }
}

function itemVotes(item: AgendaItem, names: Names): readonly Block[] {
  const { count, conclusion } = item
  const named: Block = {
    kind: 'TABLE',
    columns: [
      { title: '姓名', width: 42 },
      { title: '表态', width: 16 },
      { title: '意见', width: 72, left: true },
      { title: '备注', width: 26 },
    ],
    rows: [
      ...item.opinions.map(o => [
        names.person(o.person),
        positionNames[o.position],
        o.words,
        o.beforeRecusal ? '回避前发言，不计票' : o.recordedBy ? '记录员代录' : '',
      ]),
      ...item.writtenOpinions.map(o => [names.person(o.person), '—', o.words, '未到会，不计票']),
      ...item.recusals.map(r => [names.person(r.person), '回避', r.reason, '']),
    ],
  }
  return [
    text(`表决方式：${ballotNames[item.ballot]}。`),
    ...(named.rows.length > 0 ? [named] : []),
    ...(count
      ? [
          text(
            `计票：赞成${count.agree}票，反对${count.disagree}票，弃权${count.abstain}票；监票、计票人：${count.tellers.map(names.person).join('、')}。`,
          ),
        ]
      : []),
    ...(conclusion
      ? [
          text(
            `应到${conclusion.expected}人，到会${conclusion.present}人，赞成${conclusion.agree}人，反对${conclusion.disagree}人，弃权${conclusion.abstain}人。`,
          ),
        ]
      : [text(item.postponed ? `未作结论，顺延：${item.postponed}` : '尚未作出结论。')]),
  ]
}

const whenAndWhere = ({ scheduledAt, place }: Meeting): readonly Block[] => [
  { kind: 'LINE', label: '时间', text: timeOf(scheduledAt) },
  { kind: 'LINE', label: '地点', text: place },
]

const sheet = (title: string) => ({ form: 'SHEET', name: title, title, annexes: [], rolls: [] }) as const

const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const

/** «2026年7月16日（星期四）9:00», by the clock in Shanghai. */
function timeOf(at: Instant): string {
  const day = dayOf(at)
  const clock = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)
  return `${formatDay(day)}（星期${weekdays[weekday(day) - 1]}）${clock.replace(/^0/, '')}`
}
