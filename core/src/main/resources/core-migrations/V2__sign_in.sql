-- Whatever is a secret of its bearer (transaction, session, code, refresh token) is kept as its SHA-256 only.

-- The private key is encrypted (JWE) under a key derived from the pepper.
create table signing_key (
    kid varchar(64) primary key,
    sealed_jwk varchar(2000) not null,
    created_at timestamp with time zone not null
);

create table login_transaction (
    id_hash varchar(43) primary key,
    browser_hash varchar(43) not null,
    request varchar(4000) not null,
    attempts_left integer not null,
    expires_at timestamp with time zone not null
);
create index login_transaction_by_expiry on login_transaction (expires_at);

-- Failures are counted per bucket, not per name: bounded, and equal for names that do not exist.
create table login_slowdown (
    bucket integer primary key,
    failures integer not null,
    last_failure_at timestamp with time zone not null
);

create table login_session (
    id_hash varchar(43) primary key,
    subject varchar(64) not null references person (subject),
    signed_in_at timestamp with time zone not null,
    expires_at timestamp with time zone not null
);
create index login_session_by_expiry on login_session (expires_at);

-- What one sign-in gave to one client. All codes and refresh tokens of it fall together.
create table token_grant (
    id varchar(40) primary key,
    session_hash varchar(43) not null,
    subject varchar(64) not null references person (subject),
    client_id varchar(80) not null,
    scope varchar(200) not null,
    signed_in_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    revoked boolean not null
);
create index token_grant_by_session on token_grant (session_hash);
create index token_grant_by_expiry on token_grant (expires_at);

create table authorization_code (
    code_hash varchar(43) primary key,
    grant_id varchar(40) not null references token_grant (id) on delete cascade,
    redirect_uri varchar(500) not null,
    challenge varchar(43) not null,
    nonce varchar(200) not null,
    used boolean not null,
    expires_at timestamp with time zone not null
);

create table refresh_token (
    token_hash varchar(43) primary key,
    grant_id varchar(40) not null references token_grant (id) on delete cascade,
    used boolean not null
);
create index refresh_token_by_grant on refresh_token (grant_id);
create index authorization_code_by_grant on authorization_code (grant_id);
