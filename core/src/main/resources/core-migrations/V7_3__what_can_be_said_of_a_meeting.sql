-- How each had signed in when core vouched for them to the other, and whether they compared the code. For the receipt.
create table meeting_identity (
    meeting_id varchar(34) not null references meeting (id),
    seat varchar(10) not null,
    methods varchar(80) not null,
    signed_in_at timestamp with time zone not null,
    primary key (meeting_id, seat)
);

create table meeting_comparison (
    meeting_id varchar(34) not null references meeting (id),
    seat varchar(10) not null,
    is_same boolean not null,
    compared_at timestamp with time zone not null,
    primary key (meeting_id, seat)
);
