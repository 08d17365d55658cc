-- Meetings whole: 督办, rotations, and one-time links of those invited.

create table follow_up_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  owner text not null,
  meeting text not null,
  matter text not null,
  due_on date not null,
  state json not null,
  primary key (organ, id)
);
create index follow_up_view_open on follow_up_view (organ, stage, due_on);
create index follow_up_view_owner on follow_up_view (organ, owner, stage);

create table rotation_view (
  organ text not null,
  id text not null,
  version integer not null,
  state json not null,
  primary key (organ, id)
);

-- Fingerprints of one-time links: whoever holds a link's secret finds the meeting that invited them, and nothing else.
alter table meeting_view add column links text[] not null default '{}';
create index meeting_view_links on meeting_view using gin (links);

-- Whoever shows a meeting as it goes is told of every commit to it (store/committed.ts), by whichever program it was made.
-- A trigger, because a decision is one statement; what it tells is sent with its commit, and once.
create function tell_of_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('committed', new.organ || ' ' || new.stream);
  return null;
end $$;
create trigger event_is_told after insert on event for each row
  when (starts_with(new.stream, 'meeting/')) execute function tell_of_event();
