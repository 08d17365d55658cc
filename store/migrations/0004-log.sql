-- The transparency log: which event stands where in the tree, and what is needed to prove what it hides.

-- Events in the order in which they were written; the sequencer reads on from where it stopped.
create index event_position on event (organ, position);

-- One row a leaf. `entry` is the leaf's bytes as they were published; `leaf` their hash (RFC 6962, 2.1).
create table log_entry (
  organ text not null,
  index bigint not null check (index >= 0),
  stream text not null,
  version integer not null,
  entry text not null,
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (organ, index),
  unique (organ, stream, version)
);
create trigger log_entry_is_kept before update or delete on log_entry for each row execute function refuse_change();
create trigger log_entry_is_not_emptied before truncate on log_entry for each statement execute function refuse_change();

-- Salts of the hidden fields, by name. Destroying one makes its digest say nothing for ever, and is an event of its own.
create table log_salt (
  organ text not null,
  stream text not null,
  version integer not null,
  salts json not null,
  primary key (organ, stream, version)
);

-- Where the log stands. `size` and `root`: what the rows of log_entry amount to. `mark`: every event up to this position is
-- in the log or never will be. `signed`: the largest checkpoint that was ever signed, `published`: the one that is served.
create table log_head (
  organ text not null primary key,
  origin text not null,
  size bigint not null,
  root bytea not null,
  mark bigint not null,
  signed text,
  published text,
  published_size bigint not null,
  published_at timestamptz,
  -- Why nothing is published at the moment, in a sentence for people, and since when.
  trouble text,
  trouble_since timestamptz,
  -- Last report of each witness: [{name, ok, at, sentence}].
  witnesses json not null
);

-- Positions are drawn before commit, and so become visible out of order. The sequencer knows how far back it must look because
-- every writer has its transaction id before it draws a position (store/log/sequence.ts): a trigger for the whole statement
-- runs before its first row is made.
create function take_transaction_id() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;
create trigger event_takes_its_transaction_id before insert on event for each statement execute function take_transaction_id();
