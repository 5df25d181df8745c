-- What reports ask by: whose data it was, where, in what role, and the row that holds more. '-' where it is not known.
alter table audit_line add column about varchar(80) default '-' not null;
alter table audit_line add column organisation varchar(80) default '-' not null;
alter table audit_line add column unit varchar(80) default '-' not null;
alter table audit_line add column reference varchar(80) default '-' not null;
alter table audit_line add column role_name varchar(80) default '-' not null;
