-- What is told: that a message waits, or an account.
alter table notice add column kind varchar(10) default 'message' not null;
