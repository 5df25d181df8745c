-- A meeting that was agreed for a time. Moving it makes another meeting with another id, because
-- the id holds its window; calendar_uid stays and version counts up.
alter table meeting add column starts_at timestamp with time zone;
alter table meeting add column duration_minutes integer;
alter table meeting add column calendar_uid varchar(40);
alter table meeting add column version integer default 1 not null;
alter table meeting add column moved_from timestamp with time zone;
alter table meeting add column replaced_by varchar(34);
create index meeting_by_host on meeting (host, not_after);
create index meeting_by_start on meeting (starts_at);

-- Each reminder of a meeting is written down with the message it became, so that it comes once.
create table meeting_reminder (
    meeting_id varchar(34) not null references meeting (id),
    minutes_before integer not null,
    primary key (meeting_id, minutes_before)
);
