import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { groupOpen, says } from '../../test/support/group-sitting.ts'
import { SECRETARY, signed } from '../../test/support/journey.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { WorldEvent } from '../../test/support/world.ts'
import { disclosureText, readDisclosure } from '../log/disclosure-digest.ts'
import { buildEntry } from '../log/entry.ts'
import { meetingEvents } from '../meeting/events.ts'
import { must } from '../result.ts'
import { type Visibility, visibilityOf } from '../schema.ts'
import { checkReceipt, type DissentReceipt, type OpenedEntry, parseReceipt, receiptOf } from './receipt.ts'

const founded = await foundedWorld()
const DISSENTER = 'head-transport'

/** The event's entry as the log keeps it, every salt of it opened. */
function logged(event: WorldEvent): OpenedEntry {
  const schemas: Readonly<Record<string, unknown>> = meetingEvents
  const shape = must(schemas[event.type], event.type) as Parameters<typeof Object.entries>[0]
  const visibilities = Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => [field, visibilityOf(schema as never) as Visibility]),
  )
  const data = event.data as Readonly<Record<string, unknown>>
  const { text, salts } = buildEntry({ ...event, data, seen: {} }, visibilities, () =>
    randomBytes(16).toString('base64url'),
  )
  const values: Readonly<Record<string, unknown>> = { ...data, 'by.person': event.by.person }
  const disclosures = Object.entries(salts).flatMap(([name, salt]) =>
    values[name] === undefined ? [] : [disclosureText({ salt, name, value: values[name] })],
  )
  return { entry: text, disclosures }
}

const signedData = (event: WorldEvent) =>
  event.data as { readonly minutes: string; readonly opinions: readonly number[] }
const altered = (event: WorldEvent, changes: object): WorldEvent => ({
  ...event,
  data: { ...signedData(event), ...changes },
})

const only = ({ entry, disclosures }: OpenedEntry, ...names: string[]): OpenedEntry => ({
  entry,
  disclosures: disclosures.filter(d => names.includes(readDisclosure(d)?.name ?? '')),
})

/** 复核例会的纪要已签发：反对者的原话，及其日志条目。 */
function told() {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const words = '预算偏高，建议核减后再报。'
  const [spoken] = story.does(DISSENTER, stream, 'opinions', { ...says(id, DISSENTER, 'DISAGREE'), words })
  for (const { person } of story.meeting(meeting).members) {
    if (person !== DISSENTER && person !== 'leader-2') story.does(person, stream, 'opinions', says(id, person))
  }
  story.does('leader-2', stream, 'opinions', says(id, 'leader-2'))
  const conclusion = { matter: id, conclusion: 'AGREED', opinion: '会议认为情况清楚。' }
  story.does(SECRETARY, stream, 'conclusions', conclusion)
  signed(story, meeting)
  const opinion = must(spoken, 'the opinion')
  const minutes = must(
    story.world.events.findLast(e => e.type === 'meeting.minutes-signed'),
    'the signature',
  )
  return { story, meeting, words, opinion, minutes }
}

function receiptFor(shown: readonly string[] = []): DissentReceipt {
  const { meeting, opinion, minutes } = told()
  const receipt = receiptOf({ meeting, version: opinion.version }, logged(opinion), only(logged(minutes), ...shown))
  return receipt.ok ? receipt.value : assert.fail(receipt.error.sentence)
}

const refusal = (receipt: DissentReceipt) => {
  const checked = checkReceipt(receipt)
  if (checked.ok) assert.fail('the receipt was believed')
  assert.equal(checked.error.clause === 'E-34' || checked.error.clause === 'S11', true)
  return checked.error.sentence
}

