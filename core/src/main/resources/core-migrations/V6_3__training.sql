-- What clients did, set by set. The id is the page's own, so that the same set sent twice counts once. A set that was
-- taken back stays, marked, so that the same id never means another one.

create table training_set (
    id varchar(40) not null,
    contact_id varchar(40) not null references contact (id) on delete cascade,
    program_id varchar(40) not null,
    entry_id varchar(40) not null,
    exercise_id varchar(40) not null,
    exercise_name varchar(2000) not null,
    set_number integer not null,
    reps integer,
    hold_seconds integer,
    load_kg decimal(6, 2),
    sets_planned integer,
    done_at timestamp with time zone not null,
    logged_at timestamp with time zone not null,
    in_meeting boolean not null,
    undone boolean not null,
    primary key (contact_id, id)
);
create index training_by_time on training_set (contact_id, done_at);
