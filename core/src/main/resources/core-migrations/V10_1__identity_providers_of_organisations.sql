-- Where an organisation's people can sign in besides here (OpenID Connect). The client secret is sealed under the row's own key.
create table identity_provider (
    id varchar(40) primary key,
    organisation_id varchar(40) not null references organisation (id),
    name varchar(60) not null,
    kind varchar(20) not null,
    issuer varchar(300) not null,
    client_id varchar(200) not null,
    client_authentication varchar(40) not null,
    sealed_secret varchar(2000),
    scopes varchar(200) not null,
    acr_values varchar(1000) not null,
    methods varchar(200) not null,
    max_age_seconds integer,
    levels varchar(2000) not null,
    sign_out_there boolean not null,
    active boolean not null,
    version integer not null,
    created_at timestamp with time zone not null
);
create index identity_provider_by_organisation on identity_provider (organisation_id);

-- Who somebody at a provider is here. The token is an HMAC of issuer and subject under the organisation's key: neither is kept.
create table identity_link (
    id varchar(40) primary key,
    provider_id varchar(40) not null references identity_provider (id) on delete cascade,
    subject varchar(64) not null references person (subject),
    token varchar(43) not null,
    linked_at timestamp with time zone not null,
    last_used_at timestamp with time zone,
    unique (provider_id, token)
);
create index identity_link_by_subject on identity_link (subject);

-- Sign-ins on their way to a provider and back. Nonce and code verifier are not kept: they follow from the state, of which
-- there is the SHA-256 only, and a secret outside of the database.
create table provider_sign_in (
    state_hash varchar(43) primary key,
    provider_id varchar(40) not null references identity_provider (id) on delete cascade,
    browser_hash varchar(43) not null,
    request varchar(4000),
    code_hash varchar(43),
    max_age_seconds integer,
    expires_at timestamp with time zone not null
);
create index provider_sign_in_by_expiry on provider_sign_in (expires_at);

-- Which of our sessions came of which session at a provider, so that it can end them.
create table provider_session (
    session_hash varchar(43) primary key references login_session (id_hash) on delete cascade,
    provider_id varchar(40) not null references identity_provider (id) on delete cascade,
    link_id varchar(40) not null references identity_link (id) on delete cascade,
    sid_token varchar(43),
    sealed_id_token varchar(16000)
);
create index provider_session_by_link on provider_session (link_id);
create index provider_session_by_sid on provider_session (provider_id, sid_token);

-- Logout tokens that were obeyed: a second time they are worth nothing.
create table logout_token (
    token_hash varchar(43) primary key,
    expires_at timestamp with time zone not null
);

-- By which provider, and how surely. Empty: here, by password.
alter table login_session add column provider varchar(60) default '' not null;
alter table login_session add column level varchar(20) default '' not null;
alter table token_grant add column provider varchar(60) default '' not null;
alter table token_grant add column level varchar(20) default '' not null;
alter table meeting_identity add column provider varchar(60) default '' not null;
alter table meeting_identity add column level varchar(20) default '' not null;
