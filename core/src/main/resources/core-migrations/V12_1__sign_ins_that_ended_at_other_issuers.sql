-- A sign-in at another issuer that ended there, whose tokens let people into meetings; kept for a day as the others are. The
-- subject is empty if the issuer named the session alone, the session null if all of the person's ended.
alter table access_end add column issuer varchar(300);
alter table access_end add column issuer_sid varchar(255);
