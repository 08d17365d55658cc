import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** `timestamptz`: read as Date, written as Date or ISO text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>
/** `json`: read as the value, written as JSON text. */
type Json = ColumnType<unknown, string, string>

/** Every table as Kysely sees it; `store/migrations/` is what makes them so. */
export interface Database {
  event: {
    organ: string
    stream: string
    version: number
    position: GeneratedAlways<number>
    type: string
    data: Json
    at: Timestamp
    actor: Json
    seen: Json
  }
  stream_head: { organ: string; stream: string; version: number }
  command: { organ: string; key: string; stream: string; version: number; digest: string; at: Timestamp }
  outbox: { organ: string; id: GeneratedAlways<number>; stream: string; version: number }
  setting: { organ: string; key: string; value: Json }
  log_entry: { organ: string; index: number; stream: string; version: number; entry: string; leaf: Buffer }
  log_salt: { organ: string; stream: string; version: number; salts: Json }
  log_head: {
    organ: string
    origin: string
    size: number
    root: Buffer
    mark: number
    signed: string | null
    published: string | null
    published_size: number
    published_at: Timestamp | null
    trouble: string | null
    trouble_since: Timestamp | null
    witnesses: Json
  }
  matter_view: {
    organ: string
    id: string
    version: number
    status: string
    level: string | null
    board: string | null
    item: string
    department: string
    departments: string[]
    handler: string
    tier: number | null
    title: string
    bigrams: string[]
    drafted_at: Timestamp
    submitted_at: Timestamp | null
    concluded_at: Timestamp | null
    state: Json
  }
  public_matter_view: {
    organ: string
    id: string
    level: string
    board: string
    item: string
    department: string
    status: string
    title: string
    bigrams: string[]
    submitted_on: string
    concluded_on: string | null
    face: Json
  }
  meeting_view: {
    organ: string
    id: string
    version: number
    kind: string
    body: string
    year: number
    seq: number
    stage: string
    scheduled_at: Timestamp
    people: string[]
    links: string[]
    state: Json
  }
  review_group_view: {
    organ: string
    id: string
    version: number
    board: string
    first_day: string
    last_day: string
    state: Json
  }
  follow_up_view: {
    organ: string
    id: string
    version: number
    stage: string
    owner: string
    meeting: string
    matter: string
    due_on: string
    state: Json
  }
  rotation_view: { organ: string; id: string; version: number; state: Json }
  register_view: { organ: string; id: string; version: number; state: Json }
  complaint_view: { organ: string; id: string; version: number; stage: string; state: Json }
  spot_check_view: { organ: string; id: string; version: number; stage: string; state: Json }
  inspection_view: {
    organ: string
    id: string
    version: number
    stage: string
    batch: string
    departments: string[]
    inspectors: string[]
    state: Json
  }
  accountability_view: {
    organ: string
    id: string
    version: number
    stage: string
    departments: string[]
    state: Json
  }
  supervision_view: {
    organ: string
    id: string
    version: number
    stage: string
    department: string
    colour: string
    state: Json
  }
  sealed_part: {
    organ: string
    blob: string
    size: number
    received_on: string
    upward: Generated<boolean>
    destroyed: Generated<boolean>
  }
  sealed_digest: { organ: string; stream: string; version: number; day: string; salt: string; digest: string }
  summary_view: { organ: string; id: string; version: number; item: string; period: string; state: Json }
  account: {
    organ: string
    login: string
    person: string
    password_hash: string
    must_change: Generated<boolean>
    failures: Generated<number>
    locked_until: Timestamp | null
    disabled: Generated<boolean>
    changed_at: Timestamp
  }
  session: { organ: string; token_hash: string; login: string; csrf: string; created_at: Timestamp; seen_at: Timestamp }
  security_log: { organ: string; id: GeneratedAlways<number>; at: Timestamp; kind: string; login: string }
  file: { organ: string; hash: string; name: string; size: number; mime: string; person: string; at: Timestamp }
  notice: {
    organ: string
    person: string
    source: string
    words: string
    link: string
    at: Timestamp
    read_at: Timestamp | null
  }
  signing_key: { organ: string; person: string; key: string; sealed: Buffer }
  mail_address: { organ: string; person: string; address: string }
}
