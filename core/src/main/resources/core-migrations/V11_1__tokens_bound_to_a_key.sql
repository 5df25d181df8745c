-- The thumbprint (RFC 7638) of the key that the page has shown: what the grant gives is worth nothing without it (RFC 9449).
alter table token_grant add column key_thumbprint varchar(43);
