-- Who may sign in. People and posts are events; passwords are not.

create table account (
  organ text not null,
  login text not null,
  person text not null,
  password_hash text not null,
  must_change boolean not null default true,
  failures integer not null default 0,
  locked_until timestamptz,
  disabled boolean not null default false,
  changed_at timestamptz not null,
  primary key (organ, login),
  unique (organ, person)
);

create table session (
  organ text not null,
  -- SHA-256 of the token in the cookie: reading this table does not let anybody in.
  token_hash text not null,
  login text not null,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (organ, token_hash),
  foreign key (organ, login) references account (organ, login)
);
create index session_seen on session (organ, seen_at);

-- Entry-level security events only (practice 3.16); business is in the events.
create table security_log (
  organ text not null,
  id bigint generated always as identity,
  at timestamptz not null,
  kind text not null,
  login text not null,
  primary key (organ, id)
);

create table file (
  organ text not null,
  hash text not null,
  name text not null,
  size bigint not null check (size > 0),
  mime text not null,
  person text not null,
  at timestamptz not null,
  primary key (organ, hash)
);

create table notice (
  organ text not null,
  person text not null,
  -- The event it tells of; the same event tells one person once.
  source text not null,
  words text not null,
  link text not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (organ, person, source)
);
create index notice_unread on notice (organ, person, at desc);
