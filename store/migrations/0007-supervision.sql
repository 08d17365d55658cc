-- The supervision group: sealed complaints, inspections drawn by lot, accountability.

create table register_view (
  organ text not null,
  id text not null,
  version integer not null,
  state json not null,
  primary key (organ, id)
);

create table complaint_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  state json not null,
  primary key (organ, id)
);
create index complaint_view_stage on complaint_view (organ, stage);

create table spot_check_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  state json not null,
  primary key (organ, id)
);

create table inspection_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  batch text not null,
  departments text[] not null,
  inspectors text[] not null,
  state json not null,
  primary key (organ, id)
);
create index inspection_view_batch on inspection_view (organ, batch);

create table accountability_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  departments text[] not null,
  state json not null,
  primary key (organ, id)
);
create index accountability_view_stage on accountability_view (organ, stage);

create table supervision_view (
  organ text not null,
  id text not null,
  version integer not null,
  stage text not null,
  department text not null,
  colour text not null,
  state json not null,
  primary key (organ, id)
);
create index supervision_view_department on supervision_view (organ, department, stage);

-- What was sealed in a browser; the ciphertext itself is a file named by its fingerprint. A day and no time of day: a time
-- could be joined with the logs of whoever runs the network (CMP-004). `upward` is what only goes to a body above (CMP-005).
create table sealed_part (
  organ text not null,
  blob text not null,
  size bigint not null,
  received_on date not null,
  upward boolean not null default false,
  destroyed boolean not null default false,
  primary key (organ, blob)
);

-- What the digests of a day were made from, so that one event can be shown to be among them without the others.
create table sealed_digest (
  organ text not null,
  stream text not null,
  version integer not null,
  day date not null,
  salt text not null,
  digest text not null,
  primary key (organ, stream, version)
);
create index sealed_digest_day on sealed_digest (organ, day);

-- Which sealed parts belong to something, read from the events themselves: nothing else has to remember it.
create index event_blobs on event using gin (jsonb_path_query_array(data::jsonb, '$.**.blob'))
  where starts_with(stream, 'complaint/') or stream = 'register';
create index event_day_closed on event (organ, (data ->> 'day')) where type = 'register.day-closed';
