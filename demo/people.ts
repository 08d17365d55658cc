import type { Post } from '../domain/organisation/events.ts'

interface DemoPost {
  readonly post: Post
  readonly department?: string
  /** 主持工作 (E-08). */
  readonly acting?: boolean
}

/** An invented person; the id is the login name as well. */
export interface DemoPerson {
  readonly person: string
  readonly name: string
  readonly posts: readonly DemoPost[]
}

/** The id of somebody in a division: `head-capital-construction`, `clerk-planning-2`. */
export const staff = (role: 'head' | 'deputy' | 'clerk', department: string, no?: 1 | 2): string =>
  [role, department.toLowerCase().replaceAll('_', '-'), ...(no ? [no] : [])].join('-')

const invented = (person: string, name: string, ...posts: DemoPost[]): DemoPerson => ({
  person,
  name: `${name}（演示）`,
  posts,
})

const leaders: readonly { person: string; name: string; post: Post; inChargeOf: readonly string[] }[] = [
  {
    person: 'agency-head',
    name: '欧阳建国',
    post: 'AGENCY_HEAD',
    inChargeOf: ['GENERAL_OFFICE', 'PARTY_OFFICE', 'PERSONNEL', 'ARCHIVE_INFO_CENTER'],
  },
  {
    person: 'leader-1',
    name: '司徒文清',
    post: 'LEADERSHIP_MEMBER',
    inChargeOf: ['PLANNING', 'FINANCE_AUDIT', 'SCI_TECH'],
  },
  {
    person: 'leader-2',
    name: '梁绍康',
    post: 'LEADERSHIP_MEMBER',
    inChargeOf: ['CAPITAL_CONSTRUCTION', 'LOCAL_RAILWAY'],
  },
  {
    person: 'leader-3',
    name: '黎静宜',
    post: 'LEADERSHIP_MEMBER',
    inChargeOf: ['TRANSPORT', 'TOLL_ADMIN', 'WATERWAY', 'PORTS'],
  },
  {
    person: 'leader-4',
    name: '邝志远',
    post: 'LEADERSHIP_MEMBER',
    inChargeOf: ['ENFORCEMENT_BUREAU', 'POLICY_LAW'],
  },
]

interface Staffing {
  readonly head: string
  readonly acting?: boolean
  readonly deputy?: string
  readonly clerks: readonly string[]
}

/** Divisions that submit have four people, enough for a 初审例会 in which the handler does not vote. */
const divisions: Readonly<Record<string, Staffing>> = {
  GENERAL_OFFICE: { head: '冯雅琴', deputy: '区永康', clerks: ['何婉婷', '罗嘉诚'] },
  PARTY_OFFICE: { head: '麦德胜', clerks: ['甘小露'] },
  POLICY_LAW: { head: '章律仪', deputy: '卢思齐', clerks: ['温文博', '姚梓晴'] },
  PERSONNEL: { head: '古丽娟', clerks: ['莫少聪'] },
  FINANCE_AUDIT: { head: '程秉谦', deputy: '钟淑仪', clerks: ['蔡明哲', '江若彤'] },
  PLANNING: { head: '陆远图', deputy: '叶景行', clerks: ['关晓岚', '霍启明'] },
  SCI_TECH: { head: '柳承志', acting: true, deputy: '丘敏行', clerks: ['邵一帆', '阮诗雨'] },
  PORTS: { head: '容海波', deputy: '方港生', clerks: ['冼家豪', '翁紫薇'] },
  CAPITAL_CONSTRUCTION: { head: '石振业', deputy: '庞大伟', clerks: ['严筑文', '伍思颖'] },
  LOCAL_RAILWAY: { head: '戴铁军', deputy: '施广铭', clerks: ['殷乐怡', '覃宏宇'] },
  TRANSPORT: { head: '马骏程', deputy: '曾运来', clerks: ['贺一鸣', '康美玲'] },
  TOLL_ADMIN: { head: '费正廉', deputy: '潘小燕', clerks: ['左宇航', '倪佩珊'] },
  WATERWAY: { head: '闻江涛', deputy: '汤泽民', clerks: ['杭雨桐', '蓝海燕'] },
  ENFORCEMENT_BUREAU: { head: '雷振宇', deputy: '诸葛明达', clerks: ['秦守成', '侯佳怡'] },
}

/** Everybody in the demonstration agency. No name belongs to a real person; each says 演示. */
export const people: readonly DemoPerson[] = [
  ...leaders.map(({ person, name, post, inChargeOf }) =>
    invented(
      person,
      name,
      { post },
      ...inChargeOf.map(department => ({ post: 'LEADER_IN_CHARGE' as const, department })),
    ),
  ),
  invented('discipline-leader', '上官正明', { post: 'DISCIPLINE_LEADER', department: 'DISCIPLINE_GROUP' }),
  invented('supervision-office-head', '简慧君', { post: 'SUPERVISION_OFFICE_HEAD', department: 'SUPERVISION_OFFICE' }),
  ...Object.entries(divisions).flatMap(([department, { head, acting, deputy, clerks }]) => [
    invented(staff('head', department), head, { post: 'DIVISION_HEAD', department, acting: acting ?? false }),
    ...(deputy ? [invented(staff('deputy', department), deputy, { post: 'DIVISION_DEPUTY', department })] : []),
    ...clerks.map((name, index) =>
      invented(staff('clerk', department, index === 0 ? 1 : 2), name, { post: 'CLERK', department }),
    ),
  ]),
  invented(staff('head', 'ARCHIVE_INFO_CENTER'), '文博雅', { post: 'UNIT_HEAD', department: 'ARCHIVE_INFO_CENTER' }),
  invented('operator-1', '谭启航', { post: 'OPERATOR', department: 'ARCHIVE_INFO_CENTER' }),
]
