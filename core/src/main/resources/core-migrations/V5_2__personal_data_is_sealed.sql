-- Keys in three layers: the master key (not in the database) wraps a key ring for each organisation, which wraps a key for each
-- person, which seals what tells who that person is. The ring '-' is the installation's own.
create table key_ring (
    holder varchar(40) primary key,
    keyset varchar(8000) not null,
    index_key varchar(200) not null
);

-- Destroying this row makes everything unreadable that was sealed under it, in every copy of the database that lacks it.
create table person_key (
    owner varchar(64) primary key,
    holder varchar(40) not null,
    ring_key bigint not null,
    wrapped varchar(200) not null
);
create index person_key_by_ring on person_key (holder, ring_key);

-- Words of names, to search by: HMACs of their beginnings under the organisation's own key.
create table contact_word (
    organisation_id varchar(40) not null,
    token varchar(22) not null,
    contact_id varchar(40) not null references contact (id) on delete cascade,
    primary key (organisation_id, token, contact_id)
);
create index contact_word_by_contact on contact_word (contact_id);

alter table contact add column personal varchar(4000);
alter table contact drop column name;
alter table contact drop column birth_date;
alter table contact drop column phone;
alter table contact drop column email;

alter table access_basis alter column remark set data type varchar(4000);

-- A person's name is sealed under the person's own key. A user name is kept twice: as an HMAC, by which it is found, and sealed.
alter table person alter column name set data type varchar(1200);
alter table login_name add column sealed varchar(1200);
