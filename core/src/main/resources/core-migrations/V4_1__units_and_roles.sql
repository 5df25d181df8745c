-- A tree of units for each organisation. The root has the organisation's id and name.
create table unit (
    id varchar(40) primary key,
    organisation_id varchar(40) not null references organisation (id),
    parent_id varchar(40) references unit (id),
    name varchar(200) not null,
    version integer not null
);
create index unit_by_organisation on unit (organisation_id);

insert into unit (id, organisation_id, name, version) select id, id, name, 1 from organisation;

-- A role is held at a unit and reaches what is below. A person may hold several.
create table held_role (
    subject varchar(64) not null references person (subject),
    role_name varchar(30) not null,
    unit_id varchar(40) not null references unit (id),
    primary key (subject, role_name, unit_id)
);
create index held_role_by_unit on held_role (unit_id);

insert into held_role (subject, role_name, unit_id) select subject, role_name, organisation_id from person;
alter table person drop column role_name;

-- Where the person works. Deactivated people stay: others' records name them.
alter table person add column unit_id varchar(40) references unit (id);
update person set unit_id = organisation_id;
alter table person alter column unit_id set not null;
alter table person add column active boolean default true not null;
alter table person add column version integer default 1 not null;
create index person_by_unit on person (unit_id);
create index person_by_organisation on person (organisation_id);

-- Add-on modules beside video, and how the organisation's pages look.
alter table organisation add column sso boolean default false not null;
alter table organisation add column eid boolean default false not null;
alter table organisation add column accent_light varchar(7);
alter table organisation add column accent_dark varchar(7);
alter table organisation add column logo_type varchar(40);
alter table organisation add column version integer default 1 not null;
