-- Reading views: made from events, and made again by `yangguang rebuild`. `state` is the stream's state as the domain has it.

create table matter_view (
  organ text not null,
  id text not null,
  version integer not null,
  status text not null,
  level text,
  board text,
  item text not null,
  department text not null,
  departments text[] not null,
  handler text not null,
  tier integer,
  title text not null,
  bigrams text[] not null,
  drafted_at timestamptz not null,
  submitted_at timestamptz,
  concluded_at timestamptz,
  state json not null,
  primary key (organ, id)
) with (fillfactor = 80);
create index matter_view_status on matter_view (organ, status, drafted_at desc);
create index matter_view_item on matter_view (organ, item);
create index matter_view_department on matter_view (organ, department, drafted_at desc);
create index matter_view_departments on matter_view using gin (departments);
create index matter_view_bigrams on matter_view using gin (bigrams);

-- What the portal may read: only what the matrix of practice 3.1 lets out is in it.
create table public_matter_view (
  organ text not null,
  id text not null,
  level text not null,
  board text not null,
  item text not null,
  department text not null,
  status text not null,
  title text not null,
  bigrams text[] not null,
  submitted_on date not null,
  concluded_on date,
  face json not null,
  primary key (organ, id)
);
create index public_matter_view_board on public_matter_view (organ, board, submitted_on desc);
create index public_matter_view_recent on public_matter_view (organ, submitted_on desc, id desc);
create index public_matter_view_item on public_matter_view (organ, item, submitted_on desc);
create index public_matter_view_bigrams on public_matter_view using gin (bigrams);

create table meeting_view (
  organ text not null,
  id text not null,
  version integer not null,
  kind text not null,
  body text not null,
  year integer not null,
  seq integer not null,
  stage text not null,
  scheduled_at timestamptz not null,
  people text[] not null,
  state json not null,
  primary key (organ, id)
);
create index meeting_view_when on meeting_view (organ, scheduled_at desc);
create index meeting_view_body on meeting_view (organ, kind, body, year);
create index meeting_view_people on meeting_view using gin (people);

create table review_group_view (
  organ text not null,
  id text not null,
  version integer not null,
  board text not null,
  first_day date not null,
  last_day date not null,
  state json not null,
  primary key (organ, id)
);

create table summary_view (
  organ text not null,
  id text not null,
  version integer not null,
  item text not null,
  period text not null,
  state json not null,
  primary key (organ, id)
);
