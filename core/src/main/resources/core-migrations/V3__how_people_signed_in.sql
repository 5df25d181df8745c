-- How the person showed who they are, as RFC 8176 names it. Every sign-in before this one was by password.
alter table login_session add column methods varchar(80) default 'pwd' not null;
alter table login_session alter column methods drop default;

alter table token_grant add column methods varchar(80) default 'pwd' not null;
alter table token_grant alter column methods drop default;
