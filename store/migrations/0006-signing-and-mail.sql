-- Signing keys that the server holds for those without one of their own, and mail that waits to be sent.

-- `sealed` is the private key under the key file in the data folder: a copy of the database alone signs for nobody.
create table signing_key (
  organ text not null,
  person text not null,
  key text not null,
  sealed bytea not null,
  primary key (organ, person)
);

create table mail_address (
  organ text not null,
  person text not null,
  address text not null,
  primary key (organ, person)
);

-- How often a meeting's time was changed after people were invited: their calendars take the highest number.
create table mail_invitation (
  organ text not null,
  meeting text not null,
  sequence integer not null,
  scheduled_at timestamptz not null,
  place text not null,
  primary key (organ, meeting)
);

-- One mail a person and event, for ever: what was sent stays, so that the same event sends one person one mail.
create table mail_queue (
  organ text not null,
  source text not null,
  person text not null,
  meeting text not null,
  title text not null,
  place text not null,
  scheduled_at timestamptz not null,
  sequence integer not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  trouble text,
  primary key (organ, source, person)
);
create index mail_queue_due on mail_queue (organ, next_at) where sent_at is null;
