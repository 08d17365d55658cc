import type { Excerpt, Minutes, MinutesItem, MinutesPerson } from '../../domain/meeting/minutes.ts'
import { formatDay } from '../../domain/time.ts'
import { type Block, fingerprintNotes, led, numbered, numeral, type Paper, text } from '../paper.ts'

/** What the minutes themselves do not say: whose they are, of which kind of meeting, and their fingerprint. */
export interface Signed {
  readonly agency: string
  /** «厅长办公会» */
  readonly kindName: string
  /** SHA-256 of the minutes as signed. */
  readonly hash: string
  /** When they were signed: «2026年7月17日». */
  readonly on: string
  /** Of the version before, where these are corrected ones (E-37). */
  readonly correctedHash?: string
}

/** 纪要: 出席、请假、列席 in this order, no seal (practice 3.15); the six elements of practice 3.9. */
export function minutesPaper(minutes: Minutes, signed: Signed): Paper {
  const { items, errata = [], separateItems } = minutes
  return {
    form: 'MINUTES',
    name: minutes.title,
    mark: `${signed.agency}${signed.kindName}纪要`,
    number: minutes.number,
    title: minutes.title,
    body: [
      text(opening(minutes)),
      ...items.flatMap((item, n) => [...numbered(1, [headOf(item)], n), ...itemBlocks(item, minutes.chair.name)]),
      ...(separateItems ? [text(`另有${separateItems}项议题按保密规定另行审议，不在本纪要内记载。`)] : []),
      ...errata.map(e => text(`更正${numeral(e.no)}（${e.on}）：${e.reason}`)),
    ],
    notes: [
      ...fingerprintNotes('纪要指纹', signed.hash),
      ...(signed.correctedHash
        ? fingerprintNotes('本纪要为更正后的文本，原纪要仍保留，其指纹', signed.correctedHash)
        : []),
    ],
    annexes: [],
    rolls: rollsOf(minutes),
    imprint: {
      copiesTo: '会议组成人员，有关处室（单位）。',
      printedBy: signed.agency,
      printedOn: signed.on,
    },
  }
}

/** 议题摘录: one item's part of the minutes as it went back to its matter, bound to them by both fingerprints (S93). */
export function excerptPaper(excerpt: Excerpt, signed: Signed & { readonly excerptHash: string }): Paper {
  const { item } = excerpt
  return {
    form: 'DOCUMENT',
    name: `${item.title}议题摘录`,
    mark: `${signed.agency}${signed.kindName}纪要摘录`,
    number: excerpt.number,
    title: `关于${item.title}的议题摘录`,
    body: [
      { kind: 'LINE', label: '摘自', text: `${excerpt.title}（${excerpt.number}）` },
      { kind: 'LINE', label: '议题', text: `${item.title}（${item.matter}）` },
      { kind: 'LINE', label: '时间', text: excerpt.date },
      { kind: 'LINE', label: '地点', text: excerpt.place },
      { kind: 'LINE', label: '主持', text: item.presider },
      ...itemBlocks(item, item.presider),
    ],
    notes: [...fingerprintNotes('纪要指纹', signed.hash), ...fingerprintNotes('摘录指纹', signed.excerptHash)],
    annexes: [],
    rolls: [],
    date: signed.on,
  }
}

export interface ErratumFacts {
  readonly no: number
  readonly reason: string
  readonly corrections: readonly { readonly matter?: string | undefined; readonly was: string; readonly now: string }[]
  /** «2026年7月20日» */
  readonly on: string
  /** Fingerprints of what is corrected and of what stands now. */
  readonly of: string
  readonly hash: string
}

/** 更正: what stood and what stands now, side by side; the original stays (E-37). */
export function erratumPaper(
  minutes: Minutes,
  erratum: ErratumFacts,
  signed: Pick<Signed, 'agency' | 'kindName'>,
): Paper {
  const where = (matter: string | undefined) => {
    const item = minutes.items.find(i => i.matter === matter)
    return item ? `议题${item.no}` : '全文'
  }
  return {
    form: 'DOCUMENT',
    name: `${minutes.title}更正${erratum.no}`,
    mark: `${signed.agency}${signed.kindName}纪要更正`,
    number: minutes.number,
    title: `关于${minutes.title}的更正`,
    body: [
      text(`${minutes.title}（${minutes.number}，${minutes.date}）现作第${numeral(erratum.no)}次更正。`),
      led('更正理由：', erratum.reason),
      {
        kind: 'TABLE',
        columns: [
          { title: '位置', width: 20 },
          { title: '原文', width: 68, left: true },
          { title: '更正为', width: 68, left: true },
        ],
        rows: erratum.corrections.map(c => [where(c.matter), c.was, c.now]),
      },
      text('原纪要保留不变，与本更正一并保存、一并出示。'),
    ],
    notes: [...fingerprintNotes('原文指纹', erratum.of), ...fingerprintNotes('更正后指纹', erratum.hash)],
    annexes: [],
    rolls: [],
    date: erratum.on,
  }
}

const called = ({ title, name }: MinutesPerson): string => `${title}${name}`

function opening({ date, place, chair, title, items }: Minutes): string {
  const meeting = title.replace(/纪要$/, '')
  return `${date}，${called(chair)}在${place}主持召开${meeting}，共有议题${items.length}项。纪要如下。`
}

