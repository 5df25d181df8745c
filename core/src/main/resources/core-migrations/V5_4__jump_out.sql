-- Which contact a partner's record is about. The partner's own number is kept as an HMAC: it may be a national identity number.
create table contact_elsewhere (
    organisation_id varchar(40) not null references organisation (id),
    token varchar(22) not null,
    contact_id varchar(40) not null references contact (id) on delete cascade,
    primary key (organisation_id, token)
);
create index contact_elsewhere_by_contact on contact_elsewhere (contact_id);

-- Jump-outs that were used: each opens once.
create table jump_out_used (
    id varchar(22) primary key,
    expires_at timestamp with time zone not null
);
create index jump_out_used_by_expiry on jump_out_used (expires_at);
