-- An answer that is kept for repeats of its request, packed: fingerprint, status, revision, place and body in one value of octets (decision
-- 0064). A build before this one fills the other columns and reads only them, so this one does the same while such a build has a live lease. A
-- packed row leaves them empty, and to a build before it is a request in progress. No row is written, the table is held for a moment.

alter table sale."IdempotencyKey" add column answer bytea;

alter table sale."IdempotencyKey" alter column fingerprint drop not null;