function rollsOf(minutes: Minutes): Paper['rolls'] {
  const roll = (label: string, people: readonly string[]) => ({ label, people: people.length > 0 ? people : ['无'] })
  const invited = new Set(
    minutes.items.flatMap(({ invitees = [] }) => invitees.map(i => `${i.unit ?? ''}${i.name}（${i.category}）`)),
  )
  const { recorder, secondRecorder, formerRecorders = [] } = minutes
  const recorders = [
    ...formerRecorders.map(({ name }) => `${name}（先）`),
    recorder.name,
    ...(secondRecorder ? [secondRecorder.name] : []),
  ]
  return [
    roll('出席', minutes.attending.map(called)),
    roll('请假', minutes.onLeave.map(called)),
    ...(minutes.absent.length > 0 ? [roll('缺席', minutes.absent.map(called))] : []),
    roll('列席', minutes.observing.map(called)),
    ...(invited.size > 0 ? [roll('特邀', [...invited])] : []),
    roll('记录', recorders),
  ]
}

const headOf = ({ title, matter, subject }: MinutesItem): string => (subject ? title : `${title}（${matter}）`)

/** One part of an item: what it is about, and one paragraph or several. */
type Part = readonly [lead: string, words: readonly string[]]

function itemBlocks(item: MinutesItem, chair: string): readonly Block[] {
  return partsOf(item, chair)
    .filter(([, words]) => words.length > 0)
    .flatMap(([lead, [first = '', ...others]], n) => [
      led(`（${numeral(n + 1)}）${lead}。`, first),
      ...others.map(text),
    ])
}

function partsOf(item: MinutesItem, chair: string): readonly Part[] {
  const said = ({ name, words }: { readonly name: string; readonly words: string }) => `${name}：${words}`
  return [
    ['主持', presiding(item, chair)],
    ['新情况', some(item.circumstances)],
    ['回避', [...item.recused.map(r => `${r.name}：${r.reason}（${r.clause}）。`), ...requestsOf(item)]],
    ['审议情况', some(item.narrative)],
    ['意见和表态', item.opinions.map(o => `${o.name}，${o.position}${o.note ? `（${o.note}）` : ''}：${o.words}`)],
    ['书面意见', (item.writtenOpinions ?? []).map(o => `${o.name}（${o.channel}，不计票）：${o.words}`)],
    ['补充说明', (item.supplements ?? []).map(said)],
    ['受邀人员意见', (item.invitees ?? []).map(inviteeOf)],
    ['表决', ballotOf(item)],
    ['不同意见', item.dissents.map(said)],
    ['程序说明', some(item.differsReason && `决定与多数意见不一致，理由：${item.differsReason}`, item.orderViolation)],
    ['结论', [`${item.conclusion}。${item.opinion}`, ...some(item.changes && `修改内容：${item.changes}`)]],
    ['补正内容', listed(item.needed)],
    ['条件', listed(item.conditions)],
    ['议定事项', listed((item.tasks ?? []).map(t => `${t.words}（${t.owner}，${formatDay(t.dueOn)}前完成）`))],
  ]
}

const some = (...words: readonly (string | undefined)[]): readonly string[] =>
  words.filter(w => w !== undefined && w !== '') as string[]
const listed = (words: readonly string[] = []): readonly string[] =>
  words.length > 1 ? words.map((w, n) => `${n + 1}. ${w}`) : words

function presiding({ presider, actingConvener, late }: MinutesItem, chair: string): readonly string[] {
  const words = [
    presider === chair ? undefined : `本议题由${presider}主持。`,
    actingConvener && `${actingConvener}代行召集人职责。`,
    late && '本议题经主持人和办公室双确认，会前临时增列。',
  ]
  const told = words.filter(Boolean).join('')
  return told ? [told] : []
}

function requestsOf({ recusalRequests = [], objections = [] }: MinutesItem): readonly string[] {
  return [
    ...recusalRequests.map(({ name, by, reason, ruling }) => {
      const ruled = ruling ? `${ruling.by}裁定${ruling.upheld ? '回避' : '不回避'}：${ruling.reason}` : '未裁定'
      return `${by}申请${name}回避：${reason}；${ruled}`
    }),
    ...objections.map(o => `${o.name}对裁定的异议：${o.words}`),
  ]
}

function inviteeOf(invitee: NonNullable<MinutesItem['invitees']>[number]): string {
  const { category, name, unit, position, words, voided } = invitee
  const said = voided ? `意见作废：${voided}` : `${position ? `${position}，` : ''}${words ?? '未提出意见'}`
  return `${unit ?? ''}${name}（${category}，不计票）：${said}`
}

function ballotOf({ ballot, expected, present, agree, disagree, abstain }: MinutesItem): readonly string[] {
  if (expected === undefined) return []
  const how = ballot ? `${ballot.name}表决，` : ''
  const tellers = ballot?.count ? `监票、计票：${ballot.count.tellers.join('、')}。` : ''
  return [`${how}应到${expected}人，到会${present}人，赞成${agree}人，反对${disagree}人，弃权${abstain}人。${tellers}`]
}