test('E-34 异议人凭回执证明自己的原话载入了签发的纪要', () => {
  const { story, meeting, words, opinion, minutes } = told()
  const made = receiptOf({ meeting, version: opinion.version }, logged(opinion), only(logged(minutes)))
  assert.ok(made.ok)

  const file = parseReceipt(JSON.stringify(made.value))
  assert.ok(file.ok)
  const checked = checkReceipt(file.value)

  assert.ok(checked.ok)
  assert.deepEqual(checked.value, {
    ...{ stands: true, meeting, version: opinion.version, person: DISSENTER, words, position: 'DISAGREE' },
    ...{ spokenAt: opinion.at, signedAt: minutes.at, hash: story.meeting(meeting).hash },
  })
})

test('E-34 回执只带发言人自己的内容，不带见证人、代记人等他人的信息', () => {
  const { opinion } = receiptFor()
  assert.deepEqual(opinion.disclosures.map(d => readDisclosure(d)?.name).toSorted(), [
    'by.person',
    'person',
    'position',
    'words',
  ])
})

test('E-34 改动原话、换用别的条目、换成别的会议的纪要，回执都不成立', () => {
  const { story, meeting, opinion, minutes: own } = told()
  const made = receiptOf({ meeting, version: opinion.version }, logged(opinion), only(logged(own)))
  const receipt = made.ok ? made.value : assert.fail(made.error.sentence)
  const others = story.world.events.find(e => e.type === 'meeting.minutes-signed' && e.stream !== own.stream)
  const forged = receipt.opinion.disclosures.map(d => {
    const { salt, name, value } = must(readDisclosure(d), 'a disclosure')
    return disclosureText({ salt, name, value: name === 'words' ? '完全同意。' : value })
  })

  assert.match(
    refusal({ ...receipt, opinion: { ...receipt.opinion, disclosures: forged } }),
    /「words」与日志中的承诺不符/,
  )
  assert.match(refusal({ ...receipt, opinion: { ...receipt.opinion, disclosures: [] } }), /没有披露意见的内容/)
  assert.match(refusal({ ...receipt, version: receipt.version + 1 }), /不是该会议的第\d+条记录/)
  assert.match(refusal({ ...receipt, minutes: receipt.opinion }), /不是纪要的签发/)
  assert.match(refusal({ ...receipt, opinion: receipt.minutes }), /不是会议上的意见/)
  assert.match(refusal({ ...receipt, meeting: `${meeting}0` }), /意见不是在这次会议上发表的/)
  assert.match(
    refusal({ ...receipt, minutes: only(logged(must(others, 'other minutes'))) }),
    /签发的不是这次会议的纪要/,
  )
})

test('E-34 签发的纪要没有载入的发言，得不到回执', () => {
  const { meeting, opinion, minutes } = told()
  const { opinions } = signedData(minutes)
  const struck = altered(minutes, { opinions: opinions.filter(v => v !== opinion.version) })
  const made = receiptOf({ meeting, version: opinion.version }, logged(opinion), logged(struck))
  assert.equal(made.ok, false)
  assert.match(made.ok ? '' : made.error.sentence, /这条意见不在纪要中/)
})

test('E-34、MTG-012 回执附有纪要全文的，还核对全文的指纹和其中的原话', () => {
  const receipt = receiptFor(['minutes'])
  const checked = checkReceipt(receipt)
  assert.ok(checked.ok)
  assert.match(checked.value.minutes ?? '', /预算偏高，建议核减后再报。/)

  const { meeting, opinion, minutes } = told()
  const text = signedData(minutes).minutes.replace('预算偏高，建议核减后再报。', '完全同意。')
  const rewritten = altered(minutes, { minutes: text })
  const made = receiptOf({ meeting, version: opinion.version }, logged(opinion), only(logged(rewritten), 'minutes'))
  assert.match(made.ok ? '' : made.error.sentence, /所附纪要的指纹或其中的意见与签发记录不符/)
})

test('E-34 格式不对的回执文件不读', () => {
  const receipt = receiptFor()
  for (const text of ['', '{}', '[]', JSON.stringify({ ...receipt, v: 2 }), JSON.stringify({ ...receipt, more: 1 })]) {
    const parsed = parseReceipt(text)
    assert.match(parsed.ok ? '' : parsed.error.sentence, /回执文件格式不对/)
  }
})
