-- How many lines of each kind in each hour, kept by the sealer in the transaction that moves the lines: a timeline over millions
-- of lines counts these instead. Nothing but a sum of audit_line; whoever deletes its rows has them built anew at the next start.
create table audit_hour (
    organisation varchar(80) not null,
    happened_hour bigint not null,
    unit varchar(80) not null,
    event varchar(80) not null,
    role_name varchar(80) not null,
    is_refusal boolean not null,
    is_break_glass boolean not null,
    lines bigint not null,
    primary key (organisation, happened_hour, unit, event, role_name, is_refusal, is_break_glass)
);

insert into audit_hour
    (organisation, happened_hour, unit, event, role_name, is_refusal, is_break_glass, lines)
select organisation, happened_hour, unit, event, role_name, is_refusal, is_break_glass, count(*)
from audit_line
group by organisation, happened_hour, unit, event, role_name, is_refusal, is_break_glass;

-- The hour comes first: a report that finds in audit_hour which hours hold what it asks for reads those alone.
drop index audit_line_by_organisation;
create index audit_line_by_hour on audit_line (organisation, happened_hour, happened_at, seq);
