-- The record. Keyed by organ first, so that it can be distributed by agency.

create table event (
  organ text not null,
  stream text not null,
  version integer not null check (version > 0),
  position bigint generated always as identity,
  type text not null,
  data json not null,
  at timestamptz not null,
  actor json not null,
  -- Versions of the other streams on which the decision looked.
  seen json not null,
  primary key (organ, stream, version)
);

-- Events are never updated or deleted: not by the program, not by mistake.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are only ever added to (% on %)', tg_op, tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger event_is_kept before update or delete on event for each row execute function refuse_change();
create trigger event_is_not_emptied before truncate on event for each statement execute function refuse_change();

-- Where each stream stands. A decision locks the heads of what it looked at in share, and so cannot be overtaken.
create table stream_head (
  organ text not null,
  stream text not null,
  version integer not null,
  primary key (organ, stream)
) with (fillfactor = 80);

-- One row a command that was carried out: the same key again does nothing twice.
create table command (
  organ text not null,
  key text not null,
  stream text not null,
  version integer not null,
  digest text not null,
  at timestamptz not null,
  primary key (organ, key)
);

-- What must happen after commit.
create table outbox (
  organ text not null,
  id bigint generated always as identity,
  stream text not null,
  version integer not null,
  primary key (organ, id)
);

create table setting (
  organ text not null,
  key text not null,
  value json not null,
  primary key (organ, key)
);

create sequence matter_number;
