import assert from 'node:assert/strict'

/** What is known while a hurl file is read line by line. */
interface Reading {
  method?: string
  url?: string
  body?: string
  inBody: boolean
  answer?: { readonly status: number; readonly body: string }
}

export interface HurlLine {
  readonly text: string
  /** Sends, compares, or only notes; rejects on a line that it does not know. */
  readonly run: () => Promise<void>
}

/**
 * The lines of a hurl file (https://hurl.dev), as far as the scripts that we run use it: requests with a body between three
 * backticks, the expected status, and assertions on the body. They are to be run in order.
 * @param at where requests to the address in the file really go.
 * @param statusFor the status to expect at a line (from 0) where the file says another one.
 */
export function hurlLines(
  text: string,
  at: (url: string) => string,
  statusFor: (line: number, status: number) => number,
): HurlLine[] {
  const reading: Reading = { inBody: false }
  return text.split('\n').map((line, number) => ({
    text: line,
    run: () => read(reading, line, at, status => statusFor(number, status)),
  }))
}

async function read(
  reading: Reading,
  line: string,
  at: (url: string) => string,
  expected: (status: number) => number,
): Promise<void> {
  if (line === '```') {
    reading.inBody = !reading.inBody
    if (reading.inBody) reading.body = ''
    return
  }
  if (reading.inBody) {
    reading.body += `${line}\n`
    return
  }
  const [, method, url] = /^([A-Z]+) (http:\S+)$/.exec(line) ?? []
  if (method && url) {
    Object.assign(reading, { method, url: at(url), body: undefined, answer: undefined })
    return
  }
  const [, status] = /^HTTP (\d{3})$/.exec(line) ?? []
  if (status) {
    assert.ok(reading.url, 'a status without a request')
    const answer = await fetch(reading.url, { method: reading.method ?? '', body: reading.body ?? null })
    reading.answer = { status: answer.status, body: await answer.text() }
    assert.equal(answer.status, expected(Number(status)), reading.answer.body)
    return
  }
  const [, how, quoted] = /^body (contains|==) (".*")$/.exec(line) ?? []
  if (quoted) {
    const wanted: unknown = JSON.parse(quoted)
    assert.ok(reading.answer && typeof wanted === 'string')
    if (how === '==') assert.equal(reading.answer.body, wanted)
    else assert.ok(reading.answer.body.includes(wanted), reading.answer.body)
    return
  }
  assert.ok(line === '' || line === '[Asserts]', `a line that is not known: ${line}`)
}
