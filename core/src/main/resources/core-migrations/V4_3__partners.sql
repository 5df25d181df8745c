-- Programs of others that speak for their organisation. Of the secret its SHA-256 only; a revoked one stays, for the log names it.
create table partner (
    id varchar(40) primary key,
    organisation_id varchar(40) not null references organisation (id),
    name varchar(200) not null,
    kind varchar(20) not null,
    scopes varchar(200) not null,
    secret_hash varchar(43) not null,
    jwks varchar(8000),
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);
create index partner_by_organisation on partner (organisation_id);
