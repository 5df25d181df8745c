-- "A message waits for you": whom to tell by what, and how far that has come. It holds no address
-- and no word of the message: the address is looked up when it is sent, and the words are always
-- the same.
create table notice (
    id varchar(40) primary key,
    receiver varchar(64) not null references person (subject),
    channel varchar(10) not null,
    state varchar(10) not null,
    made_at timestamp with time zone not null,
    next_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    claimed_until timestamp with time zone not null,
    attempts integer not null,
    closed_at timestamp with time zone
);
create index notice_by_next on notice (state, next_at);
create index notice_by_receiver on notice (receiver, channel, state);
