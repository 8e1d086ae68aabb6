-- What the token of whoever did it said the person is called, for people who read the audit. No default: no row is written, and entries of
-- the build before have none.

alter table sale."AuditEntry" add column actorName text;
