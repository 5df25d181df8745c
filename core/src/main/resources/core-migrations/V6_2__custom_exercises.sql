-- Exercises that people make themselves. The library is part of the program, not of the database.

create table exercise (
    id varchar(40) primary key,
    organisation_id varchar(40) not null references organisation (id),
    owner varchar(64) not null references person (subject),
    name varchar(200) not null,
    description varchar(2000),
    area varchar(20) not null,
    equipment varchar(20) not null,
    dose varchar(400) not null,
    sharing varchar(20) not null,
    created_at timestamp with time zone not null
);
create index exercise_by_organisation on exercise (organisation_id, sharing);
create index exercise_by_owner on exercise (owner);

-- One picture and one video each, encrypted in pieces. Who confirmed to answer for consent and rights, and when.
create table exercise_media (
    id varchar(40) primary key,
    exercise_id varchar(40) not null references exercise (id) on delete cascade,
    kind varchar(10) not null,
    content_type varchar(40) not null,
    size_bytes bigint not null,
    sealed_key varchar(400) not null,
    responsible varchar(64) not null references person (subject),
    responsible_at timestamp with time zone not null,
    unique (exercise_id, kind)
);

create table exercise_media_piece (
    media_id varchar(40) not null references exercise_media (id) on delete cascade,
    number integer not null,
    sealed bytea not null,
    primary key (media_id, number)
);
