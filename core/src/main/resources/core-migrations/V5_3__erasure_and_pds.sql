-- What is left of somebody who was erased: an id that other rows and the audit log name.
alter table contact add column erased_at timestamp with time zone;

-- Organisations whose persons are known here by number alone. The names are at this address, in the customer's own network.
create table organisation_pds (
    organisation_id varchar(40) primary key references organisation (id),
    address varchar(300) not null
);
