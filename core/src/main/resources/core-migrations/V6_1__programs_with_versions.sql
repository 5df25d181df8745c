-- A program is its head here and a row for each version: what it said, and what the step changed. Both are documents
-- (JSON), because they are read and written whole, and never searched.

drop table program_exercise;
drop table program;

create table program (
    id varchar(40) primary key,
    organisation_id varchar(40) not null references organisation (id),
    -- Null for a template.
    contact_id varchar(40) references contact (id) on delete cascade,
    creator varchar(64) not null references person (subject),
    origin varchar(2000),
    version integer not null,
    updated_at timestamp with time zone not null,
    state varchar(10) not null,
    signed_by varchar(64) references person (subject),
    signed_at timestamp with time zone,
    struck_by varchar(64) references person (subject),
    struck_at timestamp with time zone,
    strike_reason varchar(4000),
    -- Templates: whether the creator's unit sees it or edits it.
    unit_sharing varchar(10) not null
);
create index program_by_contact on program (contact_id, updated_at);
create index program_by_organisation on program (organisation_id, contact_id);

create table program_version (
    program_id varchar(40) not null references program (id) on delete cascade,
    version integer not null,
    made_by varchar(64) not null references person (subject),
    made_at timestamp with time zone not null,
    content varchar(1000000) not null,
    changes varchar(1000000) not null,
    primary key (program_id, version)
);

create table template_share (
    program_id varchar(40) not null references program (id) on delete cascade,
    subject varchar(64) not null references person (subject),
    editable boolean not null,
    primary key (program_id, subject)
);
create index template_share_by_subject on template_share (subject);
